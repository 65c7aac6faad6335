"""Both languages say the same things, each in its own typography."""

import json
import re
from pathlib import Path
from string import Formatter

import pytest

import appeal_tool.i18n as i18n

FOLDER = Path(i18n.__file__).parent / "messages"
AREAS = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.json")})


def read(area: str, lang: str) -> dict[str, str]:
    pairs = json.loads((FOLDER / f"{area}.{lang}.json").read_text("utf-8"), object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"{area}.{lang} says a key twice"
    return dict(pairs)


def placeholders(message: str) -> set[str]:
    """What the message says; a number that only bends a word may be needed in one language alone."""
    return {
        name
        for _, name, spec, _ in Formatter().parse(message)
        if name and not (spec or "").startswith("plural")
    }


@pytest.mark.parametrize("area", AREAS)
def test_every_message_exists_in_both_languages_with_the_same_parameters(area: str) -> None:
    french, english = read(area, "fr"), read(area, "en")
    assert french.keys() == english.keys()
    for key in french:
        assert french[key].strip(), f"{area}:{key} is empty in French"
        assert english[key].strip(), f"{area}:{key} is empty in English"
        assert placeholders(french[key]) == placeholders(english[key]), key


@pytest.mark.parametrize("area", AREAS)
def test_french_messages_are_set_in_french_typography(area: str) -> None:
    for key, message in read(area, "fr").items():
        prose = re.sub(r"\{[^{}]*\}|`[^`]*`|pip install \".*?\"|^ {2,}.*$", "", message, flags=re.M)
        assert not re.search(r"[^\W\d_]'[^\W\d_]", prose), f"{area}:{key}: straight apostrophe"
        assert not re.search(r"(?<=\S) [;:!?»%](?=\s|$)", prose), f"{area}:{key}: ordinary space: {prose!r}"
        assert not re.search(r"« |\"", prose), f"{area}:{key}: quotation marks: {prose!r}"


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_placeholder_is_well_formed(area: str, lang: str) -> None:
    known = {"", "int", "number", "percent", "date", "list", "name", "names", "plural"}
    for key, message in read(area, lang).items():
        for _, name, spec, conversion in Formatter().parse(message):
            if name is None:
                continue
            assert name.isidentifier(), f"{area}:{key}: {name!r}"
            assert conversion in (None, "r")
            kind = (spec or "").partition(":")[0]
            assert kind in known or re.fullmatch(r"[<>^]?\d*(\.\d+)?[sdf]?", spec or ""), (
                f"{area}:{key}: {spec}"
            )
