"""What a box, a child process or a browser wrote: read as JSON of one form, or refused in one way.

msgspec takes no NaN, no number that is too large, no half of a surrogate pair, and no field of another type. What is
nested deeper than Python recurses, and what is no UTF-8, it refuses by other exceptions than its own.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

MOST_TOML = 1 << 20
MOST_DOTS = 1_000

# In an address all before the last @ is nobody's business; without "//" only what has the form of user:password.
_USER = re.compile(r"""(?<=//)[^\s/"'<>|]+@(?=[\w\[])|\b[^\s/@:"'<>|=]+:[^\s/@"'<>|]+@(?=[\w\[])""")


class Unreadable(ValueError):
    """It is not JSON, or not of the form that was agreed on."""


def decoded(content: bytes, kind: type[T]) -> T:
    """Read it as ``kind``; ``Unreadable`` with the reason where it is anything else."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from None


def toml(text: str) -> dict[str, Any]:
    """Read TOML that a candidate wrote; ``ValueError`` for what is none, ``RecursionError`` for what is nested deep."""
    # tomllib takes the square of a key's parts in time: a name of a megabyte of dots would take half an hour.
    if len(text) > MOST_TOML:
        raise ValueError(f"it has more than {MOST_TOML:,} characters")
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise ValueError(f"a line has more than {MOST_DOTS:,} dots")
    return tomllib.loads(text)


def without_passwords(text: str) -> str:
    """Take user and password from every address in words that are to be printed or kept."""
    return _USER.sub("***@", text)
