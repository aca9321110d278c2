"""Access log analyser.

A command that streams access logs, plain or gzipped, and prints one JSON report.
"""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Do what the brief asks; what comes back is the exit code."""
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
