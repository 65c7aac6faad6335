"""How long a diagnosis takes beside the reading of the same order file: ``python benchmarks/diagnosis_speed.py [ROWS]``.

The file is made up, in a temporary folder; the wish is a diagnosis in less than twice the reading.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from appeal_tool.account.load import load_account
from appeal_tool.diagnosis.diagnose import diagnose

COLUMNS = [
    "amazon-order-id",
    "merchant-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sales-channel",
    "order-channel",
    "url",
    "ship-service-level",
    "product-name",
    "sku",
    "asin",
    "item-status",
    "quantity",
    "currency",
    "item-price",
    "item-tax",
    "shipping-price",
    "shipping-tax",
    "gift-wrap-price",
    "gift-wrap-tax",
    "item-promotion-discount",
    "ship-promotion-discount",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "promotion-ids",
    "is-business-order",
    "purchase-order-number",
    "price-designation",
]


def write_orders(path: Path, rows: int) -> None:
    """An order report of ``rows`` lines over a year, one in fifty cancelled, one product much more often."""
    chance = random.Random(7)
    first = date(2025, 5, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for number in range(rows):
            product = chance.randrange(500)
            day = first + timedelta(days=number * 365 // rows)
            when = f"{day}T{chance.randrange(24):02d}:00:00+00:00"
            cancelled = chance.random() < (0.3 if product == 3 else 0.02)
            values = dict.fromkeys(COLUMNS, "")
            values |= {
                "amazon-order-id": f"403-{number // 10_000_000:07d}-{number % 10_000_000:07d}",
                "purchase-date": when,
                "last-updated-date": when,
                "order-status": "Cancelled" if cancelled else "Shipped",
                "fulfillment-channel": "Merchant",
                "sales-channel": "Amazon.fr",
                "product-name": f"Article {product}",
                "sku": f"SKU-{product}",
                "asin": f"B0{product:08d}",
                "quantity": "1",
                "currency": "EUR",
                "item-price": "9.90",
                "ship-country": chance.choice(("FR", "BE", "DE", "ES")),
            }
            file.write("\t".join(values.values()) + "\n")


def main() -> None:
    """Make, read and diagnose; print the seconds of each and their ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.txt"
        write_orders(path, rows)
        start = time.perf_counter()
        account = load_account([path])
        read = time.perf_counter()
        found = diagnose(account)
        done = time.perf_counter()
    reading, diagnosing = read - start, done - read
    print(
        f"{rows:,} orders: reading {reading:.2f} s, diagnosis {diagnosing:.2f} s, ratio {diagnosing / reading:.2f}"
    )
    for item in found.concentration[:4]:
        print(f"  {item.kind} by {item.dimension}: {item.rows[0]}, p = {item.p_value}")


if __name__ == "__main__":
    main()
