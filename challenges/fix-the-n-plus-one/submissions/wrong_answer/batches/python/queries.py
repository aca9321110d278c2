"""What the API answers, read from the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from models import Customer, Order, OrderLine, Payment, Product, Tag

Json = dict[str, Any]

WHOLE_ORDER = (
    joinedload(Order.customer),
    raiseload(Order.payments),
    raiseload(Order.lines),
)
LINES = selectinload(OrderLine.product).selectinload(Product.tags)
BATCH = 95


def find_order(session: Session, order_id: int) -> Json | None:
    order = session.get(Order, order_id, options=WHOLE_ORDER)
    return orders_json(session, [order])[0] if order else None


def list_orders(
    session: Session, *, status: str | None, customer_id: int | None, sku: str | None, limit: int, offset: int
) -> Json:
    query = select(Order).options(*WHOLE_ORDER).order_by(Order.placed_at.desc(), Order.id.desc())
    if status is not None:
        query = query.where(Order.status == status)
    if customer_id is not None:
        query = query.where(Order.customer_id == customer_id)
    if sku is not None:
        query = query.where(Order.lines.any(OrderLine.product.has(Product.sku == sku)))
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    return page(orders_json(session, found[:limit]), len(found) > limit, limit, offset)


def list_customers(session: Session, *, city: str | None, limit: int, offset: int) -> Json:
    query = select(Customer).order_by(Customer.name, Customer.id)
    if city is not None:
        query = query.where(Customer.city == city)
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    shown = [customer.id for customer in found[:limit]]
    counts = dict(
        session.execute(
            select(Order.customer_id, func.count()).where(Order.customer_id.in_(shown)).group_by(Order.customer_id)
        ).all()
    )
    spent = dict(
        session.execute(
            select(Order.customer_id, func.sum(OrderLine.quantity * OrderLine.unit_price_cents))
            .join(Order.lines)
            .where(Order.customer_id.in_(shown), Order.status != "cancelled")
            .group_by(Order.customer_id)
        ).all()
    )
    newest = session.scalars(
        select(Order)
        .where(Order.customer_id.in_(shown))
        .distinct(Order.customer_id)
        .order_by(Order.customer_id, Order.placed_at.desc(), Order.id.desc())
    )
    last = {order.customer_id: order for order in newest}
    items = [
        customer_json(each, counts.get(each.id, 0), spent.get(each.id, 0), last.get(each.id))
        for each in found[:limit]
    ]
    return page(items, len(found) > limit, limit, offset)


def list_products(session: Session, *, tag: str | None, limit: int, offset: int) -> Json:
    query = select(Product).options(selectinload(Product.tags)).order_by(Product.name, Product.id)
    if tag is not None:
        query = query.where(Product.tags.any(Tag.name == tag))
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    sold = dict(
        session.execute(
            select(OrderLine.product_id, func.sum(OrderLine.quantity))
            .where(OrderLine.product_id.in_([product.id for product in found[:limit]]))
            .group_by(OrderLine.product_id)
        ).all()
    )
    items = [product_json(product, sold.get(product.id, 0)) for product in found[:limit]]
    return page(items, len(found) > limit, limit, offset)


def page(items: list[Json], more: bool, limit: int, offset: int) -> Json:
    return {"items": items, "next_offset": offset + limit if more else None}


def orders_json(session: Session, orders: Sequence[Order]) -> list[Json]:
    items = []
    for batch in batched(orders, BATCH, strict=False):
        ids = [order.id for order in batch]
        lines = select(OrderLine).options(LINES).order_by(OrderLine.position, OrderLine.id)
        payments = select(Payment).order_by(Payment.id)
        lines_of, payments_of = defaultdict(list), defaultdict(list)
        for line in session.scalars(lines.where(OrderLine.order_id.in_(ids))):
            lines_of[line.order_id].append(line)
        for payment in session.scalars(payments.where(Payment.order_id.in_(ids))):
            payments_of[payment.order_id].append(payment)
        items += [order_json(order, lines_of[order.id], payments_of[order.id]) for order in batch]
    return items


def order_json(order: Order, lines: list[OrderLine], payments: list[Payment]) -> Json:
    customer = order.customer
    return {
        "id": order.id,
        "status": order.status,
        "placed_at": time_text(order.placed_at),
        "note": order.note,
        "customer": {"id": customer.id, "name": customer.name, "email": customer.email} if customer else None,
        "lines": [line_json(line) for line in lines],
        "payments": [{"method": payment.method, "amount_cents": payment.amount_cents} for payment in payments],
        "total_cents": sum(line.quantity * line.unit_price_cents for line in lines),
        "paid_cents": sum(payment.amount_cents for payment in payments),
    }


def line_json(line: OrderLine) -> Json:
    product = line.product
    return {
        "position": line.position,
        "quantity": line.quantity,
        "unit_price_cents": line.unit_price_cents,
        "comment": line.comment,
        "product": {
            "id": product.id,
            "sku": product.sku,
            "name": product.name,
            "tags": [tag.name for tag in product.tags],
        },
    }


def customer_json(customer: Customer, count: int, spent: int, last: Order | None) -> Json:
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "city": customer.city,
        "order_count": count,
        "spent_cents": spent,
        "last_order": {"id": last.id, "status": last.status, "placed_at": time_text(last.placed_at)} if last else None,
    }


def product_json(product: Product, sold: int) -> Json:
    return {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "price_cents": product.price_cents,
        "tags": [tag.name for tag in product.tags],
        "units_sold": sold,
    }


def time_text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
