"""Reads 1,000,000 synthetic order rows; prints rows per second and peak memory.

Run: python benchmarks/orders_read.py [ROWS]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

HEADER = (
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\t"
    "sales-channel\torder-channel\turl\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\t"
    "item-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-discount\t"
    "ship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\t"
    "is-business-order\tpurchase-order-number\tprice-designation"
)
LIMIT_MIB = 300


def write(path: Path, rows: int) -> None:
    """A report in which orders of 90 days sell 5,000 products; accents, so that nothing is plain ASCII."""
    draw = random.Random(20121)
    products = [(f"Montre à gousset modèle {n}", f"SKU-{n:05d}", f"B0{n:08d}") for n in range(5000)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER + "\n")
        for number in range(rows):
            name, sku, asin = draw.choice(products)
            status = "Cancelled" if draw.random() < 0.03 else "Shipped"
            order = f"{draw.randrange(400, 408)}-{draw.randrange(10**7):07d}-{number:07d}"
            day, hour = number % 28 + 1, number % 24
            file.write(
                f"{order}\t\t2012-0{number % 3 + 7}-{day:02d}T{hour:02d}:04:21+00:00\t2012-10-01T08:00:00+00:00\t{status}\t"
                f"Merchant\tAmazon.fr\t\t\tStandard\t{name}\t{sku}\t{asin}\t{status}\t1\tEUR\t9.0\t0.0\t2.99\t0.0\t\t\t\t\t"
                f"Orléans\tCentre\t45000\tFR\t\tfalse\t\t\n"
            )


def main() -> int:
    """Write, read, print; 1 if the memory limit is broken."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.txt"
        write(path, rows)
        size = path.stat().st_size
        from appeal_tool.account.load import load_account

        start = time.perf_counter()
        account = load_account([path])
        seconds = time.perf_counter() - start
        orders = account.orders
        assert orders is not None
        assert len(orders) == rows
        start = time.perf_counter()
        assert orders.find(orders.order_id(rows // 2)) is not None
        search = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows            {rows:,}")
    print(f"file            {size / 2**20:.0f} MiB")
    print(f"seconds         {seconds:.1f}")
    print(f"rows per second {rows / seconds:,.0f}")
    print(f"first search    {search:.1f} s")
    print(f"peak memory     {peak:.0f} MiB (limit {LIMIT_MIB})")
    return 0 if peak < LIMIT_MIB else 1


if __name__ == "__main__":
    sys.exit(main())
