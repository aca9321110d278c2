"""One program.

Prints the sum of its arguments; every language meets every verdict here.
"""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Do what the brief asks; what comes back is the exit code."""
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
