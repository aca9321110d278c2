"""What the tests share: the schema, a shop to fill it with, and ways to make one by hand, by chance or at size."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

BERLIN = ZoneInfo("Europe/Berlin")

SCHEMA = """\
CREATE TABLE regions (
    region_id        int PRIMARY KEY,
    name             text NOT NULL
);
CREATE TABLE customers (
    customer_id      bigint PRIMARY KEY,
    region_id        int REFERENCES regions,
    name             text NOT NULL,
    signed_up_at     timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE TABLE products (
    product_id       int PRIMARY KEY,
    category         text,
    name             text NOT NULL,
    deleted_at       timestamptz
);
CREATE TABLE orders (
    order_id         bigint PRIMARY KEY,
    customer_id      bigint REFERENCES customers,
    placed_at        timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE TABLE order_lines (
    order_id         bigint NOT NULL REFERENCES orders,
    line_no          int NOT NULL,
    product_id       int NOT NULL REFERENCES products,
    quantity         int NOT NULL CHECK (quantity > 0),
    unit_price_cents int NOT NULL CHECK (unit_price_cents >= 0),
    discount_percent int NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
    PRIMARY KEY (order_id, line_no)
);
CREATE TABLE refunds (
    refund_id        bigint PRIMARY KEY,
    order_id         bigint NOT NULL REFERENCES orders,
    amount_cents     bigint NOT NULL CHECK (amount_cents > 0),
    refunded_at      timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE INDEX orders_placed_at ON orders (placed_at);
CREATE INDEX orders_customer_id ON orders (customer_id, placed_at);
CREATE INDEX refunds_order_id ON refunds (order_id);
CREATE INDEX refunds_refunded_at ON refunds (refunded_at);
"""

DELETED = dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)

Row = tuple[Any, ...]


class Node(Protocol):
    """One step of a plan."""

    type: str
    relation: str
    rows: int
    rows_removed: int
    reads: bool


class Plan(Protocol):
    """How the server executed a statement."""

    nodes: tuple[Node, ...]
    text: str
    rows_read: int

    def uses_index(self, name: str | None = None) -> bool:
        """Whether it goes by an index, or by this one."""

    def scans(self, table: str) -> list[Node]:
        """The steps that read a whole table."""


class Rows(Protocol):
    """What a query gave."""

    rows: list[Row]

    def __len__(self) -> int:
        """Count the rows."""


class Queries(Protocol):
    """The candidate's queries."""

    def run(self, name: str, *parameters: str | int) -> Rows:
        """Run one and give its rows."""

    def check(self, name: str, *parameters: str | int, expected: Sequence[Row], order: Sequence[str] = ()) -> Rows:
        """Run one and compare."""

    def plan(self, name: str, *parameters: str | int) -> Plan:
        """See how the server executes one."""


class Seeder(Protocol):
    """Fills a template."""

    def sql(self, text: str) -> None:
        """Execute statements."""

    def generate(self, table: str, columns: dict[str, str], count: int) -> None:
        """Have the server make rows."""


class Database(Protocol):
    """The database that the queries are asked of."""

    def seed(self, name: str, build: Callable[[Seeder], None]) -> None:
        """Fill a template, once."""

    def fresh(self, template: str) -> None:
        """Make the database anew."""

    def connect(self, role: str = "witness", *, autocommit: bool = True) -> Any:
        """Open a session of the suite's own."""


# ── rows ──


class Region(NamedTuple):
    """A row of ``regions``."""

    region_id: int
    name: str


class Customer(NamedTuple):
    """A row of ``customers``."""

    customer_id: int
    region_id: int | None
    name: str
    signed_up_at: dt.datetime
    deleted_at: dt.datetime | None


class Product(NamedTuple):
    """A row of ``products``."""

    product_id: int
    category: str | None
    name: str
    deleted_at: dt.datetime | None


class Order(NamedTuple):
    """A row of ``orders``."""

    order_id: int
    customer_id: int | None
    placed_at: dt.datetime
    deleted_at: dt.datetime | None


class Line(NamedTuple):
    """A row of ``order_lines``."""

    order_id: int
    line_no: int
    product_id: int
    quantity: int
    unit_price_cents: int
    discount_percent: int


class Refund(NamedTuple):
    """A row of ``refunds``."""

    refund_id: int
    order_id: int
    amount_cents: int
    refunded_at: dt.datetime
    deleted_at: dt.datetime | None


def moment(text: str) -> dt.datetime:
    """A moment as people write it: Berlin's wall clock, unless it names its offset (``Z``)."""
    read = dt.datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=BERLIN)).astimezone(dt.UTC)


class Shop:
    """All rows of all tables; what is made later need not have the greater number."""

    def __init__(self) -> None:
        self.regions: list[Region] = []
        self.customers: list[Customer] = []
        self.products: list[Product] = []
        self.orders: list[Order] = []
        self.lines: list[Line] = []
        self.refunds: list[Refund] = []

    def region(self, name: str) -> int:
        """Add a region."""
        self.regions.append(Region(len(self.regions) + 1, name))
        return len(self.regions)

    def customer(
        self, name: str, region: int | None = None, since: str = "2020-01-01 12:00", *, deleted: bool = False
    ) -> int:
        """Add a customer; numbers go down, so that neither names nor age give their order."""
        number = 900 - 7 * len(self.customers)
        self.customers.append(Customer(number, region, name, moment(since), DELETED if deleted else None))
        return number

    def product(self, category: str | None = "Books", *, deleted: bool = False) -> int:
        """Add a product."""
        number = len(self.products) + 1
        self.products.append(Product(number, category, f"Product {number}", DELETED if deleted else None))
        return number

    def order(self, customer: int | None, placed: str, *lines: int | tuple[int, ...], deleted: bool = False) -> int:
        """Add an order; a line is its price, or quantity, price, discount and product, as far as they matter."""
        number = 5_000 - 3 * len(self.orders)
        self.orders.append(Order(number, customer, moment(placed), DELETED if deleted else None))
        for line_no, line in enumerate(lines, start=1):
            given = (1, line) if isinstance(line, int) else line
            quantity, price, discount, product = (*given, *(0, 1)[len(given) - 2 :])
            if not self.products:
                self.product()
            self.lines.append(Line(number, line_no, product, quantity, price, discount))
        return number

    def refund(self, order: int, cents: int, when: str, *, deleted: bool = False) -> None:
        """Give some of an order's price back."""
        self.refunds.append(Refund(len(self.refunds) + 1, order, cents, moment(when), DELETED if deleted else None))

    def tables(self) -> dict[str, Sequence[tuple[Any, ...]]]:
        """The rows by table, what is referred to first."""
        return {
            "regions": self.regions,
            "customers": self.customers,
            "products": self.products,
            "orders": self.orders,
            "order_lines": self.lines,
            "refunds": self.refunds,
        }


def make_schema(seeder: Seeder) -> None:
    """Make the empty tables."""
    seeder.sql(SCHEMA)


class Held:
    """What the database holds now: a candidate can change nothing in it, so that it need not be made anew."""

    seed = ""
    session: Any = None


def have(database: Database, seed: str, build: Callable[[Seeder], None]) -> None:
    """Have the database be a copy of a seed, unless it is one already."""
    database.seed(seed, build)
    if Held.seed != seed:
        database.fresh(seed)
        Held.seed, Held.session = seed, None


def open_shop(database: Database, shop: Shop) -> None:
    """Have the database hold just this shop."""
    have(database, "schema", make_schema)
    if Held.session is None or Held.session.closed:
        Held.session = database.connect("witness", autocommit=False)
    try:
        refill(Held.session, shop.tables())
    except BaseException:
        Held.session.close()
        raise


def refill(session: Any, tables: dict[str, Sequence[tuple[Any, ...]]]) -> None:
    """Put these rows in the place of all others; no TRUNCATE, which would wait for whoever still looks."""
    session.execute("; ".join(f"DELETE FROM {table}" for table in reversed(tables)))
    for table, rows in tables.items():
        with session.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    session.commit()


# ── a shop by chance ──

CATEGORIES = ("Books", "books", "Toys", "Äpfel", "Zoo", None)
PRICES = (0, 5, 99, 250, 999, 1_000, 1_999, 12_345)
DISCOUNTS = (0, 0, 0, 5, 10, 15, 33, 50, 100)
START = dt.date(2023, 11, 1)
DAYS = 180


def noonish(rng: random.Random, day: dt.date) -> str:
    """A moment of that day which is the same day in every zone that anybody might take for Berlin's."""
    return f"{day.isoformat()} {rng.randint(8, 17):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def random_shop(rng: random.Random, *, customers: int = 30, orders: int = 150) -> Shop:
    """Half a year with ties, namesakes, guests and generous refunds; nothing near midnight, nothing deleted."""
    shop = Shop()
    regions = [shop.region(name) for name in ("North", "South", "North")]
    shop.region("Empty")
    for category in CATEGORIES:
        shop.product(category)
    known = [
        shop.customer(
            f"Customer {rng.randint(1, customers * 3 // 4)}",
            rng.choice([*regions, None]),
            noonish(rng, START + dt.timedelta(rng.randint(-60, DAYS))),
        )
        for _ in range(customers)
    ]
    buyers = [*rng.sample(known, customers * 4 // 5), None, None]
    for _ in range(orders):
        day = START + dt.timedelta(rng.randrange(DAYS))
        lines = [
            (rng.randint(1, 3), rng.choice(PRICES), rng.choice(DISCOUNTS), rng.randint(1, len(CATEGORIES)))
            for _ in range(rng.choice((0, 1, 1, 2, 3, 5)))
        ]
        order = shop.order(rng.choice(buyers), noonish(rng, day), *lines)
        for _ in range(rng.choice((0, 0, 0, 1, 2, 3))):
            shop.refund(order, rng.choice((5, 100, 100, 5_000)), noonish(rng, day + dt.timedelta(rng.randint(0, 60))))
    for rows in shop.tables().values():
        assert isinstance(rows, list)
        rng.shuffle(rows)
    return shop


# ── a shop at size ──

FOREIGN_KEYS = """\
ALTER TABLE customers ADD FOREIGN KEY (region_id) REFERENCES regions;
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE order_lines ADD FOREIGN KEY (order_id) REFERENCES orders;
ALTER TABLE order_lines ADD FOREIGN KEY (product_id) REFERENCES products;
ALTER TABLE refunds ADD FOREIGN KEY (order_id) REFERENCES orders;
"""
LARGE = {"customers": 10_000, "orders": 59_400, "order_lines": 118_800, "refunds": 5_940}
ORDERS_A_DAY = 110


def make_large(seeder: Seeder) -> None:
    """Have the server make 540 days of 110 orders each, 2022-01-01 to 2023-06-24; the brief shows the same."""
    tables, index, indexes = SCHEMA.partition("CREATE INDEX")
    seeder.sql("SET LOCAL TimeZone = 'UTC';" + re.sub(r" REFERENCES \w+", "", tables))
    seeder.generate("regions", {"region_id": "n", "name": "'Region ' || n"}, 12)
    seeder.generate(
        "customers",
        {
            "customer_id": "n",
            "region_id": "CASE WHEN n % 41 > 0 THEN 1 + n % 12 END",
            "name": "'Customer ' || n % 9000",
            "signed_up_at": "timestamptz '2021-01-01 12:00' + n * interval '3 hours'",
        },
        LARGE["customers"],
    )
    seeder.generate(
        "products",
        {
            "product_id": "n",
            "category": "CASE WHEN n % 15 > 0 THEN 'Category ' || n % 15 END",
            "name": "'Product ' || n",
        },
        200,
    )
    seeder.generate(
        "orders",
        {
            "order_id": "n",
            "customer_id": "CASE WHEN n % 37 > 0 THEN 1 + n * n % 9973 END",
            "placed_at": "timestamptz '2022-01-01 06:00' + (n - 1) / 110 * interval '1 day' "
            "+ n % 110 * interval '6 minutes'",
        },
        LARGE["orders"],
    )
    seeder.generate(
        "order_lines",
        {
            "order_id": "(n + 1) / 2",
            "line_no": "1 + n % 2",
            "product_id": "1 + n * 7 % 200",
            "quantity": "1 + n % 3",
            "unit_price_cents": "100 + n * 37 % 9901",
            "discount_percent": "n % 4 * 5",
        },
        LARGE["order_lines"],
    )
    seeder.generate(
        "refunds",
        {
            "refund_id": "n",
            "order_id": "n * 10",
            "amount_cents": "50 + n % 950",
            "refunded_at": "timestamptz '2022-01-05 08:00' + n / 11 * interval '1 day'",
        },
        LARGE["refunds"],
    )
    seeder.sql(index + indexes + FOREIGN_KEYS)


def open_large(database: Database) -> None:
    """Have the database hold the large shop."""
    have(database, "large", make_large)


# ── the shop of the brief ──


def example() -> Shop:
    """The brief's example."""
    shop = Shop()
    north, south = shop.region("North"), shop.region("South")
    shop.product("Books")
    shop.product(None)
    anna, bert, cleo = shop.customer("Anna", north), shop.customer("Bert", north), shop.customer("Cleo")
    shop.customer("Dora", south)
    first = shop.order(anna, "2024-01-10 09:00", (2, 999, 10, 1), 500)
    shop.order(bert, "2024-01-20 10:00", (1, 2_098, 0, 1))
    shop.order(anna, "2024-03-05 11:00", (1, 1_000, 0, 2))
    shop.order(cleo, "2024-03-05 12:00", (3, 500, 0, 1))
    shop.order(None, "2024-03-05 12:30")
    shop.refund(first, 1_000, "2024-03-02 09:00")
    shop.refund(first, 200, "2024-03-06 09:00")
    return shop


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
