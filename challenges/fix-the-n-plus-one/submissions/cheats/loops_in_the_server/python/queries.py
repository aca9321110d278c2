"""What the API answers: one statement each, which makes the page first and then the children of its rows."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

Json = dict[str, Any]

ORDERS = "SELECT order_json(o.id) AS item FROM ({page}) AS o"

CUSTOMERS = """
SELECT json_build_object(
    'id', c.id, 'name', c.name, 'email', c.email, 'city', c.city,
    'order_count', (SELECT count(*) FROM orders AS o WHERE o.customer_id = c.id),
    'spent_cents', (
        SELECT coalesce(sum(l.quantity * l.unit_price_cents), 0)
        FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
        WHERE o.customer_id = c.id AND o.status <> 'cancelled'),
    'last_order', (
        SELECT json_build_object(
            'id', o.id, 'status', o.status,
            'placed_at', to_char(o.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24\\:MI\\:SS"Z"'))
        FROM orders AS o WHERE o.customer_id = c.id
        ORDER BY o.placed_at DESC, o.id DESC LIMIT 1)) AS item
FROM ({page}) AS c
ORDER BY c.name, c.id"""

PRODUCTS = """
SELECT json_build_object(
    'id', p.id, 'sku', p.sku, 'name', p.name, 'price_cents', p.price_cents,
    'tags', (
        SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]')
        FROM product_tags AS x JOIN tags AS t ON t.id = x.tag_id WHERE x.product_id = p.id),
    'units_sold', (
        SELECT coalesce(sum(l.quantity), 0) FROM order_lines AS l WHERE l.product_id = p.id)) AS item
FROM ({page}) AS p
ORDER BY p.name, p.id"""

NEWEST = "SELECT * FROM orders {where} ORDER BY placed_at DESC, id DESC LIMIT :limit OFFSET :offset"
CUSTOMERS_BY_NAME = "SELECT * FROM customers {where} ORDER BY name, id LIMIT :limit OFFSET :offset"
PRODUCTS_BY_NAME = """
SELECT id, sku, name, price_cents FROM products {where} ORDER BY name, id LIMIT :limit OFFSET :offset"""

WITH_SKU = "id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = :sku)"
WITH_TAG = "id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = :tag)"


def find_order(session: Session, order_id: int) -> Json | None:
    sql = ORDERS.replace("{page}", "SELECT * FROM orders WHERE id = :id")
    return session.scalar(text(sql), {"id": order_id})


def list_orders(
    session: Session, *, status: str | None, customer_id: int | None, sku: str | None, limit: int, offset: int
) -> Json:
    filters = {
        "status": ("status = :status", status),
        "customer_id": ("customer_id = :customer_id", customer_id),
        "sku": (WITH_SKU, sku),
    }
    return page(session, ORDERS, NEWEST, filters, limit, offset)


def list_customers(session: Session, *, city: str | None, limit: int, offset: int) -> Json:
    return page(session, CUSTOMERS, CUSTOMERS_BY_NAME, {"city": ("city = :city", city)}, limit, offset)


def list_products(session: Session, *, tag: str | None, limit: int, offset: int) -> Json:
    return page(session, PRODUCTS, PRODUCTS_BY_NAME, {"tag": (WITH_TAG, tag)}, limit, offset)


def page(
    session: Session, whole: str, chosen: str, filters: dict[str, tuple[str, Any]], limit: int, offset: int
) -> Json:
    given = {name: (condition, value) for name, (condition, value) in filters.items() if value is not None}
    where = "WHERE " + " AND ".join(condition for condition, _ in given.values()) if given else ""
    values = {name: value for name, (_, value) in given.items()}
    sql = whole.replace("{page}", chosen.replace("{where}", where))
    items = list(session.scalars(text(sql), {**values, "limit": limit + 1, "offset": offset}))
    return {"items": items[:limit], "next_offset": offset + limit if len(items) > limit else None}
