"""HTTP: reads requests, checks their form, writes answers."""

from __future__ import annotations

import re
from typing import Any

import store
from fields import currency_of, owner_of, read_object, whole
from flask import Flask, Response, jsonify, request
from problems import Problem, invalid
from werkzeug.exceptions import HTTPException

DIGITS = re.compile(r"[0-9]{1,18}")

app = Flask(__name__)
store.create_schema()


@app.get("/health")
def health() -> Response:
    return jsonify(status="up")


@app.post("/accounts")
def open_account() -> tuple[Response, int]:
    body = read_object(request.get_data())
    opening = whole(body.get("opening_balance", 0), "opening_balance", lowest=0)
    return jsonify(store.open_account(owner_of(body), currency_of(body), opening)), 201


@app.get("/accounts/<account>")
def show_account(account: str) -> Response:
    return jsonify(store.account(account))


@app.get("/accounts/<account>/transfers")
def list_transfers(account: str) -> Response:
    limit = query_number("limit", 20, most=100)
    before = query_number("cursor", None, most=10**18)
    items, following = store.transfers(account, limit, before)
    return jsonify(items=items, next=None if following is None else str(following))


@app.post("/transfers")
def transfer() -> tuple[Response, int]:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 255:
        raise Problem(400, "invalid_key", "Idempotency-Key has 1 to 255 characters")
    body = read_object(request.get_data())
    source, target = body.get("from"), body.get("to")
    if not isinstance(source, str) or not isinstance(target, str):
        raise invalid("from and to are ids of accounts")
    amount = whole(body.get("amount"), "amount", lowest=1)
    if source == target:
        raise Problem(422, "same_account", "from and to are the same account")
    return jsonify(store.transfer(key, source, target, amount)), 201


def query_number(name: str, default: Any, *, most: int) -> Any:
    text = request.args.get(name)
    if text is None:
        return default
    if not DIGITS.fullmatch(text) or not 1 <= int(text) <= most:
        raise Problem(400, "invalid_query", f"{name} is not valid")
    return int(text)


@app.errorhandler(Problem)
def answer_problem(problem: Problem) -> tuple[Response, int]:
    return jsonify(status=problem.status, code=problem.code, detail=problem.detail), problem.status


@app.errorhandler(HTTPException)
def answer_other(error: HTTPException) -> tuple[Response, int]:
    status = error.code or 500
    code = "not_found" if status == 404 else "failed"
    return jsonify(status=status, code=code, detail=error.description or error.name), status
