"""Renders a grade; one file a format, found by being there.

Nothing heavy is imported until something is rendered.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from grader.reporting import formats as _formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from grader.model import Grade

__all__ = ["check", "names", "read", "render", "result", "there", "try_folder", "writable", "write"]


def names() -> tuple[str, ...]:
    """All that ``--format`` takes."""
    return tuple(_formats.discover(sys.modules[__name__]))


def check(formats: Sequence[str]) -> None:
    """Refuse a format that there is not, before anything is run for it; ``UserError`` with the near miss."""
    _formats.choose(_formats.discover(sys.modules[__name__]), formats)


def try_folder(output: Path) -> None:
    """Refuse a folder that cannot be written, before anything is run for it; leaves nothing there."""
    _formats.try_folder(output)


def writable(output: Path) -> AbstractContextManager[None]:
    """Say in our words what the file system refuses inside."""
    return _formats.writable(output)


def write(grade: Grade, output: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Leaves ``result.json`` and the formats asked for in ``output``, and says where; all of them or none."""
    return render(grade, output, ["json", *formats])


def render(grade: Grade, output: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Leaves the formats asked for in ``output``, and nothing else, and says where; all of them or none."""
    known = _formats.discover(sys.modules[__name__])
    return _formats.render_and_write(grade, output, _formats.choose(known, formats))


def result(grade: Grade) -> bytes:
    """Give the bytes that ``result.json`` has for a grade."""
    from grader.reporting import result_json  # noqa: PLC0415 (as in ``read``)

    return result_json.render(grade).encode()


def there(output: Path) -> tuple[str, ...]:
    """Name the formats that a folder has already."""
    known = _formats.discover(sys.modules[__name__])
    return tuple(name for name, each in known.items() if (output / each.filename).is_file())


def read(output: Path) -> Grade:
    """Give back the grade that an earlier ``write`` left in ``output``."""
    from grader.reporting import result_json  # noqa: PLC0415 (reads and writes lie together, and cost start-up time)

    return result_json.read(output)
