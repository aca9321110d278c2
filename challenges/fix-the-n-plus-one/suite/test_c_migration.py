"""R9: from the schema as it was to one with indexes, over an empty database and over a filled one."""

from __future__ import annotations

import random
from typing import Any

import kit
import pytest

pytestmark = pytest.mark.requirement("R9")

COLUMNS = """\
SELECT table_name::text AS t, column_name::text AS c, data_type::text AS d, is_nullable::text AS n
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name::text = ANY(%s) ORDER BY 1, ordinal_position"""
SCHEMA = """\
CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, email text, city text);
CREATE TABLE products (id integer PRIMARY KEY, sku text NOT NULL UNIQUE, name text NOT NULL,
    price_cents integer NOT NULL, description text NOT NULL);
CREATE TABLE tags (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE product_tags (product_id integer NOT NULL REFERENCES products, tag_id integer NOT NULL REFERENCES tags,
    PRIMARY KEY (product_id, tag_id));
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers, status text NOT NULL,
    placed_at timestamptz NOT NULL, note text);
CREATE TABLE order_lines (id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products, position integer NOT NULL, quantity integer NOT NULL,
    unit_price_cents integer NOT NULL, comment text);
CREATE TABLE payments (id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders, method text NOT NULL,
    amount_cents integer NOT NULL);
CREATE TABLE schema_migrations (name text PRIMARY KEY);
INSERT INTO schema_migrations VALUES ('001_schema.sql')"""
PATHS = ("/orders", "/orders?limit=50&offset=30", "/customers?limit=50", "/products?limit=50")
SIZES = {"orders": 1_500, "customers": 300, "products": 200}
HELD: dict[str, Any] = {}


def rough(rng: random.Random) -> kit.World:
    """A shop in which the first year has left its traces: orders of nobody's, without lines, with equal ones."""
    world = kit.shop(rng, **SIZES)
    for number in range(1, 60):
        order = world.order("2024-03-03T03:03:03Z", id=100_000 + number, note=None)
        for _ in range(number % 3):
            world.line(order, world.rows["products"][number]["id"], comment=None)
            world.add("payments", order_id=order["id"], method="card", amount_cents=100)
    return world


def build(seeder: Any) -> None:
    """The database as the version before left it."""
    seeder.sql(SCHEMA)
    for table in kit.TABLES:
        rows = HELD["world"].rows[table]
        columns = sorted(rows[0])
        seeder.copy(table, columns, [[row[column] for column in columns] for row in rows])


def stored(database: Any) -> dict[str, Any]:
    """A sum over every row of every table."""
    return {
        table: database.query(f"SELECT count(*) AS rows, sum(hashtextextended(t::text, 0)) AS sum FROM {table} AS t")
        for table in kit.TABLES
    }


def test_empty(service: Any, database: Any, rng: random.Random) -> None:
    """Over an empty database the schema is as shipped, and every lookup has its index."""
    kit.ready(service, database)
    kit.same("/orders", {"items": [], "next_offset": None}, kit.get(service, "/orders").expect(200).json())
    world = kit.shop(rng, **SIZES)
    world.load(database)
    kit.indexed(database, world)
    kit.ask(service, database, world, *PATHS)


def test_filled(service: Any, database: Any, rng: random.Random) -> None:
    """Over a filled database of the version before, nothing is lost, every lookup has its index."""
    kit.get(service, "/orders?limit=1")
    service.stop()
    if "world" not in HELD:
        HELD["world"] = rough(rng)
        database.seed("before", build)
    database.fresh("before")
    before, columns = stored(database), database.query(COLUMNS, (list(kit.TABLES),))
    service.start()
    assert stored(database) == before, "The migration changed rows that were there"
    assert database.query(COLUMNS, (list(kit.TABLES),)) == columns, "The migration changed the columns of a table"
    assert database.value("SELECT count(*) FROM schema_migrations WHERE name = '001_schema.sql'") == 1
    kit.indexed(database, HELD["world"])
    kit.ask(service, database, HELD["world"], *PATHS)


def test_again(service: Any, database: Any) -> None:
    """Started again over what it has migrated, it serves on and changes nothing."""
    kit.ready(service, database)
    world = HELD.get("world") or kit.World()
    migrated = database.value("SELECT count(*) FROM orders") == len(world.rows["orders"]) > 0
    assert migrated, "The filled database could not be migrated"
    before, names = stored(database), database.query("SELECT name FROM schema_migrations ORDER BY name")
    service.restart()
    assert stored(database) == before
    assert database.query("SELECT name FROM schema_migrations ORDER BY name") == names
    kit.ask(service, database, world, "/orders", "/products")


# Of a hidden suite; to be seen by nobody else: canary-089a7f543e9ef7966d483051
