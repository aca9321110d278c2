"""What the API answers, read from the database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Customer, Order, OrderLine, Product, Tag

Json = dict[str, Any]


def find_order(session: Session, order_id: int) -> Json | None:
    order = session.get(Order, order_id)
    return order_json(order) if order else None


def list_orders(
    session: Session, *, status: str | None, customer_id: int | None, sku: str | None, limit: int, offset: int
) -> Json:
    query = select(Order).order_by(Order.placed_at.desc(), Order.id.desc())
    if status is not None:
        query = query.where(Order.status == status)
    if customer_id is not None:
        query = query.where(Order.customer_id == customer_id)
    if sku is not None:
        query = query.where(Order.lines.any(OrderLine.product.has(Product.sku == sku)))
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    return page([order_json(order) for order in found[:limit]], len(found) > limit, limit, offset)


def list_customers(session: Session, *, city: str | None, limit: int, offset: int) -> Json:
    query = select(Customer).order_by(Customer.name, Customer.id)
    if city is not None:
        query = query.where(Customer.city == city)
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    return page([customer_json(customer) for customer in found[:limit]], len(found) > limit, limit, offset)


def list_products(session: Session, *, tag: str | None, limit: int, offset: int) -> Json:
    query = select(Product).order_by(Product.name, Product.id)
    if tag is not None:
        query = query.where(Product.tags.any(Tag.name == tag))
    found = session.scalars(query.limit(limit + 1).offset(offset)).all()
    return page([product_json(product) for product in found[:limit]], len(found) > limit, limit, offset)


def page(items: list[Json], more: bool, limit: int, offset: int) -> Json:
    return {"items": items, "next_offset": offset + limit if more else None}


def order_json(order: Order) -> Json:
    customer = order.customer
    return {
        "id": order.id,
        "status": order.status,
        "placed_at": time_text(order.placed_at),
        "note": order.note,
        "customer": {"id": customer.id, "name": customer.name, "email": customer.email} if customer else None,
        "lines": [line_json(line) for line in order.lines],
        "payments": [{"method": payment.method, "amount_cents": payment.amount_cents} for payment in order.payments],
        "total_cents": sum(line.quantity * line.unit_price_cents for line in order.lines),
        "paid_cents": sum(payment.amount_cents for payment in order.payments),
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


def customer_json(customer: Customer) -> Json:
    last = customer.orders[-1] if customer.orders else None
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "city": customer.city,
        "order_count": len(customer.orders),
        "spent_cents": sum(
            line.quantity * line.unit_price_cents
            for order in customer.orders
            if order.status != "cancelled"
            for line in order.lines
        ),
        "last_order": {"id": last.id, "status": last.status, "placed_at": time_text(last.placed_at)} if last else None,
    }


def product_json(product: Product) -> Json:
    return {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "price_cents": product.price_cents,
        "tags": [tag.name for tag in product.tags],
        "units_sold": sum(line.quantity for line in product.lines),
    }


def time_text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
