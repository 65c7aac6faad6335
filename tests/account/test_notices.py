"""Notices and refusals, against cases in both languages.

``english``, ``french`` and ``none`` are the cases that the phrases were written with.
``unseen``, ``last``, ``reserve``, ``final`` and ``heldback`` were written one after the
other, each measured before anything was changed for it; docs/inputs.md gives what was
found at that first reading. Since then they are cases like the others.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notice_cases import Case, cases, differences

from appeal_tool.account.content import from_bytes
from appeal_tool.account.notice import NOTICE_TYPES
from appeal_tool.account.sources import notices
from appeal_tool.account.sources.notices import phrases, read_notice, with_deadline
from appeal_tool.account.sources.notices.text import fold, lines_of, paragraphs, sentences

SETS = (
    "english",
    "french",
    "none",
    "held",
    "more",
    "shell",
    "unseen",
    "last",
    "reserve",
    "final",
    "heldback",
)
TUNED = [case for name in SETS for case in cases(name)]


@pytest.mark.parametrize("case", TUNED, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    notice, _ = read_notice(case.text, "n.txt")
    assert differences(notice, case.wanted) == []


def test_every_type_has_cases_in_both_languages() -> None:
    seen = {(case.wanted["type"], read_notice(case.text, "n")[0].language) for case in TUNED}
    assert seen >= {(kind, lang) for kind in NOTICE_TYPES for lang in ("fr", "en")}


def _wrapped(text: str, width: int = 70) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(lines)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _narrow_spaces(text: str) -> str:
    spaced = re.sub(r" ([;:!?%»])", "\u00a0\\1", text).replace("« ", "«\u00a0")
    return spaced.replace(" jours", "\u202fjours").replace(" days", "\u00a0days")


VARIANTS: dict[str, Callable[[str], str]] = {
    "wrapped at 70 columns": _wrapped,
    "quoted": lambda text: "\n".join("> " + line for line in _wrapped(text).split("\n")),
    "quoted twice": lambda text: "\n".join(">> " + line for line in _wrapped(text, 66).split("\n")),
    "without accents": _without_accents,
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": _narrow_spaces,
    "typographic": lambda text: text.replace("'", "’").replace('"', "“").replace("\n- ", "\n• "),
    "capitals": str.upper,
    "indented": lambda text: "\n".join("   " + line for line in text.split("\n")),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_hides_nothing(variant: str) -> None:
    change = VARIANTS[variant]
    wrong = {
        case.id: told
        for name in ("english", "french", "none")
        for case in cases(name)
        if (told := differences(read_notice(change(case.text), "n")[0], case.wanted))
    }
    assert wrong == {}


def test_close_readings_are_both_told() -> None:
    text = (
        "Hello,\n\nYour account has been deactivated. Your late shipment rate is 8%, above the target of 4%, and "
        "your cancellation rate is 6%, above the target of 2.5%. Please send us a plan of action.\n"
    )
    notice, problems = read_notice(text, "n.txt")
    assert {reading.type for reading in notice.readings[:2]} == {"late-shipment-rate", "cancellation-rate"}
    assert [problem.code for problem in problems] == ["notice-close-readings"]


def test_ids_are_found_in_the_notice_only() -> None:
    text = (
        "I also sell B0MYOWN001, what now?\n\nDear seller,\n\nWe removed your listing B0THEIRS01 after complaints about "
        "its authenticity in order 203-1234567-7654321. Send us invoices.\n\nAmazon.co.uk Seller Performance\n"
    )
    notice, _ = read_notice(text, "n.txt")
    assert notice.asins == ("B0THEIRS01",)
    assert notice.order_ids == ("203-1234567-7654321",)


def test_asked_cells_name_their_lines() -> None:
    text = "Dear seller,\n\nYour late shipment rate exceeds 4%. Send us:\n- the root cause\n- the steps to prevent it\n"
    notice, _ = read_notice(text, "n.txt")
    assert [(item.part, item.source.line) for item in notice.asked] == [("cause", 4), ("preventive", 5)]


def test_a_deadline_counts_from_the_mail_or_from_the_day_given() -> None:
    body = "Dear seller,\n\nYour cancellation rate of 5% is above 2.5%. Please send a plan within 17 days.\n"
    undated, _ = read_notice(body, "n")
    assert (undated.days, undated.deadline) == (17, None)
    assert with_deadline(undated, date(2025, 5, 1)).deadline == date(2025, 5, 18)
    dated, _ = read_notice("Date: 3 May 2025\n\n" + body, "n", as_of=date(2025, 6, 1))
    assert dated.deadline == date(2025, 5, 20)
    assert with_deadline(dated, date(2030, 1, 1)).deadline == date(2025, 5, 20)


def test_working_days_leave_out_weekends() -> None:
    text = (
        "Date: Friday, 9 May 2025\n\nDear seller,\n\nYour cancellation rate of 5% is above 2.5%. "
        "Please reply within five working days.\n"
    )
    notice, _ = read_notice(text, "n")
    assert (notice.days, notice.deadline) == (5, date(2025, 5, 16))


@pytest.mark.parametrize(
    ("address", "wanted"),
    [("amazon.fr", date(2025, 4, 3)), ("amazon.com", date(2025, 3, 4)), ("example.org", None)],
)
def test_a_numeric_date_follows_the_marketplace(address: str, wanted: date | None) -> None:
    text = (
        f"From: seller-performance@{address}\nDate: 03/04/2025\n\nDear seller,\n\nYour cancellation rate of 5% is "
        "above 2.5%. We removed your offers.\n"
    )
    notice, problems = read_notice(text, "n.txt")
    assert notice.day == wanted
    assert ([p.code for p in problems] == ["notice-ambiguous-date"]) == (wanted is None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Your order defect rate was 2% over the last 60 days.",
        "Invoices must be issued within the last 365 days.",
        "We will reply within 48 hours.",
        "Funds are held for 90 days.",
        "Answer your buyers within 24 hours, as always.",
        "The review may take 30 days.",
        "Nous vous répondrons sous 48 heures.",
        "Joignez un justificatif de moins de 90 jours.",
        "Vos fonds seront conservés pendant 90 jours.",
        "Le taux porte sur les 30 derniers jours.",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    start = "Dear seller,\n\nYour account has been deactivated because of your order defect rate. Please send a plan.\n"
    assert read_notice(start + sentence + "\n", "n")[0].days is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("within 72 hours", 3), ("in the next seven days", 7), ("within two (2) weeks", 14), ("in 36 hours", 2),
        ("sous 72 heures", 3), ("dans les dix-sept jours", 17), ("d'ici deux semaines", 14),
        ("dans un délai de cinq jours ouvrés", 5), ("within ten business days", 10),
    ],
)  # fmt: skip
def test_times_in_words(words: str, days: int) -> None:
    french = any(word in words for word in ("sous", "dans", "d'ici"))
    text = (
        f"Bonjour,\n\nVotre taux d'annulation dépasse 2,5 %. Envoyez-nous un plan d'action {words}.\n"
        if french
        else f"Dear seller,\n\nYour cancellation rate exceeds 2.5%. Please send us a plan of action {words}.\n"
    )
    assert read_notice(text, "n")[0].days == days


def test_personal_data_is_masked_on_reading() -> None:
    text = "Dear seller,\n\nYour account has been deactivated: your late shipment rate is 9%. Buyer: jo@mail.com\n"
    part = notices.read(from_bytes(text.encode(), "n.txt"))
    assert "jo@mail.com" not in part.notices[0].text


def test_a_text_that_is_no_notice_is_told() -> None:
    part = notices.read(from_bytes(b"Peel the apples. Cut them into slices and bake them for an hour.", "x"))
    assert part.notices[0].type is None
    assert [problem.code for problem in part.problems] == ["notice-unknown"]


FACT = "Your product was reported as unsafe and your listing has been removed.\n"
FAIT = "Nous avons supprimé votre offre à la suite d'un signalement sur la sécurité du produit.\n"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        (FACT + "Please fill in the safety questionnaire and return it with your test reports.", "documents"),
        (FACT + "Provide the completed questionnaire and pictures of the packaging.", "documents"),
        (FAIT + "Veuillez nous renvoyer le questionnaire rempli et les photographies.", "documents"),
        ("Your account is at risk of deactivation. Take the quiz within 3 days.", "quiz"),
        ("Votre compte risque d'être désactivé. Répondez au questionnaire sous 3 jours.", "quiz"),
    ],
)
def test_a_questionnaire_to_send_back_is_a_paper_and_no_quiz(text: str, route: str) -> None:
    assert read_notice("Hello,\n" + text, "n")[0].route == route


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (FAIT + "Fournissez vos factures. Faute de réponse sous 60 jours, votre stock sera détruit.", None),
        (
            FACT + "Send your invoices. If we do not receive them within 30 days, we may destroy your units.",
            None,
        ),
        (
            FACT + "Send invoices. If you do not reply within 7 days your account and stock will be removed.",
            7,
        ),
        (
            FAIT + "Envoyez vos factures sous 5 jours. Sinon, votre stock pourra être détruit sous 90 jours.",
            5,
        ),
    ],
)
def test_the_day_on_which_goods_may_be_destroyed_is_no_day_to_answer_by(text: str, days: int | None) -> None:
    assert read_notice(text, "n")[0].days == days


def test_a_language_named_in_the_request_is_that_of_the_answer() -> None:
    asked = "Votre compte a été désactivé pour manipulation de commentaires.\n{} :\n- la cause\n- les mesures prises\n"
    for words in ("Indiquez-nous, en anglais", "Veuillez nous dire en anglais"):
        assert read_notice(asked.format(words), "n")[0].reply_language == "en"


def test_hints_hide_no_match() -> None:
    """A pattern is skipped where a piece of it is missing: that must never skip a match."""
    said = {
        sentence.folded
        for case in TUNED
        for group in paragraphs(lines_of(case.text))
        for sentence in sentences(group)
    }
    joined = "\n".join(sorted(said))
    for name in ("types", "refusal", "asked", "causes", "terms", "voice", "headings", "spike"):
        for phrase in map(phrases.compile_phrase, _texts(phrases.data(name))):
            for pattern in (*phrase.wanted, *phrase.unwanted):
                if pattern.hints and not any(hint in joined for hint in pattern.hints):
                    assert phrases._compiled(pattern.source).search(joined) is None, pattern.source


def _texts(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        return [text for value in node.values() for text in _texts(value)]
    return [text for value in node for text in _texts(value)] if isinstance(node, list) else []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(TUNED), st.integers(0, 400))
def test_any_text_around_or_inside_is_survived(noise: str, case: Case, at: int) -> None:
    text = case.text[:at] + noise + case.text[at:]
    notice, problems = read_notice(text, "n.txt")
    assert notice.source.file == "n.txt"
    lines = text.count("\n") + 1
    for item in notice.asked:
        assert item.source.line is not None
        assert 1 <= item.source.line <= max(lines, len(text.splitlines()))
    assert all(problem.source is not None for problem in problems)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
