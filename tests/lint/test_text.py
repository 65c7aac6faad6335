"""Sentences, positions, blocks, language, sections: what every rule builds on."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.lint.text import Document, parse
from tests.lint.pace import assert_linear

MAIL = """Bonjour,

# Plan d’action

Nous avons revu **toutes les offres
du magasin** le 3 mai. M. Dupont (cf. annexe 2) a recompté le stock !

## Cause racine

- premier point
  qui continue
- second point, avec un `code` et un [lien](https://exemple.test/a)

| Cause | Mesure |
|---|---|
| stock faux | recomptage |

> Votre compte est suspendu.
> Fournissez un plan.

```
rien ici n’est de l’auteur
```

Cordialement
Marie
"""


def spoken(text: str) -> list[str]:
    return [sentence.normal for sentence in parse(text).sentences]


def test_sentences_of_a_mail() -> None:
    assert spoken(MAIL) == [
        "bonjour,",
        "plan d'action",
        "nous avons revu toutes les offres du magasin le 3 mai.",
        "m. dupont (cf. annexe 2) a recompté le stock !",
        "cause racine",
        "premier point qui continue",
        "second point, avec un code et un lien",
        "cause",
        "mesure",
        "stock faux",
        "recomptage",
        "votre compte est suspendu.",
        "fournissez un plan.",
        "cordialement",
        "marie",
    ]


def test_a_quoted_mail_is_not_the_authors_voice() -> None:
    quoted = {s.text for s in parse(MAIL).sentences if s.quoted}
    assert quoted == {"Votre compte est suspendu.", "Fournissez un plan."}


@pytest.mark.parametrize(
    "header",
    [
        "-----Original Message-----",
        "-------- Message d'origine --------",
        "On Mon, 3 Mar 2025 at 10:12, Seller Performance <noreply@market.example> wrote:",
        "Le lun. 3 mars 2025 à 10:12, Performance vendeur <noreply@market.example> a écrit :",
    ],
)
def test_everything_below_a_forwarding_line_is_quoted(header: str) -> None:
    document = parse(
        f"We counted the stock again on 3 May.\n\n{header}\nYour account was suspended. It will stay so.\n"
    )
    assert [s.quoted for s in document.sentences if "account" in s.normal or "counted" in s.normal] == [
        False,
        True,
    ]


def test_quotation_marks_silence_only_the_words_of_others() -> None:
    others = parse("Votre message dit : « le plan ne donne pas la cause du problème ».").sentences[0]
    assert others.quotes
    own = parse("« Nous avons mis en place un processus rigoureux pour tous les produits. »").sentences[0]
    assert not own.quotes
    assert not own.quoted


def test_soft_wraps_do_not_end_sentences() -> None:
    wrapped = "We check each parcel before it\nleaves the house. The list is kept\nfor a year.\n"
    assert spoken(wrapped) == [
        "we check each parcel before it leaves the house.",
        "the list is kept for a year.",
    ]


def test_lines_without_blank_lines_are_paragraphs() -> None:
    text = "Root cause\nWe did not count the stock of the shop.\nThe list was never read by anybody here.\nWe sent it on Mondays only, by hand.\n"
    document = parse(text)
    assert [s.kind for s in document.sentences] == ["heading", *["paragraph"] * 3]
    assert document.sentences[1].role == "cause"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith and Mrs. Jones packed it at 9 a.m. on Monday.", 1),
        ("Voir p. ex. la pièce n° 4, art. 2, de févr. 2024.", 1),
        ("It costs 3.50 EUR, i.e. less. We sell it.", 2),
        ("sorry for that. we will fix it", 2),
        ("Vraiment ?! Oui… Bien.", 3),
        ("Wait. What? Yes!", 3),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(parse(text).sentences) == count


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nous avons vérifié le stock chaque matin.", "fr"),
        ("on verifie le stock tt les jours et c bon", "fr"),
        ("jai rien compris a votre mail svp", "fr"),
        ("We have checked the stock every morning.", "en"),
        ("i checked the stock n its all good now", "en"),
        ("IT WAS NOT OUR FAULT AND WE DID IT", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert parse(text).language == lang


def test_language_by_sentence_in_a_mixed_text() -> None:
    text = "Nous avons compté le stock de la boutique.\n\nWe have counted the stock of the shop.\n\nLe résultat est joint à ce plan."
    assert [s.lang for s in parse(text).sentences] == ["fr", "en", "fr"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("## Root cause", "cause"),
        ("**Ce qui n’a pas marché**", "cause"),
        ("2. What we have done", "corrective"),
        ("Mesures correctives :", "corrective"),
        ("### Pour que cela ne se reproduise pas", "preventive"),
        ("What keeps it from happening again", "preventive"),
        ("Pièces jointes", "evidence"),
    ],
)
def test_sections_from_headings(heading: str, role: str) -> None:
    document = parse(f"{heading}\n\nQuelque chose est dit ici, en une phrase.\n")
    assert document.sentences[0].kind == "heading"
    assert document.sentences[1].role == role


def test_positions() -> None:
    document = parse("Un.\nDeux élans.\r\nTrois.")
    assert document.position(document.text.index("élans")) == (2, 6)
    assert document.position(len(document.text)) == (3, 7)


def test_normal_form_maps_back() -> None:
    text = unicodedata.normalize("NFD", "Le cœur a été   vérifié\nle 3 mai, l’**après-midi** même.")
    sentence = parse(text).sentences[0]
    assert sentence.normal == "le coeur a été vérifié le 3 mai, l'après-midi même."
    begin = sentence.folded.index("verifie")
    start, end = sentence.span(begin, begin + len("verifie"))
    assert text[start:end] == unicodedata.normalize("NFD", "vérifié")


def check(document: Document) -> None:
    end = 0
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert end <= sentence.start < sentence.end
        end = sentence.end
        assert len(sentence.normal) == len(sentence.folded)
        for place in range(len(sentence.normal)):
            assert sentence.start <= sentence.map.origin(place) < sentence.end
        document.position(sentence.start)


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "| ",
        "**",
        "`",
        "```\n",
        "<!--",
        "-->",
        "[a](b)",
        "é",
        "é",
        "œ",
        "\xa0",
        "’",
        "« ",
        " »",
        "\x00",
        "\u202e",
        "\ufeff",
        "\r\n",
        ". ",
        "! ",
        "Le 3 mai ",
        "We did. ",
        "…",
        "_",
        "__",
        "&nbsp;",
        "\\*",
        "---\n",
        "A",
        " ",
        "İ",
        "\u2028",
        "😀",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_keeps_exact_offsets(text: str) -> None:
    check(parse(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_keep_exact_offsets(text: str) -> None:
    check(parse(text))


NASTY = {
    "dots": ". " * 40,
    "ellipsis": "." * 80,
    "quotes": '"' * 80,
    "stars": "*a" * 40,
    "brackets": "[" * 80,
    "comments": "<!--" * 20,
    "tags": "<a " * 30,
    "nested": "> " * 40,
    "spaces": " " * 79 + "a",
    "accents": "e" + "\u0301" * 79,
    "lines": "\n" * 80,
    "bullets": "- a\n" * 20,
    "pipes": "| a " * 20,
    "underscores": "_a_" * 27,
    "links": "[a](b" * 16,
    "words": "nous avons mis en place un processus rigoureux " * 2,
}


@pytest.mark.parametrize("name", NASTY)
def test_time_grows_linearly(name: str) -> None:
    """Eight times the text takes far less than 64 times the time."""
    assert_linear(parse, NASTY[name] * 150, NASTY[name] * 1200, name=name)


def test_deep_nesting_and_one_long_line() -> None:
    check_fast = time.process_time()
    parse("> " * 10_000 + "deep")
    parse("- " * 10_000 + "deep")
    parse("".join(" " * n + "- x\n" for n in range(0, 2000, 2)))
    document = parse("x" * 1_000_000)
    assert len(document.sentences) == 1
    assert time.process_time() - check_fast < 10
