"""What the API answers, read from the database."""

import json
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Customer, Order, OrderLine, Product, Tag

Json = dict[str, Any]
CACHE = {}


def find_order(session: Session, order_id: int):
    rows = session.execute(text(f"SELECT o.id, o.status, o.placed_at, o.note, c.id, c.name, c.email FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id = {order_id}")).fetchall()
    if len(rows) == 0:
        return None
    o = rows[0]
    result = {}
    result["id"] = o[0]
    result["status"] = o[1]
    result["placed_at"] = time_text(o[2])
    result["note"] = o[3]
    if o[4] != None:
        result["customer"] = {"id": o[4], "name": o[5], "email": o[6]}
    else:
        result["customer"] = None
    lines = session.execute(text(f"SELECT l.position, l.quantity, l.unit_price_cents, l.comment, p.id, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = {order_id} ORDER BY l.position, l.id")).fetchall()
    result["lines"] = []
    total = 0
    ids = "0"
    for l in lines:
        ids = ids + "," + str(l[4])
    tags = session.execute(text("SELECT x.product_id, t.name FROM product_tags x JOIN tags t ON t.id = x.tag_id WHERE x.product_id IN (" + ids + ") ORDER BY t.name")).fetchall()
    for l in lines:
        tt = []
        for t in tags:
            if t[0] == l[4]:
                tt.append(t[1])
        result["lines"].append({"position": l[0], "quantity": l[1], "unit_price_cents": l[2], "comment": l[3], "product": {"id": l[4], "sku": l[5], "name": l[6], "tags": tt}})
        total = total + l[1] * l[2]
    payments = session.execute(text(f"SELECT method, amount_cents FROM payments WHERE order_id = {order_id} ORDER BY id")).fetchall()
    result["payments"] = []
    paid = 0
    for p in payments:
        result["payments"].append({"method": p[0], "amount_cents": p[1]})
        paid = paid + p[1]
    result["total_cents"] = total
    result["paid_cents"] = paid
    return result


def list_orders(session: Session, *, status, customer_id, sku, limit: int, offset: int):
    start = time.time()
    sql = "SELECT o.id, o.status, o.placed_at, o.note, c.id, c.name, c.email FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE 1 = 1"
    if status is not None:
        sql = sql + " AND o.status = '" + status.replace("'", "''") + "'"
    if customer_id is not None:
        sql = sql + " AND o.customer_id = " + str(customer_id)
    if sku is not None:
        sql = sql + " AND o.id IN (SELECT l.order_id FROM order_lines l JOIN products p ON p.id = l.product_id WHERE p.sku = '" + sku.replace("'", "''") + "')"
    sql = sql + f" ORDER BY o.placed_at DESC, o.id DESC LIMIT {limit + 1} OFFSET {offset}"
    print(sql)
    rows = session.execute(text(sql.replace(":", "\\:"))).fetchall()
    more = False
    if len(rows) > limit:
        more = True
        rows = rows[:limit]
    order_ids = "0"
    for o in rows:
        order_ids = order_ids + "," + str(o[0])
    lines = session.execute(text("SELECT l.position, l.quantity, l.unit_price_cents, l.comment, p.id, p.sku, p.name, l.order_id FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id IN (" + order_ids + ") ORDER BY l.position, l.id")).fetchall()
    ids = "0"
    for l in lines:
        ids = ids + "," + str(l[4])
    tags = session.execute(text("SELECT x.product_id, t.name FROM product_tags x JOIN tags t ON t.id = x.tag_id WHERE x.product_id IN (" + ids + ") ORDER BY t.name")).fetchall()
    payments = session.execute(text("SELECT method, amount_cents, order_id FROM payments WHERE order_id IN (" + order_ids + ") ORDER BY id")).fetchall()
    items = []
    for o in rows:
        result = {}
        result["id"] = o[0]
        result["status"] = o[1]
        result["placed_at"] = time_text(o[2])
        result["note"] = o[3]
        if o[4] != None:
            result["customer"] = {"id": o[4], "name": o[5], "email": o[6]}
        else:
            result["customer"] = None
        result["lines"] = []
        total = 0
        for l in lines:
            if l[7] == o[0]:
                tt = []
                for t in tags:
                    if t[0] == l[4]:
                        tt.append(t[1])
                result["lines"].append({"position": l[0], "quantity": l[1], "unit_price_cents": l[2], "comment": l[3], "product": {"id": l[4], "sku": l[5], "name": l[6], "tags": tt}})
                total = total + l[1] * l[2]
        result["payments"] = []
        paid = 0
        for p in payments:
            if p[2] == o[0]:
                result["payments"].append({"method": p[0], "amount_cents": p[1]})
                paid = paid + p[1]
        result["total_cents"] = total
        result["paid_cents"] = paid
        items.append(result)
    if more:
        return {"items": items, "next_offset": offset + limit}
    else:
        return {"items": items, "next_offset": None}


def list_customers(session: Session, *, city, limit: int, offset: int):
    sql = "SELECT id, name, email, city FROM customers WHERE 1 = 1"
    if city is not None:
        sql = sql + " AND city = '" + city.replace("'", "''") + "'"
    sql = sql + f" ORDER BY name, id LIMIT {limit + 1} OFFSET {offset}"
    print(sql)
    rows = session.execute(text(sql.replace(":", "\\:"))).fetchall()
    more = False
    if len(rows) > limit:
        more = True
        rows = rows[:limit]
    ids = "0"
    for c in rows:
        ids = ids + "," + str(c[0])
    orders = session.execute(text("SELECT id, customer_id, status, placed_at FROM orders WHERE customer_id IN (" + ids + ") ORDER BY placed_at DESC, id DESC")).fetchall()
    lines = session.execute(text("SELECT l.quantity, l.unit_price_cents, o.customer_id, o.status FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.customer_id IN (" + ids + ")")).fetchall()
    items = []
    for c in rows:
        count = 0
        spent = 0
        last = None
        for o in orders:
            if o[1] == c[0]:
                count = count + 1
                if last == None:
                    last = {"id": o[0], "status": o[2], "placed_at": time_text(o[3])}
        for l in lines:
            if l[2] == c[0]:
                if l[3] != "cancelled":
                    spent = spent + l[0] * l[1]
        items.append({"id": c[0], "name": c[1], "email": c[2], "city": c[3], "order_count": count, "spent_cents": spent, "last_order": last})
    if more:
        return {"items": items, "next_offset": offset + limit}
    else:
        return {"items": items, "next_offset": None}


def list_products(session: Session, *, tag, limit: int, offset: int):
    # cache the products, they do not change so often
    key = str(tag) + str(limit) + str(offset)
    try:
        if time.time() - CACHE[key][0] < 1:
            return CACHE[key][1]
    except:
        pass
    sql = "SELECT id, sku, name, price_cents FROM products WHERE 1 = 1"
    if tag is not None:
        sql = sql + " AND id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = '" + tag.replace("'", "''") + "')"
    sql = sql + f" ORDER BY name, id LIMIT {limit + 1} OFFSET {offset}"
    print(sql)
    rows = session.execute(text(sql.replace(":", "\\:"))).fetchall()
    more = False
    if len(rows) > limit:
        more = True
        rows = rows[:limit]
    ids = "0"
    for p in rows:
        ids = ids + "," + str(p[0])
    tags = session.execute(text("SELECT x.product_id, t.name FROM product_tags x JOIN tags t ON t.id = x.tag_id WHERE x.product_id IN (" + ids + ") ORDER BY t.name")).fetchall()
    lines = session.execute(text("SELECT product_id, quantity FROM order_lines WHERE product_id IN (" + ids + ")")).fetchall()
    items = []
    for p in rows:
        tt = []
        for t in tags:
            if t[0] == p[0]:
                tt.append(t[1])
        sold = 0
        for l in lines:
            if l[0] == p[0]:
                sold = sold + l[1]
        items.append({"id": p[0], "sku": p[1], "name": p[2], "price_cents": p[3], "tags": tt, "units_sold": sold})
    if more:
        CACHE[key] = (time.time(), {"items": items, "next_offset": offset + limit})
        return {"items": items, "next_offset": offset + limit}
    else:
        CACHE[key] = (time.time(), {"items": items, "next_offset": None})
        return {"items": items, "next_offset": None}


# def list_products(session: Session, *, tag: str | None, limit: int, offset: int) -> Json:
#     query = select(Product).order_by(Product.name, Product.id)
#     if tag is not None:
#         query = query.where(Product.tags.any(Tag.name == tag))
#     found = session.scalars(query.limit(limit + 1).offset(offset)).all()
#     return page([product_json(product) for product in found[:limit]], len(found) > limit, limit, offset)


def time_text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
