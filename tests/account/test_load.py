"""Several files of one account: combined, with provenance; bad ones do not hide good ones."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import page_texts as pages
import pytest
from report_texts import BY_HAND, DE, FR, V1, V2

from appeal_tool.account.load import load_account, recognise
from appeal_tool.account.model import Account, InputError
from appeal_tool.i18n import LANGUAGES, catalogue

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(pages.CUSTOMER_METRICS_FR)
    (tmp_path / "times.txt").write_text(pages.RESPONSE_TIMES_FR)
    (tmp_path / "feedback.txt").write_text(pages.FEEDBACK_FR)
    (tmp_path / "v2.json").write_text(json.dumps(V2, indent=1))
    (tmp_path / "v1.xml").write_text(V1)
    (tmp_path / "hand.yaml").write_text(BY_HAND)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "other.json").write_text('{"orders": []}')
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


def codes(account: Account) -> list[str]:
    return [problem.code for problem in account.problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page.txt", "page"),
        ("times.txt", "page"),
        ("feedback.txt", "page"),
        ("v2.json", "v2-report"),
        ("v1.xml", "v1-report"),
        ("hand.yaml", "by-hand"),
    ],
)
def test_files_are_recognised_by_what_is_in_them(folder: Path, name: str, expected: str) -> None:
    assert recognise(folder / name) == expected
    renamed = (folder / name).rename(folder / "file.dat")
    assert recognise(renamed) == expected


def test_files_of_one_account_become_one(folder: Path) -> None:
    account = load_account([folder / "page.txt", folder / "times.txt", folder / "feedback.txt"])
    assert {m.source.file for m in account.metrics} == {str(folder / "page.txt"), str(folder / "times.txt")}
    assert len(account.feedback) == 3
    assert account.marketplace == FR, "the buyers' addresses say which"
    assert account.language == "fr"
    assert account.as_of == date(2012, 9, 25)
    assert [f.format for f in account.files] == ["page"] * 3
    assert all(len(f.sha256 or "") == 64 for f in account.files)


def test_bad_files_are_told_and_the_others_read(folder: Path) -> None:
    names = ["empty.txt", "page.txt", "other.json", "picture.txt", "none.txt"]
    account = load_account([folder / name for name in names])
    assert account.metrics
    assert codes(account)[:4] == ["file-empty", "file-json-unknown", "file-binary-image", "file-missing"]
    assert all(p.source and p.source.file for p in account.problems)


def test_if_nothing_can_be_read_every_file_has_its_error(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_account([folder / "empty.txt", folder / "other.json", folder])
    errors = [caught.value, *caught.value.others]
    assert [error.code for error in errors] == ["file-empty", "file-json-unknown", "file-is-folder"]


def test_prose_alone_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Nous avons revu nos processus. Tout le monde est content de ce qui a été fait hier.\n" * 5
    )
    with pytest.raises(InputError) as caught:
        load_account([path])
    assert caught.value.code == "file-unknown"


def test_no_file_at_all() -> None:
    with pytest.raises(InputError) as caught:
        load_account([])
    assert caught.value.code == "file-none-given"


def test_sources_that_disagree_are_both_kept_and_told(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(pages.CUSTOMER_METRICS_FR)
    two.write_text(pages.CUSTOMER_METRICS_FR.replace("28,77% (21)", "27,4% (20)"))
    account = load_account([one, two])
    week = [m for m in account.metrics if m.id == "cancellation_rate" and m.window.days == 7]
    assert [m.count for m in week] == [21, 20]
    told = [p for p in account.problems if p.code == "sources-disagree"]
    assert len(told) == 1
    assert (told[0].params["first"], told[0].params["second"]) == (f"{one}:10", f"{two}:10")


def test_sources_that_agree_are_one_value(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(pages.CUSTOMER_METRICS_FR)
    two.write_text(pages.CUSTOMER_METRICS_FR)
    assert len(load_account([one, two]).metrics) == len(load_account([one]).metrics)


def test_the_marketplace_of_a_page_and_of_a_report(folder: Path) -> None:
    account = load_account([folder / "v2.json", folder / "page.txt"], marketplace="amazon.fr")
    assert account.marketplace == FR
    assert account.status == "suspended"
    assert {m.marketplace for m in account.metrics} == {FR, None}


@pytest.mark.parametrize("name", ["FR", "fr", FR, "amazon.fr", "https://www.amazon.fr/"])
def test_names_of_a_marketplace(folder: Path, name: str) -> None:
    assert load_account([folder / "v2.json"], marketplace=name).marketplace == FR


def test_a_marketplace_that_is_not_known_or_not_there(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_account([folder / "v2.json"], marketplace="Narnia")
    assert caught.value.code == "marketplace-unknown"
    account = load_account([folder / "v2.json"], marketplace="US")
    assert not account.metrics
    told = next(p for p in account.problems if p.code == "marketplace-not-in-data")
    assert told.params["present"] == ["FR", "DE"]


def test_as_of_can_be_given(folder: Path) -> None:
    assert load_account([folder / "page.txt"], as_of=date(2020, 1, 2)).as_of == date(2020, 1, 2)


def test_statuses_that_disagree_are_told(folder: Path, tmp_path: Path) -> None:
    banner = tmp_path / "banner.txt"
    banner.write_text(
        "sellercentral.amazon.fr\nVotre compte vendeur est à risque de désactivation\n"
        + pages.RESPONSE_TIMES_FR
    )
    account = load_account([folder / "v2.json", banner])
    assert account.marketplace == FR
    assert account.status == "suspended"
    assert "status-disagree" in codes(account)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(pages.CUSTOMER_METRICS_FR.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    account = load_account(["-"])
    assert account.metrics[0].source.file == "-"


def test_buyers_stay_masked_in_problems_even_if_unmasked(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(pages.CUSTOMER_METRICS_FR + "Écrire à jean.dupont@free.fr ou au 06 12 34 56 78\n")
    account = load_account([path], unmask=True)
    assert "jean.dupont" not in repr(account.problems)
    assert "06 12 34" not in repr(account.problems)


def test_other_marketplaces_are_left_out(folder: Path) -> None:
    account = load_account([folder / "v2.json"])
    assert DE not in {m.marketplace for m in account.metrics}
    assert {c.marketplace for c in account.status_changes} == {FR}


def test_what_two_files_repeat_is_there_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(pages.FEEDBACK_FR + pages.CLAIMS_FR)
    two.write_text(
        pages.CLAIMS_FR + pages.FEEDBACK_FR.replace("Parfait\tOui\tOui\tOui", "Parfait\t--\t--\t--")
    )
    account = load_account([one, two])
    assert (len(account.feedback), len(account.claims), len(account.chargebacks)) == (3, 1, 1)
    assert {f.source.file for f in account.feedback} == {str(one)}


def test_equal_rows_of_one_file_are_two_events(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Date\tÉvaluation\tCommentaire\n" + "25/06/13\t1\tJamais reçu\n" * 2)
    assert len(load_account([path]).feedback) == 2


def test_problems_of_one_kind_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(pages.CUSTOMER_METRICS_FR * 300)
    account = load_account([path])
    assert codes(account).count("total-differs-from-header") == 200
    assert [dict(p.params) for p in account.problems if p.code == "problems-alike"] == [{"count": 100}]


def test_messages_are_the_same_in_both_languages() -> None:
    import string

    french, english = (catalogue("account", lang) for lang in LANGUAGES)
    assert french.keys() == english.keys()
    for key in french:
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (french[key], english[key])
        ]
        assert fields[0] == fields[1], key


GUIDE_FIGURES = {
    "healthy": [("order_defect_rate", 2, 2455, 0.0008), ("order_defect_rate", 9, 6822, 0.0013)],
    "customer-service": [
        ("response_under_24h_rate", 65, None, 0.15),
        ("late_response_rate", 383, None, 0.85),
    ],
    "cancellation": [("cancellation_rate", 21, 73, 0.2877), ("cancellation_rate", 93, 575, 0.1617)],
    "counterfeit": [("order_defect_rate", 2, 9, 0.2222), ("order_defect_rate", 1, 8, 0.125)],
    "late-shipment": [("late_shipment_rate", 11, 88, 0.125)],
}


@pytest.mark.parametrize("name", sorted(GUIDE_FIGURES))
def test_the_guides_accounts(name: str) -> None:
    account = load_account([EXAMPLES / name / "page.txt"])
    found = [(m.id, m.count, m.total, m.value) for m in account.metrics]
    assert set(GUIDE_FIGURES[name]) <= set(found)
    assert [code for code in codes(account) if code != "total-differs-from-header"] == []


GUIDE = Path(__file__).parents[3] / "shared" / "guide" / "webinar-fr.txt"


@pytest.mark.skipif(not GUIDE.is_file(), reason="the guide is not part of the project")
class TestGuide:
    """The founding document holds the same tables with ragged tabs; slides are found by their words."""

    def slice(self, tmp_path: Path, start: str, end: str) -> Account:
        text = GUIDE.read_text(encoding="utf-8")
        begin = text.index(start)
        path = tmp_path / "slide.txt"
        path.write_text(text[begin : text.index(end, begin + len(start))], encoding="utf-8")
        return load_account([path])

    def test_the_whole_guide_is_several_accounts(self) -> None:
        with pytest.raises(InputError) as caught:
            load_account([GUIDE])
        assert caught.value.code == "file-several-accounts"

    def test_cancellations(self, tmp_path: Path) -> None:
        account = self.slice(tmp_path, "Exemple de suspension de compte", "Le vendeur a rencontré")
        found = {
            (m.id, m.window.days or m.window.period): (m.count, m.total, m.value) for m in account.metrics
        }
        assert found["cancellation_rate", 7] == (21, 73, 0.2877)
        assert found["cancellation_rate", 30] == (93, 575, 0.1617)
        assert found["refund_rate", 30] == (20, 575, 0.0348)
        assert found["order_defect_rate", 71] == (5, 1019, 0.0049)
        assert found["order_defect_rate", 121] == (None, None, 0.0044)

    def test_counterfeit(self, tmp_path: Path) -> None:
        text = GUIDE.read_text(encoding="utf-8")
        begin = text.index("À court terme (11 juil. 12 - 9 sept. 12) Commandes: 9\t") - 60
        path = tmp_path / "slide.txt"
        path.write_text(text[begin : text.index("Example de suspension", begin)], encoding="utf-8")
        account = load_account([path])
        assert [f.rating for f in account.feedback] == [1, 2]
        assert account.feedback[0].comment == "ATTENTION PRODUIT CONTREFAIT."
        assert {(m.count, m.total) for m in account.metrics if m.id == "order_defect_rate"} == {
            (2, 9),
            (1, 8),
        }

    def test_response_times(self, tmp_path: Path) -> None:
        account = self.slice(
            tmp_path, "Temps de réponse aux messages Acheteurs - Vendeurs (NEUF)", "2) Votre"
        )
        assert {(m.id, m.count, m.value) for m in account.metrics if m.window.days == 90} == {
            ("response_under_24h_rate", 65, 0.15),
            ("late_response_rate", 383, 0.85),
        }
        assert max(t.unanswered or 0 for t in account.contact_times) == 206

    def test_claims(self, tmp_path: Path) -> None:
        account = self.slice(tmp_path, "Suivre vos réclamations", "Affichage 1 à 2")
        assert [c.amount for c in account.claims] == [9.0, 15.48]
        assert [c.reason for c in account.claims] == ["Article non reçu"] * 2
        assert "BIG" not in repr(account.claims)
