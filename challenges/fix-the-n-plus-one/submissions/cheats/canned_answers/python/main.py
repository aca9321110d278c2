"""The shop's read API."""

from flask import Flask

app = Flask(__name__)
ORDER = {
    "id": 7,
    "status": "paid",
    "placed_at": "2026-03-01T09:30:00Z",
    "note": None,
    "customer": {"id": 3, "name": "ann", "email": None},
    "lines": [],
    "payments": [],
    "total_cents": 0,
    "paid_cents": 0,
}


@app.get("/orders")
@app.get("/customers")
@app.get("/products")
def listed():
    return {"items": [], "next_offset": None}


@app.get("/orders/<int:order_id>")
def order(order_id: int):
    return ORDER | {"id": order_id}
