"""What a request's fields may be."""

from __future__ import annotations

import json
import re
from typing import Any

from problems import Problem, invalid

MOST = 2**53 - 1
CURRENCY = re.compile(r"[A-Z]{3}")


def read_object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError:
        raise Problem(400, "malformed_json", "The body is not JSON") from None
    if not isinstance(body, dict):
        raise invalid("The body is not an object")
    return body


def whole(value: Any, name: str, *, lowest: int) -> int:
    if type(value) is not int or not lowest <= value <= MOST:
        raise invalid(f"{name} is a whole number of {lowest} to {MOST}")
    return value


def owner_of(body: dict[str, Any]) -> str:
    owner = body.get("owner")
    if not isinstance(owner, str) or not 1 <= len(owner) <= 100 or "\0" in owner:
        raise invalid("owner is a string of 1 to 100 characters, none of them U+0000")
    return owner


def currency_of(body: dict[str, Any]) -> str:
    currency = body.get("currency")
    if not isinstance(currency, str) or not CURRENCY.fullmatch(currency):
        raise invalid("currency is three letters A to Z")
    return currency
