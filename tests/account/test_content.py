"""Bytes to clean text: encodings, repaired and removed characters, limits, what is no text at all."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import page_texts as pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account import content as content_module
from appeal_tool.account.cleaning import Cleaner, clean_text
from appeal_tool.account.content import Content, from_bytes, open_file
from appeal_tool.account.model import InputError
from appeal_tool.account.privacy import MASK, mask, mask_order_ids

FRENCH = "Réclamation reçue à l’été : « déjà » — 12 € dû, œuvre"
JAPANESE = "注文の不良率\nお客様からのマイナスの評価がありました。\n商品が届きません。\n"


def codes(content: Content) -> dict[str, object]:
    content.text()
    return {problem.code: dict(problem.params) for problem in content.problems()}


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_of_french_text(encoding: str, found: str) -> None:
    content = from_bytes((FRENCH + "\n").encode(encoding) * 3)
    assert content.scan.encoding == found
    assert list(content.lines())[:3] == [FRENCH] * 3 or encoding in ("utf-8-sig", "utf-16", "utf-32")
    assert FRENCH in content.text()


def test_iso_8859_1_and_shift_jis() -> None:
    latin = from_bytes("Réclamation reçue à l'été\n".encode("iso-8859-1"))
    assert (latin.scan.encoding, latin.text()) == ("iso-8859-1", "Réclamation reçue à l'été\n")
    japanese = from_bytes(JAPANESE.encode("cp932"))
    assert (japanese.scan.encoding, japanese.text()) == ("cp932", JAPANESE)


@pytest.mark.parametrize("wrongly", ["cp1252", "iso-8859-1"])
def test_text_decoded_wrongly_once_is_repaired_and_reported(wrongly: str) -> None:
    text = "réclamation reçue à temps : ça dépend, où êtes-vous ?"
    spoilt = text.encode().decode(wrongly, "replace")
    content = from_bytes(spoilt.encode())
    assert content.text() == text
    assert codes(content)["text-mojibake"]


def test_decoded_wrongly_twice() -> None:
    spoilt = "réclamé".encode().decode("cp1252").encode().decode("cp1252")
    assert from_bytes(spoilt.encode()).text() == "réclamé"


@pytest.mark.parametrize(
    "text", ["ÇA ALORS", "NÃO", "Âge d'or", "« réalisé »", "Ångström", "ÄÖÜ Ärger", "à 5 °C, 3 m²"]
)
def test_good_text_is_not_repaired(text: str) -> None:
    content = from_bytes(text.encode())
    assert content.text() == text
    assert codes(content) == {}


def test_what_a_terminal_would_obey_is_removed_and_reported() -> None:
    dirty = "\x1b[31mTaux\x1b[0m \x1b]0;owned\x07d\u202e'annulation\x00\u200b\x9b2J"
    content = from_bytes(f"first\n{dirty}\n".encode())
    assert list(content.lines()) == ["first", "Taux d'annulation"]
    found = {problem.code: problem.source.line for problem in content.problems() if problem.source}
    assert found == {"text-escape": 2, "text-control": 2, "text-bidi": 2, "text-invisible": 2}


def test_characters_lost_earlier_are_told() -> None:
    assert codes(from_bytes("r\ufffdclamation".encode())) == {"text-lost": {"count": 1}}


def test_bytes_that_do_not_fit_are_told_once() -> None:
    content = from_bytes(("réclamé\n" * 20).encode() + b"caf\xe9\n")
    assert content.scan.encoding == "utf-8"
    assert set(codes(content)) == {"encoding-damaged"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \n\t \n", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"PK\x03\x04" + bytes(60), "file-binary-zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "file-binary-spreadsheet"),
        (b"%PDF-1.7 ...", "file-binary-pdf"),
        (b"\x89PNG\r\n", "file-binary-image"),
        (b"\x1f\x8b\x08\x00", "file-binary-gzip"),
        (bytes(range(256)) * 8, "file-binary-unknown"),
        (b"<!DOCTYPE html><html>", "file-html"),
    ],
)
def test_what_is_no_text_is_one_error(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        from_bytes(data)
    assert caught.value.code == code


def test_folders_missing_files_and_pipes(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path, "file-is-folder"),
        (tmp_path / "no", "file-missing"),
        ("a\0b", "file-missing"),
    ):
        with pytest.raises(InputError) as caught:
            open_file(path)
        assert caught.value.code == code
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError) as caught:
        open_file(tmp_path / "pipe")
    assert caught.value.code == "file-not-regular"


def test_one_line_of_five_megabytes() -> None:
    content = from_bytes(b"x" * 5_000_000 + b"\nlast\n")
    lines = list(content.lines())
    assert [len(line) for line in lines] == [content_module.MAX_LINE, 4]
    assert [p.code for p in content.problems()] == ["line-cut"]
    assert codes(from_bytes(b"y" * 5_000_000)) == {}


def test_recognition_looks_behind_a_long_line() -> None:
    content = from_bytes(b"x" * 3_000_000 + b"\nsecond\n" + b"y" * 200_000)
    head = content.head.split("\n")
    assert [len(line) for line in head] == [content_module.HEAD_LINE, 6, content_module.HEAD_LINE, 0]


def test_a_whole_text_has_a_limit_and_lines_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    content = from_bytes(b"abc\n" * 1000)
    with pytest.raises(InputError) as caught:
        content.text(limit=100)
    assert caught.value.code == "file-too-large"
    assert sum(1 for _ in content.lines()) == 1000


def test_lines_are_streamed() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            Counting.taken += len(data)
            return data

        read1 = read  # type: ignore[assignment]

    data = b"line of a report\n" * 200_000
    content = Content("big", lambda: Counting(data))
    Counting.taken = 0
    lines = content.lines()
    next(lines)
    assert Counting.taken < len(data) / 10


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    data = b"row\n" * 10_000
    content = Content(
        "f", lambda: io.BytesIO(data), progress=lambda _, done, whole: seen.append((done, whole))
    )
    assert sum(1 for _ in content.lines()) == 10_000
    assert seen[-1] == (len(data), len(data))
    assert len(seen) > 2


def test_cleaning_time_is_linear() -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        Cleaner().clean(text, 1)
        return time.perf_counter() - start

    for piece in ("\x1b]", "\x1b[", "Ã", "â€", "é", "\u202e", "\x1b]x\x1b"):
        once = min(seconds(piece * 20_000) for _ in range(3))
        twice = min(seconds(piece * 40_000) for _ in range(3))
        assert twice < 4 * once + 0.02, piece


@settings(max_examples=80, deadline=None)
@given(st.text())
def test_cleaning_is_stable_and_leaves_nothing_behind(text: str) -> None:
    cleaned = clean_text(text)
    # A sign taken out between them may leave two letters side by side that look wrongly decoded.
    assert clean_text(cleaned) == cleaned or any(letter in cleaned for letter in "ÂÃÄÅâïð")
    assert not any(c in cleaned for c in "\x00\x1b\x9b\u202e\u2066\u200b\ufeff")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("écrivez à jean.dupont@free.fr vite", "jean.dupont@free.fr"),
        ("appelez le 06 12 34 56 78", "06 12 34 56 78"),
        ("ou au +33 6 12 34 56 78.", "+33 6 12 34 56 78"),
        ("call (555) 123-4567 now", "123-4567"),
        ("call 020 7946 0958", "020 7946 0958"),
        ("livré au 12 bis rue des Lilas, 75011 Paris", "rue des Lilas"),
        ("sent to 221 Baker Street", "Baker Street"),
        ("postcode SW1A 1AA", "SW1A 1AA"),
        ("nach Hauptstraße 12a", "Hauptstraße 12a"),
        ("la cliente, Mme Keraudren, attend", "Keraudren"),
        ("Rien reçu. Cordialement, Marthe Keraudren", "Keraudren"),
        ("je m'appelle Marthe Keraudren", "Marthe Keraudren"),
    ],
)
def test_masks(text: str, hidden: str) -> None:
    masked = mask(text)
    assert hidden not in masked
    assert MASK in masked


@pytest.mark.parametrize(
    "text",
    [
        "commande 403-7719035-2280415 du 26/08/2012",
        "28,77% (21) de 73 commandes, 2 455 au total",
        "EAN 3245678901234, ASIN B00ABCD123",
        "écrivez à op-pso-vtr-appeals@amazon.fr",
        "2012-09-25 13:31:35",
        "Colis LA123456789FR perdu, 15,48 €",
        "Cordialement",
        "Cordialement,\nL'équipe Performance Vendeur",
        "Regards,\nAmazon Seller Performance",
        "Bonjour Madame, Monsieur,",
        "Réf 0123456789012",
    ],
)
def test_figures_order_ids_and_offices_are_not_masked(text: str) -> None:
    assert mask(text) == text


def test_order_ids_can_be_masked() -> None:
    assert mask_order_ids("commande 403-7719035-2280415") == "commande 403-•••-228•"


def test_masking_time_is_linear() -> None:
    for piece in ("a.", "1 ", "0612 ", "Aa ", "M. ", "12 rue a ", "@", "Cordialement "):
        times = []
        for count in (20_000, 40_000):
            start = time.perf_counter()
            mask(piece * count + "@")
            times.append(time.perf_counter() - start)
        assert times[1] < 4 * times[0] + 0.05, piece


def test_excerpts_are_one_masked_short_line() -> None:
    content = from_bytes(b"x", unmask=True)
    assert content.excerpt("a\n\x1b[1mb " + "c" * 200)[:4] == "a b "
    assert len(content.excerpt("c" * 500)) == 80
    assert "@free.fr" not in content.excerpt("jean@free.fr")


@pytest.mark.parametrize("name", sorted(pages.ALL))
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_pages_in_any_encoding_give_the_same_text(name: str, encoding: str) -> None:
    text = pages.ALL[name].replace("≤", "<")
    assert from_bytes(text.encode(encoding)).text() == text
