"""What the API answers, from what was there at the first request."""

from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Customer, Order, OrderLine, Product

Json = dict[str, Any]
HELD: dict[str, Any] = {}


def held(session: Session) -> dict[str, Any]:
    if not HELD:
        whole = selectinload(Customer.orders).selectinload(Order.lines)
        products = session.scalars(
            select(Product).options(selectinload(Product.tags), selectinload(Product.lines).selectinload(OrderLine.order))
        ).all()
        orders = session.scalars(
            select(Order).options(
                selectinload(Order.customer),
                selectinload(Order.lines).selectinload(OrderLine.product),
                selectinload(Order.payments),
            )
        ).all()
        customers = session.scalars(select(Customer).options(whole)).all()
        HELD["orders"] = sorted(orders, key=attrgetter("placed_at", "id"), reverse=True)
        HELD["customers"] = sorted(customers, key=attrgetter("name", "id"))
        HELD["products"] = sorted(products, key=attrgetter("name", "id"))
        session.expunge_all()
    return HELD


def find_order(session: Session, order_id: int) -> Json | None:
    return next((order_json(order) for order in held(session)["orders"] if order.id == order_id), None)


def list_orders(
    session: Session, *, status: str | None, customer_id: int | None, sku: str | None, limit: int, offset: int
) -> Json:
    found = [
        order
        for order in held(session)["orders"]
        if (status is None or order.status == status)
        and (customer_id is None or order.customer_id == customer_id)
        and (sku is None or any(line.product.sku == sku for line in order.lines))
    ]
    return page([order_json(each) for each in found[offset : offset + limit]], len(found) > offset + limit, limit, offset)


def list_customers(session: Session, *, city: str | None, limit: int, offset: int) -> Json:
    found = [each for each in held(session)["customers"] if city is None or each.city == city]
    return page(
        [customer_json(each) for each in found[offset : offset + limit]], len(found) > offset + limit, limit, offset
    )


def list_products(session: Session, *, tag: str | None, limit: int, offset: int) -> Json:
    found = [each for each in held(session)["products"] if tag is None or tag in [one.name for one in each.tags]]
    return page(
        [product_json(each) for each in found[offset : offset + limit]], len(found) > offset + limit, limit, offset
    )


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
