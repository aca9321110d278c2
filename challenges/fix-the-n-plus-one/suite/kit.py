"""What all tests share: the rows, what the API must answer for them, and how it is asked and held to its budget.

A world is the rows of every table, as the suite has put them there; the oracle reads the world, never the database.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = dict[str, Any]

ORDERS, CUSTOMERS, PRODUCTS = 6, 4, 3
"""Statements that one request may take, as the brief has them."""

TABLES = ("customers", "products", "tags", "product_tags", "orders", "order_lines", "payments")
STATUSES = ("new", "paid", "sent", "done", "cancelled")
DEFAULT_LIMIT = 20
BUDGETS = {"orders": ORDERS, "customers": CUSTOMERS, "products": PRODUCTS}

ROUTINES = """\
SELECT proname::text AS name FROM pg_catalog.pg_proc WHERE oid OPERATOR(pg_catalog.>=) 16384
UNION ALL
SELECT relname::text FROM pg_catalog.pg_class
WHERE oid OPERATOR(pg_catalog.>=) 16384 AND relkind OPERATOR(pg_catalog.=) 'm'
UNION ALL
SELECT tgname::text FROM pg_catalog.pg_trigger WHERE NOT tgisinternal"""
HIDES = {"do", "call", "create", "alter", "drop", "refresh", "truncate", "insert", "update", "delete", "merge", "lock"}
"""First words of statements that no read needs, and in which others could hide."""


# ── the rows ──


class World:
    """The rows of every table, by its name."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._last: dict[str, int] = defaultdict(int)

    def add(self, table: str, **values: Any) -> Row:
        """One more row; gives it back."""
        if table != "product_tags":
            values = {"id": self._last[table] + 1} | values
            self._last[table] = max(self._last[table], values["id"])
        self.rows[table].append(values)
        return values

    def order(self, placed_at: str, lines: Sequence[tuple[int, int]] = (), **values: Any) -> Row:
        """An order with lines: a product's id and a quantity each."""
        order = self.add(
            "orders", **{"customer_id": None, "status": "new", "note": "a note", **values}, placed_at=placed_at
        )
        for position, (product_id, quantity) in enumerate(lines, 1):
            self.line(order, product_id, position=position, quantity=quantity)
        return order

    def line(self, order: Row, product_id: int, **values: Any) -> Row:
        """One more line of an order."""
        usual = {"position": 1, "quantity": 1, "unit_price_cents": 100 + product_id, "comment": "as usual"}
        return self.add("order_lines", order_id=order["id"], product_id=product_id, **(usual | values))

    def load(self, database: Any) -> None:
        """Have the database hold these rows and no others."""
        database.execute(f"TRUNCATE {', '.join(TABLES)}")
        for table in TABLES:
            insert(database, table, self.rows[table])
        database.analyze()

    def touch(self, database: Any, rng: random.Random) -> None:
        """Change a row of each table that is shown, here and there alike: no earlier answer is right any more."""
        for table, column in (
            ("customers", "name"),
            ("products", "name"),
            ("tags", "name"),
            ("orders", "note"),
            ("order_lines", "quantity"),
            ("payments", "amount_cents"),
        ):
            if self.rows[table]:
                self.change(database, table, column, rng)

    def change(self, database: Any, table: str, column: str, rng: random.Random) -> Row:
        """Write a new value into a column of some row; gives the row."""
        row = rng.choice(self.rows[table])
        value = rng.randrange(1, 50) + row[column] if isinstance(row[column], int) else f"w{rng.randrange(10**9)}"
        row[column] = value
        database.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", (value, row["id"]))
        return row


def insert(database: Any, table: str, rows: Sequence[Row]) -> None:
    """Add rows, as another part of the shop would."""
    if rows:
        text = json.dumps(rows)
        database.execute(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)", (text,)
        )


def moment(rng: random.Random) -> str:
    """Some second of a year."""
    return (
        f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        f"T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}Z"
    )


def moments(rng: random.Random, count: int) -> list[str]:
    """So many different ones, in no order."""
    found = {moment(rng) for _ in range(count * 2)}
    return rng.sample(sorted(found), count)


def shop(rng: random.Random, *, orders: int, customers: int, products: int) -> World:
    """A shop in which everything is there, and nothing twice: parents have children, columns have values."""
    world = World()
    for number in rng.sample(range(1, customers * 7), customers):
        world.add(
            "customers",
            id=number,
            name=f"name{number * 7919 % 10007}",
            email=f"c{number}@example.com",
            city=rng.choice(("bonn", "graz", "bern")),
        )
    names = rng.sample(range(1000, 9999), 8)
    for name in names:
        world.add("tags", name=f"tag{name}")
    for number in rng.sample(range(1, products * 5), products):
        world.add(
            "products",
            id=number,
            sku=f"sku{number}",
            name=f"thing{number * 7907 % 9973}",
            price_cents=rng.randrange(100, 9000),
            description=f"A thing. {number}",
        )
        for tag in rng.sample(world.rows["tags"], rng.randrange(1, 4)):
            world.add("product_tags", product_id=number, tag_id=tag["id"])
    ids = rng.sample(range(1, orders * 9), orders)
    for number, placed_at in zip(ids, moments(rng, orders), strict=True):
        _filled_order(world, rng, number, placed_at)
    # Whoever has come off empty orders as well, so that everybody has.
    _each_has_some(world, rng, max(ids))
    for rows in world.rows.values():
        rng.shuffle(rows)
    return world


def _filled_order(world: World, rng: random.Random, number: int, placed_at: str) -> None:
    order = world.order(
        placed_at,
        id=number,
        customer_id=rng.choice(world.rows["customers"])["id"],
        status=rng.choice(STATUSES),
        note=f"note {number}",
    )
    chosen = rng.sample(world.rows["products"], rng.randrange(2, 6))
    for position in rng.sample(range(1, 20), len(chosen)):
        product = chosen.pop()
        world.line(
            order,
            product["id"],
            position=position,
            quantity=rng.randrange(1, 9),
            unit_price_cents=product["price_cents"] + rng.randrange(50),
            comment=f"comment {position}",
        )
    for _ in range(rng.randrange(1, 4)):
        world.add(
            "payments",
            order_id=number,
            method=rng.choice(("card", "cash", "bank")),
            amount_cents=101 + 10 * len(world.rows["payments"]) + rng.randrange(9),
        )


def _each_has_some(world: World, rng: random.Random, last: int) -> None:
    busy = {order["customer_id"] for order in world.rows["orders"]}
    idle = [customer["id"] for customer in world.rows["customers"] if customer["id"] not in busy]
    sold = {line["product_id"] for line in world.rows["order_lines"]}
    unsold = [product["id"] for product in world.rows["products"] if product["id"] not in sold]
    for number, customer in enumerate(idle or [world.rows["customers"][0]["id"]], last + 1):
        order = world.order(f"2025-06-{1 + number % 28:02}T10:00:{number % 60:02}Z", id=number, customer_id=customer)
        order["note"] = f"note {number}"
        lines = unsold[:] or [rng.choice(world.rows["products"])["id"]]
        unsold = []
        for position, product in enumerate(lines, 1):
            world.line(order, product, position=position, comment=f"comment {position}")
        world.add("payments", order_id=number, method="card", amount_cents=100 + number)


# ── the oracle ──


class Oracle:
    """What the API answers about a world as it is now."""

    def __init__(self, world: World) -> None:
        rows = world.rows
        self._customers = {row["id"]: row for row in rows["customers"]}
        self._products = {row["id"]: row for row in rows["products"]}
        self._orders = {row["id"]: row for row in rows["orders"]}
        self._lines = _grouped(rows["order_lines"], "order_id", ("position", "id"))
        self._sold = _grouped(rows["order_lines"], "product_id", ("id",))
        self._payments = _grouped(rows["payments"], "order_id", ("id",))
        self._placed = _grouped(rows["orders"], "customer_id", ("placed_at", "id"))
        names = {row["id"]: row["name"] for row in rows["tags"]}
        self._tags: dict[int, list[str]] = defaultdict(list)
        for row in rows["product_tags"]:
            self._tags[row["product_id"]].append(names[row["tag_id"]])

    def answer(self, path: str) -> Any:
        """The whole answer to ``GET`` of a path, with its query."""
        place, _, query = path.strip("/").partition("?")
        asked = dict(part.split("=", 1) for part in query.split("&") if part)
        if place.startswith("orders/"):
            return self.order(self._orders[int(place.removeprefix("orders/"))])
        found = getattr(self, f"_{place}_of")(asked)
        limit, offset = int(asked.get("limit", DEFAULT_LIMIT)), int(asked.get("offset", 0))
        show = {"orders": self.order, "customers": self._customer, "products": self._product}[place]
        more = offset + limit < len(found)
        return {
            "items": [show(row) for row in found[offset : offset + limit]],
            "next_offset": offset + limit if more else None,
        }

    def _orders_of(self, asked: Mapping[str, str]) -> list[Row]:
        def wanted(order: Row) -> bool:
            lines = self._lines[order["id"]]
            return (
                asked.get("status", order["status"]) == order["status"]
                and asked.get("customer_id", str(order["customer_id"])) == str(order["customer_id"])
                and ("sku" not in asked or any(self._products[x["product_id"]]["sku"] == asked["sku"] for x in lines))
            )

        found = [order for order in self._orders.values() if wanted(order)]
        return sorted(found, key=lambda order: (order["placed_at"], order["id"]), reverse=True)

    def _customers_of(self, asked: Mapping[str, str]) -> list[Row]:
        found = [row for row in self._customers.values() if "city" not in asked or asked["city"] == row["city"]]
        return sorted(found, key=lambda row: (row["name"], row["id"]))

    def _products_of(self, asked: Mapping[str, str]) -> list[Row]:
        found = [row for row in self._products.values() if "tag" not in asked or asked["tag"] in self._tags[row["id"]]]
        return sorted(found, key=lambda row: (row["name"], row["id"]))

    def order(self, order: Row) -> Row:
        """One order."""
        customer = self._customers.get(order["customer_id"])
        lines, payments = self._lines[order["id"]], self._payments[order["id"]]
        return {
            **_some(order, "id", "status", "placed_at", "note"),
            "customer": _some(customer, "id", "name", "email") if customer else None,
            "lines": [self._line(line) for line in lines],
            "payments": [_some(payment, "method", "amount_cents") for payment in payments],
            "total_cents": sum(line["quantity"] * line["unit_price_cents"] for line in lines),
            "paid_cents": sum(payment["amount_cents"] for payment in payments),
        }

    def _line(self, line: Row) -> Row:
        product = self._products[line["product_id"]]
        return {
            **_some(line, "position", "quantity", "unit_price_cents", "comment"),
            "product": {**_some(product, "id", "sku", "name"), "tags": sorted(self._tags[product["id"]])},
        }

    def _customer(self, customer: Row) -> Row:
        orders = self._placed[customer["id"]]
        spent = [
            line["quantity"] * line["unit_price_cents"]
            for order in orders
            if order["status"] != "cancelled"
            for line in self._lines[order["id"]]
        ]
        return {
            **_some(customer, "id", "name", "email", "city"),
            "order_count": len(orders),
            "spent_cents": sum(spent),
            "last_order": _some(orders[-1], "id", "status", "placed_at") if orders else None,
        }

    def _product(self, product: Row) -> Row:
        return {
            **_some(product, "id", "sku", "name", "price_cents"),
            "tags": sorted(self._tags[product["id"]]),
            "units_sold": sum(line["quantity"] for line in self._sold[product["id"]]),
        }


def _grouped(rows: Sequence[Row], by: str, order: Sequence[str]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: [row[name] for name in order]):
        found[row[by]].append(row)
    return found


def _some(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}


def objects(answer: Any) -> int:
    """How many orders, customers, lines, products, tags and payments an answer shows, each as often as it appears."""
    if isinstance(answer, dict):
        return int("id" in answer or "quantity" in answer or "method" in answer) + sum(map(objects, answer.values()))
    if isinstance(answer, list):
        return sum(1 if isinstance(each, str) else objects(each) for each in answer)
    return 0


# ── asking ──


def get(service: Any, path: str) -> Any:
    """``GET`` by a connection of its own: none is idle when the server closes those that are, or when it is to end."""
    return service.get(path, headers={"Connection": "close"})


def ask(service: Any, database: Any, world: World, *paths: str) -> list[Any]:
    """Ask for each path; hold what comes to the oracle, and what it took to the budget. What was seen of each."""
    oracle, seen = Oracle(world), []
    for path in paths:
        with database.statements(f"GET {path}") as statements:
            answer = get(service, path).expect(200).json()
        same(path, oracle.answer(path), answer)
        within(database, statements, path)
        seen.append(statements)
    return seen


def budget(path: str) -> int:
    """Statements that a request may take."""
    return BUDGETS[path.strip("/").split("?")[0].split("/")[0]]


def within(database: Any, statements: Any, path: str, times: int = 1) -> None:
    """Fail where requests took more statements than they may, or hid what they did in others."""
    allowed = budget(path) * times
    counted = "\n".join(f"{each.calls} x {' '.join(each.text.split())[:160]}" for each in list(statements)[:8])
    assert len(statements) <= allowed, (
        f"GET {path} took {len(statements)} statements, at most {allowed} are allowed:\n{counted}"
    )
    hiding = [text for text in statements.texts if text.split(None, 1)[0].lower() in HIDES or "_to_xml" in text.lower()]
    assert not hiding, f"GET {path} does more than read, or runs statements inside of others: {hiding[0][:300]}"
    kept = [row["name"] for row in database.query(ROUTINES)]
    assert not kept, (
        f"The database has functions, triggers or materialised views, which the brief rules out: {kept[:5]}"
    )


def same(path: str, expected: Any, given: Any) -> None:
    """Fail at the first difference between two answers."""
    found = next(_differences("", expected, given), None)
    assert found is None, f"GET {path} is answered differently than before: {found}"


def _differences(where: str, expected: Any, given: Any) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(given, dict) and expected.keys() == given.keys():
        for name, value in expected.items():
            yield from _differences(f"{where}.{name}" if where else name, value, given[name])
    elif isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        for index, (one, other) in enumerate(zip(expected, given, strict=True)):
            yield from _differences(f"{where}[{index}]", one, other)
    elif isinstance(expected, list) and isinstance(given, list):
        yield f"{where} has {len(given)} elements instead of {len(expected)}"
    elif isinstance(expected, dict) and isinstance(given, dict):
        yield f"{where or 'the answer'} has the keys {sorted(given)} instead of {sorted(expected)}"
    elif type(expected) is not type(given) or expected != given:
        yield f"{where} is {json.dumps(given)[:200]} instead of {json.dumps(expected)[:200]}"


def ready(service: Any, database: Any) -> None:
    """Ask for something, so that pools are warm; then see that the schema is there."""
    get(service, "/orders?limit=1")
    missing = [table for table in TABLES if database.value("SELECT to_regclass(%s) IS NULL", (f"public.{table}",))]
    assert not missing, f"After the service's start, tables are missing: {', '.join(missing)}"


LOOKUPS = {
    "the lines of an order": ("order_lines", "SELECT * FROM order_lines WHERE order_id = {order}"),
    "the payments of an order": ("payments", "SELECT * FROM payments WHERE order_id = {order}"),
    "the orders of a customer": ("orders", "SELECT * FROM orders WHERE customer_id = {customer}"),
    "the lines of a product": ("order_lines", "SELECT * FROM order_lines WHERE product_id = {product}"),
    "the newest orders": ("orders", "SELECT * FROM orders ORDER BY placed_at DESC, id DESC LIMIT 20"),
}


def indexed(database: Any, world: World) -> None:
    """Fail where one of the stated lookups reads its whole table."""
    order = world.rows["orders"][0]
    customer = next(row["customer_id"] for row in world.rows["orders"] if row["customer_id"])
    product = world.rows["order_lines"][0]["product_id"]
    for what, (table, sql) in LOOKUPS.items():
        plan = database.plan(sql.format(order=order["id"], customer=customer, product=product), title=what)
        assert not plan.scans(table), f"No index finds {what}:\n{plan.text}"


# Of a hidden suite; to be seen by nobody else: canary-089a7f543e9ef7966d483051
