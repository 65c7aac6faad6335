"""Orders, returns, feedback and defect lists: written from the descriptions of their formats."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account.content import from_bytes
from appeal_tool.account.load import load_account, recognise
from appeal_tool.account.model import InputError, Problem
from appeal_tool.account.orders import OrderTable, merge, order_number
from appeal_tool.account.part import Part
from appeal_tool.account.sources import defect_list, feedback_report, orders_report, returns_report
from appeal_tool.account.table import cells, delimiter, rows

ORDERS = (
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\t"
    "sales-channel\torder-channel\turl\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\t"
    "item-price\tship-city\tship-state\tship-postal-code\tship-country"
)


def order(
    number: int,
    status: str = "Shipped",
    when: str = "2012-09-01T08:04:21+00:00",
    units: str = "1",
    item: str = "",
) -> str:
    return (
        f"403-{number:07d}-1234567\t\t{when}\t{when}\t{status}\tMerchant\tAmazon.fr\t\t\tStandard\tMontre à gousset\t"
        f"SKU-{number % 3}\tB00000000{number % 3}\t{item or status}\t{units}\tEUR\t9.0\tParis\tÎle-de-France\t75001\tFR"
    )


def orders(*lines: str, header: str = ORDERS, encoding: str = "utf-8") -> Part:
    return orders_report.read(from_bytes("\n".join([header, *lines]).encode(encoding), "o.txt"))


def table(part: Part) -> OrderTable:
    assert part.orders is not None
    return part.orders


def codes(problems: list[Problem]) -> dict[str, object]:
    return {problem.code: problem.params.get("count") for problem in problems}


def test_orders_in_columns() -> None:
    part = orders(order(1), order(2, "Cancelled"), order(3, item="Cancelled"), order(4, units=""))
    found = table(part)
    assert len(found) == 4
    assert list(found.cancelled) == [1, 2]
    assert found.order_id(0) == "403-0000001-1234567"
    assert found.day(0) == date(2012, 9, 1)
    assert found.hours[0] == 8
    assert list(found.quantities) == [1, 1, 1, -1]
    assert found.column("region")[0] == "Île-de-France"
    assert found.column("sku").counts() == {"SKU-1": 2, "SKU-2": 1, "SKU-0": 1}
    assert part.marketplace == "A13V1IB3VIYZZH"
    assert part.problems == []


def test_no_town_or_post_code_is_kept() -> None:
    found = table(orders(order(1)))
    words = {word for column in found.columns.values() for word in column.values}
    assert not words & {"Paris", "75001"}


def test_an_order_is_found() -> None:
    found = table(orders(*(order(n) for n in (5, 3, 9, 3))))
    assert found.find("403-0000003-1234567") == 1
    assert found.find("403-0000004-1234567") is None
    assert found.find("nothing") is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (order(1, when="2012-02-30T08:00:00+00:00"), "table-date"),
        (order(1, when="yesterday"), "table-date"),
        (order(1, units="-3"), "table-quantity"),
        (order(1, units="many"), "table-quantity"),
        ("a\tb\tc", "table-ragged"),
        (order(1) + "\tmore", "table-ragged"),
        (order(1).replace("403-0000001-1234567", "100 %"), "table-order-id"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_is_read(line: str, code: str) -> None:
    part = orders(order(7), line, order(8))
    assert len(table(part)) == 2
    assert codes(part.problems) == {code: 1}
    source = part.problems[0].source
    assert source is not None
    assert source.line == 3


def test_many_bad_rows_are_counted_and_the_first_are_named() -> None:
    part = orders(*(order(n, units="-1") for n in range(500)))
    assert part.problems[0].params == {"count": 500, "lines": "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"}


def test_a_column_that_stands_twice_is_told() -> None:
    part = orders(order(1) + "\tother", header=ORDERS + "\tsku")
    assert table(part).column("sku")[0] == "SKU-1"
    assert [problem.code for problem in part.problems] == ["table-column-twice"]


def test_orders_saved_by_a_spreadsheet() -> None:
    header = ORDERS.replace("\t", ";")
    line = ";".join(f'"{cell}"' for cell in order(1).split("\t"))
    assert table(orders(line, header=header, encoding="cp1252")).column("product")[0] == "Montre à gousset"


def test_orders_of_another_shop_are_counted_without_an_id() -> None:
    part = orders(order(1).replace("403-0000001-1234567", "S01-1234567-1234567"))
    assert table(part).order_id(0) == ""
    assert part.problems == []


def test_reports_of_overlapping_periods_count_an_order_once() -> None:
    first, second = table(orders(order(1), order(2))), table(orders(order(2), order(3)))
    both = merge([first, second])
    assert both is not None
    assert [both.order_id(row) for row in range(len(both))] == [
        first.order_id(0),
        first.order_id(1),
        second.order_id(1),
    ]


def test_one_line_of_five_megabytes() -> None:
    part = orders(order(1), "x" * 5_000_000, order(2))
    assert len(table(part)) == 2


@given(st.integers(0, 10**17 - 1))
def test_an_order_id_and_its_number(number: int) -> None:
    digits = f"{number:017d}"
    assert order_number(f"{digits[:3]}-{digits[3:10]}-{digits[10:]}") == number


FEEDBACK = {
    6: "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n"
    "24/09/12\t1\tArticle jamais reçu\tDésolé\t171-9348978-1234567\tx1@marketplace.amazon.fr\n",
    9: "Date\tNote\tCommentaires\tRéponse\tÀ temps\tConforme\tService\tCommande\tE-mail\n"
    "24/09/12\t1\tArticle jamais reçu\tDésolé\tNon\tOui\tNon\t171-9348978-1234567\tx1@marketplace.amazon.fr\n",
    10: "Date\tNote\tCommentaires\tRéponse\tÀ temps\tConforme\tService\tCommande\tE-mail\tRôle\n"
    "24/09/12\t1\tArticle jamais reçu\tDésolé\tNon\tOui\tNon\t171-9348978-1234567\tx1@marketplace.amazon.fr\tAcheteur\n",
}


def feedback(text: str, encoding: str = "utf-8") -> Part:
    return feedback_report.read(from_bytes(text.encode(encoding), "f.txt"))


@pytest.mark.parametrize("width", FEEDBACK)
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_feedback_in_its_three_layouts(width: int, encoding: str) -> None:
    part = feedback(FEEDBACK[width], encoding)
    (one,) = part.feedback
    assert (one.rating, one.day, one.order_id) == (1, date(2012, 9, 24), "171-9348978-1234567")
    assert (one.comment, one.response) == ("Article jamais reçu", "Désolé")
    assert (one.on_time, one.as_described, one.service) == (
        (None,) * 3 if width == 6 else (False, True, False)
    )
    assert one.source.line == 2
    assert part.marketplace == "A13V1IB3VIYZZH"
    assert "@" not in repr(part)


@pytest.mark.parametrize(
    ("written", "address", "wanted"),
    [
        ("05/06/13", "x@marketplace.amazon.fr", date(2013, 6, 5)),
        ("5/6/13", "x@marketplace.amazon.com", date(2013, 5, 6)),
        ("05.06.13", "x@marketplace.amazon.de", date(2013, 6, 5)),
        ("2013/06/05", "x@marketplace.amazon.co.jp", date(2013, 6, 5)),
        ("05/06/13", "", None),
        ("25/06/13", "", date(2013, 6, 25)),
    ],
)
def test_feedback_dates_follow_the_marketplace(written: str, address: str, wanted: date | None) -> None:
    part = feedback(f"{written}\t2\tLate\t\t171-9348978-1234567\t{address}\n")
    assert part.feedback[0].day == wanted
    assert codes(part.problems) == ({} if wanted else {"table-date-ambiguous": 1})


def test_an_order_of_dates_shown_by_another_row_counts_for_all() -> None:
    part = feedback(
        "25/06/13\t2\tLate\t\t171-9348978-1234567\t\n05/06/13\t1\tNever came\t\t171-9348978-1234568\t\n"
    )
    assert [one.day for one in part.feedback] == [date(2013, 6, 25), date(2013, 6, 5)]


def test_a_tab_in_a_comment_and_a_wrong_rating() -> None:
    part = feedback(
        FEEDBACK[6]
        + "24/09/12\t2\ttrop\tlent\t\t171-9348978-1234567\tx1@marketplace.amazon.fr\n"
        + "24/09/12\t9\tbien\t\t171-9348978-1234567\tx1@marketplace.amazon.fr\n"
        + "100 %\t%\t%\n"
    )
    assert [one.comment for one in part.feedback] == ["Article jamais reçu", "trop lent"]
    assert codes(part.problems) == {"table-rating": 1, "table-ragged": 1}


def test_a_phone_number_in_a_comment_is_masked() -> None:
    part = feedback(FEEDBACK[6].replace("jamais reçu", "jamais reçu, appelez le 06 12 34 56 78"))
    assert "06 12" not in part.feedback[0].comment


def returned(**cell: str) -> str:
    row = ["x"] * 33
    row[0], row[1], row[2] = "403-1234567-1234567", "02-Jan-2025", "12-Feb-2025"
    row[12], row[14], row[15], row[17], row[18] = "Y", "B012345678", "SKU", "1", "Defective"
    for place, value in cell.items():
        row[int(place[1:])] = value
    return "\t".join(row)


def test_returns_of_own_shipping_by_position() -> None:
    text = (
        "\t".join(f"Spalte {n}" for n in range(33)) + "\n" + returned() + "\n" + returned(c12="N", c17="two")
    )
    part = returns_report.read(from_bytes(text.encode(), "r.txt"))
    one, two = part.returns
    assert (one.ordered, one.day, one.a_to_z) == (date(2025, 1, 2), date(2025, 2, 12), True)
    assert (one.reason, one.quantity, one.fulfilment) == ("Defective", 1, "seller")
    assert (two.a_to_z, two.quantity) == (False, None)
    assert codes(part.problems) == {"table-quantity-unread": 1}


def test_returns_of_fba_by_header() -> None:
    text = (
        "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\tdetailed-disposition\t"
        "reason\tstatus\tlicense-plate-number\tcustomer-comments\n"
        "2025-01-02T10:00:00+00:00\t403-1234567-1234567\tS\tB012345678\tX\tY\t1\tLIL1\tDEFECTIVE\tDEFECTIVE\tReturned\tL\t"
        "ne marche pas, jo@mail.fr\n"
        "2025-31-02\t403-1234567-1234567\tS\tB012345678\tX\tY\t1\tLIL1\tDEFECTIVE\tDEFECTIVE\tReturned\tL\t\n"
    )
    part = returns_report.read(from_bytes(text.encode(), "r.txt"))
    assert part.returns[0].day == date(2025, 1, 2)
    assert part.returns[0].fulfilment == "marketplace"
    assert part.returns[0].comment.startswith("ne marche pas")
    assert "jo@" not in part.returns[0].comment
    assert part.returns[1].day is None
    assert codes(part.problems) == {"table-date-unread": 1}


def defects(text: str, encoding: str = "utf-8") -> Part:
    return defect_list.read(from_bytes(text.encode(encoding), "d.csv"))


def test_a_french_defect_list_saved_by_a_spreadsheet() -> None:
    part = defects(
        "Numéro de commande;Type de défaut;Date;ASIN;Commentaire\n"
        '403-1234567-1234567;Réclamation au titre de la Garantie A à Z;11/09/2012;B012345678;"contrefait ; à éviter"\n'
        "403-1234567-1234568;Évaluation négative;29/08/2012;B012345678;Erreur sur le modèle\n"
        "403-1234567-1234569;Rétrofacturation;30/08/2012;B012345678;\n"
        "403-1234567-1234570;On ne sait quoi;30/08/2012;B012345678;\n",
        "cp1252",
    )
    assert [one.kind for one in part.defects] == ["a-to-z-claim", "negative-feedback", "chargeback"]
    assert part.defects[0].comment == "contrefait ; à éviter"
    assert part.defects[0].day == date(2012, 9, 11)
    assert codes(part.problems) == {"table-defect-kind": 1}


def test_yes_and_no_columns_give_one_defect_each() -> None:
    part = defects(
        "Order ID,Order Date,Negative Feedback,A-to-z Claim,Service Chargeback,Valid Tracking\n"
        "403-1234567-1234567,2025-01-02,Yes,Y,No,No\n403-1234567-1234568,2025-01-03,No,N,No,Yes\n"
    )
    assert [one.kind for one in part.defects] == ["negative-feedback", "a-to-z-claim", "invalid-tracking"]


def test_a_list_of_one_kind_is_known_by_its_columns() -> None:
    part = defects(
        "Order ID\tExpected Ship Date\tShip Confirm Date\tCarrier\n403-1234567-1234567\t2025-01-02\t2025-01-05\tDPD\n"
    )
    assert [(one.kind, one.carrier) for one in part.defects] == [("late-shipment", "DPD")]


def test_titles_above_the_header_are_passed_over() -> None:
    part = defects(
        "Defect report\nDownloaded on 2025-02-01\n\nOrder ID,Defect type\n403-1234567-1234567,Chargeback\n"
    )
    assert part.defects[0].source.line == 5


def test_a_users_own_column_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "columns.json"
    own.write_text(
        json.dumps({"columns": {"order_id": ["Vorgang"]}, "values": {"chargeback": ["Rückläufer"]}})
    )
    monkeypatch.setenv(defect_list.USER_FILE, str(own))
    defect_list.labels.cache_clear()
    try:
        part = defects("Vorgang;Defect type\n403-1234567-1234567;Rückläufer\n")
        assert [one.kind for one in part.defects] == ["chargeback"]
        own.write_text("no json")
        defect_list.labels.cache_clear()
        part = defects("Order ID;Defect type\n403-1234567-1234567;Chargeback\n")
        assert [problem.code for problem in part.problems] == ["defects-user-table"]
    finally:
        defect_list.labels.cache_clear()


def test_each_table_is_recognised(tmp_path: Path) -> None:
    files = {
        "orders-report": ORDERS + "\n" + order(1),
        "feedback-report": FEEDBACK[6],
        "returns-report": returned(),
        "defect-list": "Order ID,Defect type\n403-1234567-1234567,Chargeback\n",
    }
    for name, text in files.items():
        path = tmp_path / f"{name}.anything"
        path.write_text(text, encoding="utf-8")
        assert recognise(path) == name
    account = load_account(sorted(tmp_path.iterdir()))
    assert account.orders is not None
    assert (len(account.feedback), len(account.returns), len(account.defects)) == (1, 1, 1)


def test_quoted_cells_may_hold_line_breaks() -> None:
    lines = ["a;b", '1;"two', 'lines"', "3;4"]
    assert list(rows(lines, ";")) == [(1, ["a", "b"]), (2, ["1", "two\nlines"]), (4, ["3", "4"])]


def test_a_quote_that_nobody_closes_loses_no_row() -> None:
    lines = ['1;"open'] + [f"{n};x" for n in range(2, 300)]
    assert len(list(rows(lines, ";"))) == 299


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=60), max_size=20))
def test_rows_never_lose_count_of_lines(lines: list[str]) -> None:
    for mark in "\t;,":
        numbers = [number for number, _ in rows(lines, mark)]
        assert numbers == sorted(numbers)
        assert all(1 <= number <= len(lines) for number in numbers)
        for line in lines:
            assert isinstance(cells(line, mark), list)
            delimiter(line)


READERS = [orders_report, feedback_report, returns_report, defect_list]
SEEDS = [
    ORDERS + "\n" + order(1) + "\n" + order(2),
    FEEDBACK[9],
    returned() + "\n" + returned(),
    "Order ID;Defect type;Date\n403-1234567-1234567;Chargeback;02/03/2025\n",
]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 500), st.text(max_size=30), st.integers(0, 40))
def test_mutated_tables_raise_nothing_else(seed: str, at: int, noise: str, cut: int) -> None:
    text = seed[:at] + noise + "%" + seed[at + cut :]
    for reader in READERS:
        try:
            content = from_bytes(text.encode("utf-8", "replace"), "x")
            assert 0 <= reader.recognises(content) <= 1
            part = reader.read(content)
        except InputError:
            continue
        for value in [*part.feedback, *part.returns, *part.defects, *part.problems]:
            assert value.source is not None
            assert value.source.file == "x"
