"""Versions and ranges as npm reads them, which is loosely.

The library compiles all its patterns when it is imported, a tenth of what `grade run` imports; only Node.js needs it.
"""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def _library() -> Any:  # noqa: ANN401 - it has no types
    import nodesemver  # noqa: PLC0415 - as above

    return nodesemver


def is_range(text: str) -> bool:
    """Whether it says which versions are wanted, one of them alone included."""
    return bool(_library().valid_range(text, loose=True))


def satisfies(version: str, wanted: str) -> bool:
    """Whether a version is among those that a range wants."""
    return bool(_library().satisfies(version, wanted, loose=True))


def key(version: str) -> Any:  # noqa: ANN401 - only compared
    """Give what orders versions; ``ValueError`` for what is none."""
    # The key itself looks at nothing until it is compared.
    _library().make_semver(version, True)  # noqa: FBT003
    return _ordered(version)


_ordered = functools.cmp_to_key(lambda one, other: int(_library().compare(one, other, True)))  # noqa: FBT003
