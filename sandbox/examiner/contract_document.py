"""An OpenAPI document of a suite's, proved before the candidate's server is asked anything.

Whatever is wrong with the document, or with how a suite asks for it, is raised here as the author's mistake. Nothing is
fetched: a document that refers to another one is refused, and no configuration of Schemathesis' own is looked for.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

import requests
import schemathesis

# Schemathesis imports these when it comes to need them; by then a suite's helper of the same name could be in the way.
import werkzeug.routing
import werkzeug.test  # noqa: F401
import yaml  # noqa: F401
from schemathesis import APIOperation, BaseSchema
from schemathesis.config import SchemathesisConfig
from submission import JudgeFailure

RULES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
)
"""What is checked, by the names that Schemathesis has for it, the gravest first."""

CONTROLS = "".join(chr(code) for code in (*range(32), *range(127, 256)))


class DocumentMistake(JudgeFailure):
    """The author's document, or the call that names it, cannot be used, whatever the candidate did."""


class Document(NamedTuple):
    """A document that can be checked, and what of it is to be."""

    name: str
    schema: BaseSchema
    operations: list[APIOperation[Any, Any, Any, Any]]
    rules: tuple[str, ...]


def read(suite: str, name: str, only: str | Iterable[str] | None, skip: str | Iterable[str]) -> Document:
    """Read a document that lies in the suite; a ``DocumentMistake`` says what is wrong with it."""
    schema = _parsed(name, _text(suite, name))
    _check_references(name, schema.raw_schema)
    try:
        schema.validate()
        operations = [_usable(name, found) for found in schema.get_all_operations()]
    except DocumentMistake:
        raise
    except Exception as error:
        raise DocumentMistake(f"{name} is no valid OpenAPI document: {_said(error)}") from error
    rules, chosen = _chosen(name, operations, _several(only), _several(skip))
    _configure(schema, rules)
    for operation in chosen:
        _prove(name, operation)
    return Document(name, schema, chosen, rules)


def _text(suite: str, name: str) -> str:
    folder = os.path.realpath(suite)
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([folder, path]) != folder or not os.path.isfile(path):
        beside = [found for found in sorted(os.listdir(folder)) if found.endswith((".yaml", ".yml", ".json"))]
        raise DocumentMistake(f"there is no {name} in the suite.{_near(name, beside)}")
    with open(path, encoding="utf-8") as file:
        return file.read()


def _parsed(name: str, text: str) -> BaseSchema:
    try:
        # A configuration of its own, or it would look for a file of that kind in every folder above.
        return schemathesis.openapi.from_file(text, config=SchemathesisConfig())
    except Exception as error:
        raise DocumentMistake(f"{name} cannot be read as an OpenAPI document: {_said(error)}") from error


def _check_references(name: str, whole: Any) -> None:
    """Refuse what leads out of the document or nowhere; Schemathesis would fetch the one, and leave out the other."""
    for reference in _references(whole):
        if not reference.startswith("#"):
            raise DocumentMistake(f"{name} refers to {reference!r}: put what it refers to into the document itself")
        if reference.startswith("#/") and not _leads_somewhere(whole, reference):
            raise DocumentMistake(f"{name} refers to {reference!r}, which it does not have")


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict) and isinstance(node.get("$ref"), str):
        yield node["$ref"]
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        yield from _references(part)


def _leads_somewhere(node: Any, reference: str) -> bool:
    for step in reference[2:].split("/"):
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        elif isinstance(node, dict) and key in node:
            node = node[key]
        else:
            return False
    return True


def _usable(name: str, found: Any) -> APIOperation[Any, Any, Any, Any]:
    operation = found.ok()
    if operation is None:
        raise DocumentMistake(f"{name} is no valid OpenAPI document: {_said(found.err())}")
    return operation  # type: ignore[no-any-return]


def _chosen(
    name: str, operations: Collection[Any], only: Collection[str] | None, skip: Collection[str]
) -> tuple[tuple[str, ...], list[Any]]:
    """The rules and the operations that a suite wants; its words name an operation, a path, or (to skip) a rule."""
    known = {word for operation in operations for word in (operation.label, operation.path)}
    for word in (*(only or ()), *skip):
        if word not in known and (word not in RULES or word not in skip):
            raise DocumentMistake(f"{name} has no operation {word!r}.{_near(word, sorted(known | set(RULES)))}")
    chosen = [
        operation
        for operation in operations
        if (only is None or {operation.label, operation.path} & set(only))
        and not {operation.label, operation.path} & set(skip)
    ]
    if not chosen:
        raise DocumentMistake(f"{name}: no operation is left to check")
    return tuple(rule for rule in RULES if rule not in skip), chosen


def _configure(schema: BaseSchema, rules: tuple[str, ...]) -> None:
    schema.config.checks.update(included_check_names=list(rules))
    # What no document speaks of and sensible servers stumble over is no fair question: a NUL, which databases cannot
    # store, parameters that nobody declared, and header bytes that are refused before the program sees them.
    schema.config.generation.update(allow_x00=False, allow_extra_parameters=False, exclude_header_characters=CONTROLS)


def _prove(name: str, operation: Any) -> None:
    """See that every schema of the operation's answers can be checked against, by an answer of our own."""
    for status in operation.responses.status_codes:
        code = int(status.upper().replace("X", "0")) if status[:1].isdigit() else 599
        try:
            operation.is_valid_response(_played(code))
        except Exception as error:
            raise DocumentMistake(f"{name}: {operation.label}, answer {status}: {_said(error)}") from error


def _played(status: int) -> schemathesis.Response:
    request = requests.Request("GET", "http://127.0.0.1/").prepare()
    return schemathesis.Response(status, {"content-type": ["application/json"]}, b"{}", request, 0.0, verify=False)


def _several(words: Any) -> Any:
    return (words,) if isinstance(words, str) else words if words is None else tuple(words)


def _near(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f' Did you mean "{close[0]}"?' if close else ""


def _said(error: BaseException) -> str:
    """The gist of somebody else's error: its first lines, with where in the document it was."""
    where = "/".join(str(part) for part in getattr(error, "instance_path", ()))
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = " ".join(lines[:4])[:400] or type(error).__name__
    return f"{text} (at {where})" if where else text
