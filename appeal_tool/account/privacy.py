"""Masks what names a person in text that buyers wrote, when it is read.

Masked: e-mail addresses (the marketplace's own offices excepted), phone numbers, street
addresses, and names where the text says that they are names. Order ids are kept, since a
plan is checked against them; ``mask_order_ids`` hides them where that is asked for.
No pattern catches every name: what is masked is what can be told apart safely.
"""

from __future__ import annotations

import re

MASK = "•••"

_NAME = r"[^\W\d_a-z][\w'’-]{1,30}"
_FULL_NAME = rf"{_NAME}(?:[ \t]{_NAME}){{0,2}}"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?!amazon\.)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:(?:\+|00)[1-9][\d .()/\u00a0\u202f-]{6,20}\d|0[1-9](?:[ .\u00a0\u202f/-]?\d){7,9}"
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])"
)
_STREET = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\.|boulevard|bd|impasse|chemin|place|allée|route|quai"
    r"|cours|square|lotissement|résidence)\b(?: [^\s,;.]{1,30}){1,6}(?:,? \d{5} [^\s,;.]{2,30})?"
    r"|\b\d{1,5} (?:[A-Z][\w'’-]{1,20} ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court|Way|Crescent"
    r"|Terrace|Gardens)\b"
    r"|\b[A-ZÄÖÜ][a-zäöüß-]{1,30}(?:straße|strasse|str\.|weg|platz|allee) \d{1,4}[a-z]?\b"
    r"|\b(?:via|viale|piazza|corso|calle|avenida|plaza|paseo) [A-Z][^\s,;.]{1,20}(?: [^\s,;.]{1,20}){0,3},? \d{1,4}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
)
_TITLED = re.compile(
    rf"\b(?P<title>M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Herr|Frau|Sra?\.|Sig\.(?:ra)?)"
    rf"[ \u00a0\u202f]{_FULL_NAME}"
)
# An office signs too: that is no person.
_OFFICE = (
    r"(?:[Ll]['’]|[Ll][ea]s? |The |Amazon|Seller|Service|Votre|Your|Équipe|Team|Customer|Account|Performance)"
)
_SIGNED = re.compile(
    rf"(?P<title>\b(?:[Cc]ordialement|[Bb]ien à vous|[Ss]incères salutations|[Rr]egards|[Ss]incerely|[Yy]ours truly"
    rf"|Mit freundlichen Grüßen|[Cc]ordiali saluti|[Ss]aludos)[,.!]?\s{{1,3}})(?!{_OFFICE}){_FULL_NAME}(?=[\s.]*$)",
    re.MULTILINE,
)
_CALLED = re.compile(rf"(?P<title>\b(?:[Jj]e m['’]appelle|[Mm]y name is|[Ii]ch heiße) ){_FULL_NAME}")
_ORDER_ID = re.compile(r"(?<![\d-])(\d{3})-\d{7}-(\d{3})\d{4}(?![\d-])")


def mask(text: str) -> str:
    """``text`` with what names a person replaced by ``MASK``. Runs in linear time."""
    if "@" in text:
        text = _EMAIL.sub(MASK, text)
    if any(c.isdigit() for c in text):
        text = _PHONE.sub(MASK, text)
        text = _STREET.sub(MASK, text)
    text = _TITLED.sub(rf"\g<title> {MASK}", text)
    text = _SIGNED.sub(rf"\g<title>{MASK}", text)
    return _CALLED.sub(rf"\g<title>{MASK}", text)


def mask_order_ids(text: str) -> str:
    """Order ids shortened to what still tells them apart: ``403-•••-123•``."""
    return _ORDER_ID.sub(rf"\1-{MASK}-\2•", text)
