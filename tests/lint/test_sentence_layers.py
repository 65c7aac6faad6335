"""The layers of the sentence rules one by one: phrases, guards, specificity, shapes, and what silences them."""

from __future__ import annotations

import time

import pytest

from appeal_tool.lint.checks import guards, patterns, sentence
from appeal_tool.lint.checks.phrases import Phrases
from appeal_tool.lint.checks.specificity import kinds, missing
from appeal_tool.lint.finding import SENTENCE_RULES, Finding
from appeal_tool.lint.normal import plain, without_accents
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import parse
from tests.lint.pace import assert_linear

RULES_ALONE = LintOptions(use_model=False)
WHOLE = LintOptions()


def raised(text: str, options: LintOptions = RULES_ALONE, lang: str = "auto") -> list[Finding]:
    return sentence.check(parse(text, lang), options)


def folded(text: str) -> str:
    return without_accents(plain(text).lower())


def found(phrase: str, text: str) -> list[str]:
    phrases = Phrases()
    phrases.add("rule", [phrase], sure=True)
    return [text[hit.begin : hit.end] for hit in phrases.find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("we regret", "and we regret it", ["we regret"]),
        ("we (really)? regret", "we regret, we really regret", ["we regret", "we really regret"]),
        ("(a|b c) d", "a d and b c d but c d", ["a d", "b c d"]),
        ("we * regret", "we all deeply regret", ["we all deeply regret"]),
        ("we * regret", "we are five. they regret", []),
        ("we * regret", "we a b c d e regret", []),
        ("n'est pas", "ce n'est pas", ["n'est pas"]),
        ("(tres)? grave", "grave", ["grave"]),
        ("été", "un bel ete", ["ete"]),
    ],
)
def test_phrases_say_what_they_match(phrase: str, text: str, hits: list[str]) -> None:
    assert found(phrase, text) == hits


def test_cost_hardly_grows_with_the_number_of_phrases() -> None:
    text = "we have put a rigorous process in place and nobody will ever have to complain again " * 400

    def seconds(number: int) -> float:
        phrases = Phrases()
        phrases.add("rule", [f"word{n} other{n} (third{n}|fourth{n})" for n in range(number)], sure=True)
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            phrases.find(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(5000) < 2 * seconds(50) + 0.01


@pytest.mark.parametrize(
    "unit",
    [
        "nous ",
        "we we ",
        "we hope that ",
        '"we hope that" ',
        "it is our supplier and we hope that ",
        "[",
        "{{",
        "(à compléter ",
        "a@",
        "0 1 ",
        "1 rue ",
        '"',
        "... ",
    ],
)
def test_linear_time_on_repetition(unit: str) -> None:
    def look_for(text: str) -> None:
        sentence.check(parse(text), RULES_ALONE)

    assert_linear(look_for, unit * 750, unit * 6000, name=unit)


def test_a_denied_owned_or_stopped_phrase_is_taken_back() -> None:
    for rule, text, phrase in (
        (
            "blame-third-party",
            "the error of our supplier, and we had not checked it",
            "error of our supplier",
        ),
        (
            "forbidden-remedy",
            "we no longer ask the buyer to change the review",
            "ask the buyer to change the review",
        ),
        ("unknown-cause", "we did not know why until the export showed it", "did not know why"),
        ("vague-measure", "it was not a rigorous process", "rigorous process"),
    ):
        begin = text.index(phrase)
        assert guards.softened(rule, text, begin, begin + len(phrase)), text
    plain_text = "it is an error of our supplier"
    assert not guards.softened("blame-third-party", plain_text, 9, len(plain_text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since 4 March Sofia opens one carton in ten.",
            {"time", "owner", "act", "quantity", "frequency", "means"},
        ),
        (
            "Depuis le 4 mars, Sofia ouvre un carton sur dix.",
            {"time", "owner", "act", "quantity", "frequency", "means"},
        ),
        ("Chaque lundi le stock est compté.", {"frequency", "act"}),
        ("We have put a rigorous process in place.", set()),
        ("Nous avons pris les mesures nécessaires.", set()),
        ("Le 12 mai nous avons remboursé 22 acheteurs.", {"time", "act", "quantity"}),
    ],
)
def test_specificity_of_both_languages(text: str, expected: set[str]) -> None:
    said = kinds(folded(text), text)
    assert said >= expected - {"means"}
    assert (len(said) >= 2) == (len(expected) >= 2)


def test_what_is_missing_is_named() -> None:
    assert missing(frozenset()) == ["act", "owner", "time", "frequency", "means"]
    assert "time" not in missing(frozenset({"time"}))


@pytest.mark.parametrize(
    "text",
    ["Le [date] nous avons fermé.", "Owner: ______", "We refunded XXX buyers.", "Since DD/MM we", "{{name}} checks", "Cause : à compléter."],
)  # fmt: skip
def test_left_overs_of_a_template(text: str) -> None:
    assert any(shape.sure for shape in [*patterns.placeholders(text), *patterns.to_fill(folded(text))])


@pytest.mark.parametrize(
    "text",
    [
        "See [page 2](http://x.example).",
        "- [ ] done",
        "A size XXL shirt",
        "It is done...",
        "as in [1]",
        "2 < 3 > 1",
    ],
)
def test_what_only_looks_like_a_left_over(text: str) -> None:
    assert not any(shape.sure for shape in [*patterns.placeholders(text), *patterns.to_fill(folded(text))])


@pytest.mark.parametrize(
    "text",
    [
        "buyer: a.b@mail.example",
        "call 06 39 98 04 12",
        "at 07700 900 412",
        "14 rue des Tanneurs",
        "8 Mill Lane, Otley",
    ],
)
def test_personal_data(text: str) -> None:
    assert patterns.personal_data(text, folded(text)) or patterns.addresses(folded(text))


@pytest.mark.parametrize(
    "text", ["order 402-5561200-7718340", "12 May 2025", "8 orders a day", "2 455 commandes"]
)
def test_order_numbers_and_figures_are_no_personal_data(text: str) -> None:
    assert not patterns.personal_data(text, folded(text))
    assert not patterns.addresses(folded(text))


def test_a_concrete_neighbour_in_the_same_item_silences_a_vague_measure() -> None:
    vague = "- We have strengthened our quality controls."
    beside = " Since 4 March Sofia opens one carton in ten and signs the sheet."
    assert [f.rule for f in raised(vague, WHOLE, "en")] == ["vague-measure"]
    assert not [f for f in raised(vague + beside, WHOLE, "en") if f.rule == "vague-measure"]
    assert [f for f in raised(vague + "\n\n" + beside.strip(), WHOLE, "en") if f.rule == "vague-measure"]


def test_a_quoted_refusal_is_not_the_authors_voice() -> None:
    assert not raised(
        "> We do not understand why our account was suspended.\n\nSince 4 May Rosa counts.", WHOLE, "en"
    )


def test_findings_never_show_a_number_of_the_model_and_say_exactly_where() -> None:
    text = "Nous avons pris les mesures nécessaires. Le [date], Karim a compté.\n\nL’acheteur : paul@mail.example."
    document = parse(text)
    for lang in ("fr", "en"):
        found = sentence.check(document, LintOptions(lang=lang))  # type: ignore[arg-type]
        assert {f.rule for f in found} >= {"vague-measure", "placeholder", "personal-data"}
        for one in found:
            assert one.rule in SENTENCE_RULES
            assert one.excerpt == text[one.offset : one.end_offset]
            assert "0." not in one.message
            assert one.why
            assert one.fix


def test_the_guides_refused_appeal_shows_the_faults_that_the_guide_writes_beside_it() -> None:
    text = (
        "Suite à votre dernier e-mail, nous avons mis en place un processus garantissant que cela ne se reproduira plus. "
        "Nous prenons donc le problème très au sérieux. La mise en vente de tous nos produits suivant désormais un processus "
        "rigoureux, merci de nous aider à identifier le produit qui n'est pas conforme.\n\n"
        "Comme vous pouvez le constater, nos évaluations sont excellentes et les indicateurs clés sont contrôlés "
        "quotidiennement. Nous accordons une attention particulière au service client et notre compte est géré de manière "
        "irréprochable.\n\nNous ne parvenons pas à identifier l'erreur que nous avons faite."
    )
    for options in (RULES_ALONE, WHOLE):
        rules = {f.rule for f in raised(text, options, "fr") if f.level != "suggestion"}
        assert rules >= {"vague-measure", "empty-assurance", "unknown-cause", "self-praise"}, (
            options.use_model
        )


def test_without_the_model_only_the_rules_speak() -> None:
    text = "One does wonder how a shoe that is a 42 on the factory's paperwork can be a 41 in real life."
    assert all(f.level == "suggestion" for f in raised(text, RULES_ALONE, "en"))
