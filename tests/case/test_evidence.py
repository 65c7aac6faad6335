"""The exhibits: what they are, whether they are there, and whether they can prove anything."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from appeal_tool.account.model import Account, Source
from appeal_tool.account.notice import Notice
from appeal_tool.account.orders import OrderTable
from appeal_tool.case import evidence, interview, store
from appeal_tool.case.context import context
from appeal_tool.case.model import Case, in_memory
from appeal_tool.diagnosis.model import CauseFinding, Diagnosis

HERE = Source("notice.txt", 1)


def orders(asin: str, quantities: list[int]) -> OrderTable:
    table = OrderTable()
    column = table.columns["asin"]
    column.values += [asin, "B0OTHER000"]
    for quantity in quantities:
        column.codes.append(1)
        table.quantities.append(quantity)
    column.codes.append(2)
    table.quantities.append(500)
    return table


def diagnosis(table: OrderTable | None = None) -> Diagnosis:
    notice = Notice(HERE, "inauthentic", day=date(2026, 3, 1), asins=("B0TESTED00",))
    return Diagnosis(
        account=Account(notices=(notice,), orders=table),
        as_of=None,
        metrics=(),
        breaches=(),
        root_cause="policy-violation",
        causes=(CauseFinding("inauthentic", "policy-violation", 1.0, "certain", ()),),
        stage="suspended",
        route="plan",
    )


def with_invoice(day: str, quantity: int = 10) -> Case:
    case = in_memory("fr")
    interview.take(case, "causes", ["inauthentic"])
    interview.take(case, "exhibits/1/title", "Facture d'achat")
    interview.take(case, "exhibits/1/kind", "invoice", diagnosis())
    interview.take(case, "exhibits/1/day", day)
    interview.take(case, "exhibits/1/quantity", quantity)
    return case


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2026-02-27", []),
        ("2025-03-01", []),
        ("2025-02-28", ["proof-too-old"]),
        ("2026-03-02", ["proof-after-notice"]),
    ],
)
def test_an_invoice_is_of_the_year_before_the_notice(day: str, codes: list[str]) -> None:
    case = with_invoice(day)
    assert [problem.code for problem in evidence.check(case, context(case, diagnosis()))] == codes


def test_invoices_cover_what_was_sold() -> None:
    case = with_invoice("2026-02-01", quantity=10)
    table = orders("B0TESTED00", [3, 4, 5, -1])
    problems = evidence.check(case, context(case, diagnosis(table)))
    assert [(p.code, p.params["invoiced"], p.params["sold"]) for p in problems] == [
        ("quantity-too-small", 10, 12)
    ]
    enough = with_invoice("2026-02-01", quantity=12)
    assert not evidence.check(enough, context(enough, diagnosis(table)))


def test_files_are_collected_with_their_hashes(tmp_path: Path) -> None:
    (tmp_path / "facture.pdf").write_bytes(b"%PDF-1.4 one")
    with store.create(tmp_path / "c") as case:
        interview.take(case, "causes", ["inauthentic"])
        interview.take(case, "causes/inauthentic/corrective/1/what", "Retiré 3 offres")
        interview.take(case, "exhibits/1/title", "Facture")
        interview.take(case, "exhibits/1/file", "facture.pdf")
        interview.take(case, "exhibits/1/supports", ["causes/inauthentic/corrective/1"])
        interview.take(case, "exhibits/1/more", "yes")
        interview.take(case, "exhibits/2/title", "Perdue")
        interview.take(case, "exhibits/2/file", "perdue.pdf")
        problems = evidence.collect(case, tmp_path)
        assert [problem.code for problem in problems] == ["file-not-there"]
        assert (tmp_path / "c" / "evidence" / "facture.pdf").read_bytes() == b"%PDF-1.4 one"
        manifest = json.loads((tmp_path / "c" / "evidence" / "manifest.json").read_text(encoding="utf-8"))
        assert manifest[0]["sha256"] == case.state.exhibits[0].sha256
        assert manifest[0]["supports"] == ["causes/inauthentic/corrective/1"]
        # Collecting again changes nothing; a changed or lost file is seen.
        before = case.state.sequence
        evidence.collect(case, tmp_path)
        assert case.state.sequence == before
        (tmp_path / "c" / "evidence" / "facture.pdf").write_bytes(b"other")
        codes = [problem.code for problem in evidence.check(case, context(case))]
        assert codes == ["exhibit-changed"]
        (tmp_path / "c" / "evidence" / "facture.pdf").unlink()
        assert [problem.code for problem in evidence.check(case, context(case))] == ["exhibit-gone"]


def test_a_format_that_the_form_may_refuse_is_said() -> None:
    case = in_memory("fr")
    interview.take(case, "causes", ["inauthentic"])
    interview.take(case, "exhibits/1/title", "Tableau")
    interview.take(case, "exhibits/1/file", "tableau.xlsx")
    assert [problem.code for problem in evidence.check(case, context(case))] == ["format-not-accepted"]
