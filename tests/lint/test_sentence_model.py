"""The learned layer: the same numbers as the torch encoder, whatever the text."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.lint.checks import learned
from appeal_tool.lint.finding import SENTENCE_RULES
from appeal_tool.lint.learned.network import Network
from appeal_tool.lint.learned.pieces import BEGIN, END, normal_form
from tests.lint.pace import assert_linear

CASES = json.loads((Path(__file__).parent / "data" / "encoder.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def network() -> Network:
    model = learned.network()
    assert model is not None
    return model


def test_numpy_says_what_torch_says(network: Network) -> None:
    # What depends on a piece alone is remembered in steps of 1/512, which is what 5e-3 allows for.
    said = network.logits([case["text"] for case in CASES])
    assert np.abs(said - np.array([case["logits"] for case in CASES])).max() < 5e-3


def test_pieces_are_those_it_was_trained_on(network: Network) -> None:
    assert all(network.pieces.encode(case["text"]) == case["pieces"] for case in CASES)


def test_a_sentence_alone_and_among_others_gets_the_same_numbers(network: Network) -> None:
    texts = [case["text"] for case in CASES]
    together = network.logits(texts)
    alone = np.concatenate([network.logits([text]) for text in texts])
    assert np.abs(together - alone).max() < 5e-3


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a" * 5000, "漢字 и кириллица", "🙂" * 40, "...", "\u0301" * 30]
)
def test_odd_texts_get_finite_numbers(network: Network, text: str) -> None:
    assert np.isfinite(network.logits([text])).all()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_begins_and_ends_and_is_finite(text: str) -> None:
    model = learned.network()
    assert model is not None
    numbers = model.pieces.encode(text)
    assert (numbers[0], numbers[-1]) == (BEGIN, END)
    assert np.isfinite(model.logits([text])).all()


def test_capitals_and_typography_change_nothing() -> None:
    assert normal_form("L’ERREUR QUE NOUS AVONS FAITE") == normal_form("L'erreur que nous avons faite")
    assert normal_form("cafe\u0301") == normal_form("café")


def test_telling_words_stand_in_the_sentence() -> None:
    asked = [(case["text"], rule) for case in CASES for rule in ("vague-measure", "hostile-tone")]
    told = learned.telling_words(asked)
    assert sum(map(len, told)) > len(asked) / 2
    for (text, _), words in zip(asked, told, strict=True):
        assert len(words) <= 3
        assert all(word in normal_form(text) for word in words)


def test_long_words_are_cut_in_linear_time(network: Network) -> None:
    def cut(word: str) -> None:
        network.pieces._memory.clear()
        network.pieces.encode(word)

    assert_linear(cut, "ab" * 5_000, "ab" * 40_000)


def test_opinions_name_every_rule_and_repeat_for_repeated_texts() -> None:
    first, second = learned.opinions(["Nous ne savons pas pourquoi."] * 2) or [{}, {}]
    assert tuple(first) == SENTENCE_RULES
    assert first == second


def test_model_is_at_most_20_megabytes() -> None:
    folder = Path(learned.__file__).parent.parent / "learned"
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= 20_000_000
