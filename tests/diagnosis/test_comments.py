"""Signals of comments: every record's own examples, again as people really type them; and what guards silence."""

from __future__ import annotations

import unicodedata

import pytest
from diagnosis_paraphrases import NO_COMPLAINT, SAID
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.diagnosis.comments import reader
from appeal_tool.diagnosis.phrases import Phrase, PhraseSet, clauses
from appeal_tool.guide.signals import load_guards, load_signals

READER = reader()
COMMENTS = {name: signal for name, signal in load_signals().items() if signal.kind == "comment"}
EXAMPLES = [
    (name, side, text)
    for name, signal in COMMENTS.items()
    for lang in ("fr", "en")
    for side, texts in signal.examples[lang].items()
    for text in texts
]


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


WRITTEN = {
    "as it stands": lambda text: text,
    "no accents": without_accents,
    "capitals": str.upper,
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "typewriter apostrophes": lambda text: text.replace("’", "'"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "no full stop": lambda text: text.rstrip("."),
}


@pytest.mark.parametrize(("name", "side", "text"), EXAMPLES, ids=[f"{n} {t}" for n, _, t in EXAMPLES])
def test_example_however_it_is_typed(name, side, text):
    for how, write in WRITTEN.items():
        assert (name in READER.signals(write(text))) == (side == "caught"), how


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le vendeur ne répond pas produit contrefait", {"comment:no-answer", "comment:counterfeit"}),
        ("N'achetez pas, contrefaçon", {"comment:counterfeit"}),
        ("Not only late but fake", {"comment:counterfeit"}),
        ("No doubt a fake", {"comment:counterfeit"}),
        ("« ATTENTION CONTREFAÇON »", {"comment:counterfeit"}),
        ("Pas content du tout, article cassé", {"comment:damaged"}),
        ("Je n'ai pas reçu la chaîne en or, ni de réponse aux différents e-mails", {"comment:not-received", "comment:no-answer"}),
        ("CR-NEVER_ARRIVED", {"comment:not-received"}),
        ("NOT_AS_DESCRIBED", {"comment:not-as-described"}),
        ("didn't arrive", {"comment:not-received"}),
        ("didnt arrive", {"comment:not-received"}),
    ],
)  # fmt: skip
def test_text_says_exactly(text, names):
    assert set(READER.signals(text)) == names


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_the_same_complaint_in_other_words(name, text):
    assert name in READER.signals(text)


@pytest.mark.parametrize("text", NO_COMPLAINT)
def test_no_complaint(text):
    assert READER.signals(text) == ()


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text):
    assert all(name in COMMENTS for name in READER.signals(text))


def test_hostile_length_is_read_in_linear_time():
    """Ten times the words may not take a hundred times as long."""
    import time

    def seconds(words: int) -> float:
        start = time.perf_counter()
        READER.signals("pas pas ne jamais " * (words // 4))
        return time.perf_counter() - start

    seconds(400)
    assert seconds(20_000) < 60 * max(seconds(2_000), 0.001)


@pytest.mark.parametrize("bad", ["", "~3 word", "word? next", "~0", "a ~10 b", "a* b", "mot-composé", "a~b"])
def test_bad_phrase_is_refused(bad):
    with pytest.raises(ValueError, match=r"phrase|gap|word"):
        Phrase(bad)


def test_gap_does_not_cross_a_turn_or_a_clause():
    phrases = PhraseSet(["pas ~3 neuf"])
    assert any(phrases.find(words) for words in clauses("ce n'est pas du tout neuf"))
    assert not any(phrases.find(words) for words in clauses("pas cher mais neuf"))
    assert not any(phrases.find(words) for words in clauses("pas cher, neuf"))


def test_every_phrase_of_every_record_compiles():
    for record in (*load_signals().values(), *load_guards().values()):
        for group in (
            getattr(record, "phrases", None),
            getattr(record, "unless", None),
            getattr(record, "exceptions", None),
        ):
            for texts in (group or {}).values():
                assert PhraseSet(texts)
