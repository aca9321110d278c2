"""The shortener's HTTP interface, on Flask."""

import os
import re
from urllib.parse import urlsplit

from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from journal import CodeTaken, Links

BASE_URL = os.environ["BASE_URL"]
OWN_HOST = urlsplit(BASE_URL).hostname
FIELDS = {"url", "code", "expires_in"}
MAX_URL = 2_000
YEAR_S = 31_536_000

app = Flask(__name__)
links = Links("links.journal"


@app.errorhandler(HTTPException)
def explain(error):
    return jsonify(error=error.description or error.name), error.code


@app.post("/links")
def create():
    wanted = request.get_json(force=True, silent=True)
    if not isinstance(wanted, dict):
        abort(400, "the body is a JSON object")
    if unknown := wanted.keys() - FIELDS:
        abort(422, f"unknown field {min(unknown)!r}")
    url, code, expires_in = (wanted.get(name) for name in ("url", "code", "expires_in"))
    try:
        check_url(url)
        check_code(code)
        check_time(expires_in)
    except ValueError as error:
        abort(422, str(error))
    try:
        link = links.add(url, code, expires_in)
    except CodeTaken:
        abort(409, f"the code {code} is taken")
    content = told(link)
    return jsonify(content), 201, {"Location": content["short_url"]}


@app.get("/links/<code>")
def tell(code):
    return jsonify(told(found(code)))


@app.get("/<code>")
def follow(code):
    link = found(code)
    if link.expired:
        abort(410, "this link has expired")
    if request.method == "GET":
        links.hit(link)
    return "", 302, {"Location": ascii_url(link.url), "Cache-Control": "no-store"}


def found(code):
    return links.get(code) or abort(404, "no link has this code")


def told(link):
    return {
        "code": link.code,
        "short_url": f"{BASE_URL}/{link.code}",
        "url": link.url,
        "hits": link.hits,
        "expires_at": link.expires_at,
    }


def ascii_url(url):
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)


def check_url(url):
    if not isinstance(url, str):
        raise ValueError("url is required, and a text")
    if len(url) > MAX_URL:
        raise ValueError(f"url has at most {MAX_URL} characters")
    if any(c <= " " or c == "\x7f" or c.isspace() for c in url):
        raise ValueError("url has no white space or control characters")
    if not url.lower().startswith(("http://", "https://")):
        raise ValueError("url begins with http:// or https://")
    parts = urlsplit(url)
    if not parts.hostname or parts.port == 0:
        raise ValueError("url has a host, and a port from 1 to 65535 if any")
    if parts.hostname == OWN_HOST:
        raise ValueError("a short link cannot lead to another")


def check_code(code):
    if code is None:
        return
    if not isinstance(code, str) or not re.fullmatch("[A-Za-z0-9_-]{3,32}", code) or code == "links":
        raise ValueError("code has 3 to 32 letters, digits, - and _, and is not links")


def check_time(expires_in):
    if expires_in is None:
        return
    if type(expires_in) is not int or not 1 <= expires_in <= YEAR_S:
        raise ValueError(f"expires_in is a whole number of seconds from 1 to {YEAR_S}")
