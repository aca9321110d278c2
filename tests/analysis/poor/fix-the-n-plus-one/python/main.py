"""The shop's read API."""

import os

from flask import Flask, abort, jsonify, request
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import queries
from migrate import migrate

MOST = 100

engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1))
migrate(engine)
app = Flask(__name__)


@app.get("/orders")
def list_orders():
    with Session(engine) as session:
        return queries.list_orders(
            session,
            status=request.args.get("status"),
            customer_id=whole("customer_id", None, 0, 2**31 - 1),
            sku=request.args.get("sku"),
            **paging(),
        )


@app.get("/orders/<int:order_id>")
def find_order(order_id: int):
    with Session(engine) as session:
        return queries.find_order(session, order_id) or abort(404, "no such order")


@app.get("/customers")
def list_customers():
    with Session(engine) as session:
        return queries.list_customers(session, city=request.args.get("city"), **paging())


@app.get("/products")
def list_products():
    with Session(engine) as session:
        return queries.list_products(session, tag=request.args.get("tag"), **paging())


def paging() -> dict[str, int]:
    return {"limit": whole("limit", 20, 1, MOST), "offset": whole("offset", 0, 0, 2**31 - 1)}


def whole(name: str, absent: int | None, least: int, most: int) -> int | None:
    given = request.args.get(name)
    if given is None:
        return absent
    if not (given.isascii() and given.isdigit() and least <= int(given) <= most):
        abort(400, f"{name} is a whole number from {least} to {most}")
    return int(given)


@app.errorhandler(400)
@app.errorhandler(404)
def refused(error):
    return jsonify(error=error.description), error.code

