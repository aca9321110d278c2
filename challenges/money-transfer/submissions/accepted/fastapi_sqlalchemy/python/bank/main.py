"""The routes, and how every mistake is answered."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bank import ledger
from bank.api import Account, NewAccount, NewTransfer, Page, Problem, Transfer

NOT_JSON = {"json_invalid"}
DIGITS = re.compile(r"[0-9]{1,18}")


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    ledger.metadata.create_all(ledger.engine)
    yield


app = FastAPI(title="Money transfers", lifespan=lifespan)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "up"}


@app.post("/accounts", status_code=201)
def open_account(wanted: NewAccount) -> Account:
    return ledger.open_account(wanted)


@app.get("/accounts/{account}")
def show_account(account: str) -> Account:
    return ledger.find_account(account)


@app.get("/accounts/{account}/transfers")
def list_transfers(account: str, limit: str = "20", cursor: Annotated[str | None, Query()] = None) -> Page:
    before = None if cursor is None else whole(cursor, "cursor", 10**18)
    return ledger.page(account, whole(limit, "limit", 100), before)


@app.post("/transfers", status_code=201)
def transfer(wanted: NewTransfer, idempotency_key: Annotated[str, Header()] = "") -> Transfer:
    if not 1 <= len(idempotency_key) <= 255:
        raise Problem(400, "invalid_key", "Idempotency-Key has 1 to 255 characters")
    if wanted.source == wanted.target:
        raise Problem(422, "same_account", "from and to are the same account")
    return ledger.transfer(idempotency_key, wanted)


def whole(text: str, name: str, most: int) -> int:
    if not DIGITS.fullmatch(text) or not 1 <= int(text) <= most:
        raise Problem(400, "invalid_query", f"{name} is not valid")
    return int(text)


def problem(status: int, code: str, detail: str) -> JSONResponse:
    content = {"status": status, "code": code, "detail": detail}
    return JSONResponse(content, status, media_type="application/problem+json")


@app.exception_handler(Problem)
async def refused(_request: Request, error: Problem) -> JSONResponse:
    return problem(error.status, error.code, error.detail)


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    if first["type"] in NOT_JSON or not await request.body():
        return problem(400, "malformed_json", "The body is not JSON")
    where = ".".join(str(part) for part in first["loc"][1:]) or "The body"
    return problem(422, "invalid_request", f"{where}: {first['msg']}")


@app.exception_handler(HTTPException)
async def failed(request: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == 400:
        return problem(400, "malformed_json", "The body is not JSON")
    code = "not_found" if error.status_code == 404 else "failed"
    return problem(error.status_code, code, str(error.detail))
