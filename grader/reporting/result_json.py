"""``result.json``: the grade as data, the file from which every other format can be rendered again.

``python -m grader.reporting.result_json`` writes ``reports/result.schema.json`` anew after a change of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import UserError
from grader.model import SCHEMA_VERSION, Grade
from grader.paths import REPORTS
from grader.reporting.text import visible
from grader.reporting.upgrading import STEPS, upgraded

if TYPE_CHECKING:
    from pathlib import Path

NAME = "json"
FILENAME = "result.json"
MOST_BYTES = 512 << 20
"""More than all that boxes may say comes to; a bound for a file that is none of ours."""

SCHEMA = REPORTS / "result.schema.json"


class _Head(msgspec.Struct):
    """What must be known before the rest may be read."""

    schema_version: int


def render(grade: Grade) -> str:
    """Indented, in the model's own order, so that two results can be compared line by line."""
    try:
        encoded = msgspec.json.encode(grade)
    except UnicodeEncodeError:
        # A lone surrogate is no Unicode text; one in a file's name must not cost the whole result.
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(grade)))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _encodable(value: Any) -> Any:  # noqa: ANN401 (any tree of plain JSON values)
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list | tuple) else value


def read(output: Path) -> Grade:
    """Give back the grade that an earlier run left in a folder, or say why that is impossible."""
    path = output / FILENAME
    try:
        with path.open("rb") as file:
            return _decode(file.read(MOST_BYTES + 1))
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file. `grade run … --output {output}` writes it.") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        why = visible(str(error)).rstrip(".")
        raise UserError(f"{path}: not a result of this program: {why}. Grade the submission again.") from error
    except UserError as error:
        raise UserError(f"{path}: {error}") from error


def _decode(content: bytes) -> Grade:
    if len(content) > MOST_BYTES:
        raise UserError(f"longer than {MOST_BYTES >> 20} MiB, which no result is. Grade the submission again.")
    found = msgspec.json.decode(content, type=_Head).schema_version
    if found == SCHEMA_VERSION:
        return msgspec.json.decode(content, type=Grade)
    if found not in STEPS:
        raise UserError(
            f"written in format {found}, this version of grade reads formats {min(STEPS)} to {SCHEMA_VERSION}. "
            "Use the version that wrote it (provenance.grader_version), or grade the submission again."
        )
    return msgspec.convert(upgraded(msgspec.json.decode(content), found), Grade)


def schema() -> str:
    """Generate the JSON Schema of ``result.json`` from the model."""
    made = msgspec.json.schema(Grade)
    made["$defs"]["Grade"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "result.json of grade", **made}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
