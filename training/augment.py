"""Writing a sentence as hurried people write it: accents dropped, capitals, typing errors, other figures."""

from __future__ import annotations

import random
import re
import unicodedata

_DIGIT = re.compile(r"\d")
_CHAT = {
    "fr": {"que": "ke", "c'est": "c", "pas": "pa", "nous": "ns", "vous": "vs", "pour": "pr", "avec": "avc", "et": "&",
           "tout": "tt", "toujours": "tjs", "beaucoup": "bcp", "quelqu'un": "qqn", "depuis": "dps", "dans": "ds", "est": "é"},
    "en": {"you": "u", "your": "ur", "are": "r", "please": "pls", "because": "bc", "and": "&", "with": "w/", "to": "2",
           "for": "4", "before": "b4", "thanks": "thx", "don't": "dont", "it's": "its", "through": "thru", "people": "ppl"},
}  # fmt: skip
_BULLETS = ("- ", "• ", "* ", "1. ", "2) ", "- ", "– ")
_BULLET = re.compile(r"^(?:[-•*–]|\d{1,2}[.)])\s+")
NAMES = [
    "Sofia",
    "Karim",
    "Nadia",
    "Julien",
    "Marie",
    "Paul",
    "Odile",
    "Yann",
    "Ines",
    "Tom",
    "Laura",
    "Ahmed",
    "Chloe",
    "Hugo",
    "Lea",
    "Bruno",
    "Carla",
    "Denis",
    "Elsa",
    "Fabien",
    "Gina",
    "Henri",
    "Ilse",
    "Jonas",
    "Katia",
    "Louis",
    "Mireille",
    "Noah",
    "Olga",
    "Pierre",
    "Quentin",
    "Rosa",
    "Samir",
    "Theo",
    "Ursula",
    "Vera",
    "Walid",
    "Xavier",
    "Yasmine",
    "Zoe",
    "Emma",
    "Jack",
    "Priya",
    "Ravi",
    "Mei",
    "Olivia",
    "Liam",
    "Grace",
    "Ethan",
    "Aisha",
    "Omar",
    "Lena",
    "Felix",
    "Greta",
    "Anton",
    "Dana",
    "Kofi",
    "Amara",
    "Piotr",
    "Marta",
]
_NAME = re.compile(r"\b(?:" + "|".join(NAMES) + r")\b")


def strip_accents(text: str) -> str:
    """``text`` without accents, cedillas and ligatures."""
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _typo(text: str, chance: random.Random) -> str:
    places = [i for i in range(1, len(text) - 2) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    i = chance.choice(places)
    kind = chance.random()
    if kind < 0.35:
        return text[:i] + text[i + 1 :]
    if kind < 0.7:
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return text[:i] + text[i] + text[i:]


def augment(text: str, language: str, chance: random.Random) -> str:
    """Another way to write ``text`` that leaves its labels as they are."""
    roll = chance.random
    if roll() < 0.35:
        text = _DIGIT.sub(lambda m: chance.choice("123456789") if m[0] != "0" else "0", text)
    if roll() < 0.35:
        text = _NAME.sub(lambda m: chance.choice(NAMES), text)
    if roll() < 0.15:
        text = strip_accents(text)
    if roll() < 0.10:
        text = text.lower()
    if roll() < 0.12:
        for _ in range(chance.randint(1, 3)):
            text = _typo(text, chance)
    if roll() < 0.05:
        swap = _CHAT[language]
        text = " ".join(swap.get(word.lower(), word) if roll() < 0.7 else word for word in text.split(" "))
    if roll() < 0.08:
        text = text.rstrip(" .")
    if roll() < 0.08:
        text = _BULLET.sub("", text) if _BULLET.match(text) else chance.choice(_BULLETS) + text
    if roll() < 0.05:
        text = text.replace(",", "")
    return text
