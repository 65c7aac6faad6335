"""Every reader, fed with arbitrary and mutated text: no exception but InputError, no value without a source."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import fields, is_dataclass

import page_texts as pages
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_texts import BY_HAND, V1, V2

from appeal_tool.account.content import Content, from_bytes
from appeal_tool.account.model import InputError, Source
from appeal_tool.account.part import Part
from appeal_tool.account.sources import readers
from appeal_tool.i18n import LANGUAGES, text

SEEDS = [*pages.ALL.values(), json.dumps(V2, indent=1), V1, BY_HAND]
PIECES = st.sampled_from(
    ["\t", "\n", " ", "%", "(", ")", "12,5% (1/8)", "-1", "999999999999999999999", "N/A", "--", "30 jours",
     "{", "}", "[", "]", '"', "<a>", "</a>", "&x;", "31 févr. 12", "99/99/99", "\u202e", "\x00", "\x1b[31m",
     "Ã©", "Taux de commandes défectueuses", "Commandes: 73", "< 1%", "Objectif", "*a", "&a", ": ", "- "]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A seed with pieces cut out, doubled, moved and put in."""
    seed = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(seed)))
        until = min(len(seed), at + draw(st.integers(0, 60)))
        change = draw(st.sampled_from(["cut", "double", "put", "drop-rest"]))
        if change == "cut":
            seed = seed[:at] + seed[until:]
        elif change == "double":
            seed = seed[:until] + seed[at:until] + seed[until:]
        elif change == "put":
            seed = seed[:at] + draw(PIECES) + seed[at:]
        else:
            seed = seed[:at]
    return seed


def sourced(part: Part) -> None:
    """Fail if any value of ``part`` does not say where it stands."""
    for field in fields(part):
        value = getattr(part, field.name)
        for item in value if isinstance(value, list) else []:
            if is_dataclass(item) and hasattr(item, "source"):
                assert isinstance(item.source, Source), item
                assert item.source.file == "x"
                assert item.source.line is None or item.source.line >= 1


def say(error: InputError | Part) -> None:
    """Say every problem in both languages: a message that cannot be filled is a bug."""
    told = [error] if isinstance(error, InputError) else error.problems
    for problem in told:
        for lang in LANGUAGES:
            assert "\n" not in text("account", problem.code, lang, **problem.params)


def read_with_all(data: bytes) -> None:
    for reader in readers():
        try:
            content: Content = from_bytes(data, "x")
            assert 0 <= reader.recognises(content) <= 1
            part = reader.read(content)
        except InputError as error:
            say(error)
            continue
        sourced(part)
        say(part)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_mutated_inputs(document: str) -> None:
    read_with_all(document.encode("utf-8", "replace"))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)))
def test_arbitrary_text(document: str) -> None:
    read_with_all(document.encode("utf-8", "replace"))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=600))
def test_arbitrary_bytes(data: bytes) -> None:
    read_with_all(data)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_every_prefix_of_a_document_is_read(seed: int) -> None:
    document = SEEDS[seed]
    for cut in range(1, len(document), max(1, len(document) // 12)):
        read_with_all(document[:cut].encode())


GROWING = {
    "page": [
        *(lambda n, t=t: t * n for t in pages.ALL.values()),
        lambda n: "Nous avons mis en place un processus. Taux de commandes défectueuses élevé, oui.\n" * n,
        lambda n: "Etat de la réclamation : x\n" * n,
        lambda n: "05/06/13\n" * n,
        lambda n: "Taux d'annulation\n" * n,
        lambda n: "7 jours\n(1 juil. 12 - 2 juil. 12)\n" * n,
        lambda n: "Taux d'annulation 12% (3/4) " * n,
        lambda n: "1 2 3 4 " * n,
        lambda n: "\n \n" * n + "Taux d'annulation 2%",
    ],
    "v2-report": [
        lambda n: json.dumps({**V2, "performanceMetrics": V2["performanceMetrics"] * n}),
        lambda n: '{"performanceMetrics": "' + "\\\\" * 200 * n,
    ],
    "v1-report": [
        lambda n: V1.replace("</sellerPerformanceReport>", "<refunds><rate>1%</rate></refunds>" * n)
    ],
    "by-hand": [lambda n: BY_HAND + "  - metric: cancellation_rate\n    count: 1\n" * n],
}


@pytest.mark.parametrize(
    ("name", "number"), [(name, i) for name, growing in GROWING.items() for i in range(len(growing))]
)
def test_reading_time_is_linear(name: str, number: int) -> None:
    reader = next(reader for reader in readers() if name == reader.FORMAT)
    grow = GROWING[name][number]

    def seconds(count: int) -> float:
        content = from_bytes(grow(count).encode(), "x")
        start = time.process_time()
        with suppress(InputError):
            reader.read(content)
        return time.process_time() - start

    seconds(2)  # what is compiled once does not count
    small, large = min(seconds(15) for _ in range(2)), min(seconds(60) for _ in range(2))
    assert large < 9 * small + 0.05, f"{small:.3f} s, then {large:.3f} s for four times as much"
