"""The shortener's HTTP interface."""

import json
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from links import CodeTaken, Link, Links
from requests_in import NewLink

BASE_URL = os.environ["BASE_URL"]
links = Links("links.db")


@asynccontextmanager
async def lifespan(_app):
    yield
    links.close()


app = FastAPI(title="URL shortener", lifespan=lifespan)


@app.exception_handler(HTTPException)
def http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": str(error.detail)}, error.status_code, headers=error.headers)


@app.exception_handler(RequestValidationError)
def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"error": f"{where}: {first['msg']}"}, 422)


def told(link: Link) -> dict:
    return {
        "code": link.code,
        "short_url": f"{BASE_URL}/{link.code}",
        "url": link.url,
        "hits": link.hits,
        "expires_at": link.expires_at and link.expires_at.isoformat(),
    }


def found(code: str) -> Link:
    link = links.get(code)
    if link is None:
        raise HTTPException(404, "no link has this code")
    return link


@app.post("/links", status_code=201)
def create(wanted: NewLink) -> JSONResponse:
    try:
        link = links.add(wanted.url, wanted.code, wanted.expires_in)
    except CodeTaken:
        raise HTTPException(409, f"the code {json.dumps(wanted.code)} is taken") from None
    content = told(link)
    return JSONResponse(content, 201, headers={"Location": content["short_url"]})


@app.get("/links/{code}")
def tell(code: str) -> JSONResponse:
    return JSONResponse(told(found(code)))


@app.api_route("/{code}", methods=["GET", "HEAD"])
def follow(code: str, request: Request) -> Response:
    link = found(code)
    if link.expired:
        raise HTTPException(410, "this link has expired")
    if request.method == "GET":
        links.count(code)
    return RedirectResponse(link.url, 302, headers={"Cache-Control": "no-store"})
