"""What an answer breaks of a contract, without its breaking the examiner."""

from __future__ import annotations

import json
from typing import Any

import contract_words as words
import httpx
import requests
import schemathesis
from contract_document import RULES
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance
from service import Answer

MOST_BODY = 256 << 10
MOST_WEIGHT = 10_000
"""Values, each as often as it lies deep: a list of five hundred rows with five short fields.

The validator, written in Rust, copies for each error what is wrong with all that it holds, and where it gets no more
memory it aborts, and the examiner with it.
"""

CHARACTERS = 16
"""Of a text, as heavy as one value."""


def too_much_in(answer: Answer) -> str:
    """Why an answer cannot be checked without harm, or nothing."""
    size = len(answer.content)
    if size > MOST_BODY:
        return f"{size:,} bytes; where a contract is checked, {MOST_BODY >> 10} KiB are the most"
    if _is_json(answer) and _weight(answer.content) > MOST_WEIGHT:
        return (
            f"{size:,} bytes with more values, or nested deeper, than can be checked: some 500 rows of five fields are"
        )
    return ""


def _weight(content: bytes) -> int:
    """The values of a JSON text, each times its depth; what is no JSON weighs nothing."""
    try:
        waiting = [(json.loads(content), 0)]
    except (ValueError, RecursionError):
        return 0
    weight = 0
    while waiting and weight <= MOST_WEIGHT:
        value, depth = waiting.pop()
        weight += depth * (1 + (len(value) // CHARACTERS if isinstance(value, str) else 0))
        if isinstance(value, dict):
            weight += depth * sum(len(key) // CHARACTERS for key in value)
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(part, depth + 1) for part in parts]
    return weight


def broken_rules(case: Any, request: httpx.Request, answer: Answer) -> dict[str, str]:
    """Each rule that the answer breaks, with what of it was broken."""
    # Only JSON is read: what other formats expand to has no bound.
    excluded = [] if _is_json(answer) else [response_schema_conformance]
    try:
        case.validate_response(_response(request, answer), excluded_checks=excluded)
    except FailureGroup as group:
        found: dict[str, str] = {}
        for failure in sorted(group.exceptions):
            found.setdefault(_rule_of(failure), words.why(failure))
        return found
    except Exception as error:  # noqa: BLE001 - the document was proved before, so the answer has upset the validator
        return {"response_schema_conformance": f"the answer cannot be checked: {type(error).__name__}"}
    return {}


def _rule_of(failure: Any) -> str:
    # A schema's failure names two rules: the body's, and the headers'.
    if "header" in failure.title.lower():
        return "response_headers_conformance"
    return next((rule for rule in RULES if rule in failure.checks), "response_schema_conformance")


def _response(request: httpx.Request, answer: Answer) -> schemathesis.Response:
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers.multi_items():
        headers.setdefault(name, []).append(value)
    sent = requests.Request(request.method, str(request.url), headers=dict(request.headers), data=request.content)
    return schemathesis.Response(
        answer.status_code, headers, answer.content, sent.prepare(), answer.elapsed_s, verify=False, encoding="utf-8"
    )


def _is_json(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")
