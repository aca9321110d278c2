"""Where the data folders are, in a checkout, an editable install and a wheel.

checkout   <root>/challenges   <root>/sandbox   <root>/reports   <root>/tests/attacks/planted
wheel      grader/_data/challenges   grader/_data/sandbox   grader/_data/reports   grader/_data/attacks
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_data"
DATA = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent

CHALLENGES = DATA / "challenges"
SANDBOX = DATA / "sandbox"
REPORTS = DATA / "reports"
ATTACKS = DATA / ("attacks" if _IN_WHEEL.is_dir() else "tests/attacks/planted")
