"""Whether a README tells how to run it, how to test it, and what was assumed or decided."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from grader.checks.quality.base import Checked, Evidence, by_depth
from grader.checks.quality.scope import lines_of
from grader.model import Place, Practice

LONGEST = 200_000
ANSWERS = (
    (
        "readme_run",
        "Does the README tell how to run it?",
        re.compile(
            r"(?im)^[^\w\n]*(?:how to )?(?:run|start|usage|getting started|quick ?start|install)\b"
            r"|\b(?:npm (?:start|run|ci|install)|node |python3? |uvicorn |flask run|mvn |gradle|java -jar"
            r"|docker(?:-| )compose|docker run|make )"
        ),
    ),
    (
        "readme_test",
        "Does the README tell how to test it?",
        re.compile(
            r"(?im)^[^\w\n]*(?:running |run )?(?:the )?tests?(?:ing)?\b"
            r"|\b(?:pytest|npm (?:run )?test|mvn (?:\S+ )*(?:test|verify)|unittest|node --test)\b"
        ),
    ),
    (
        "readme_decisions",
        "Does the README state assumptions, decisions or what was left out?",
        re.compile(
            r"(?i)\b(?:assum\w+|decision\w*|decided|trade-?offs?|design|limitation\w*|not implemented|left out"
            r"|out of scope|why\b|because|with more time|future work|next steps|known issues)"
        ),
    ),
)


def check(evidence: Evidence) -> Checked:
    """Read the README that the candidate wrote; the starter's own text answers nothing."""
    path = next((path for path in sorted(evidence.contents, key=by_depth) if _is_readme(path)), None)
    own = "" if path is None else _own_text(evidence, path)
    practices = [
        Practice(
            name=name,
            question=question,
            criterion="communication",
            yes=found is not None,
            evidence=_told(path, own, found),
            where=(Place(path=path or "", line=own[: found.start()].count("\n") + 1),) if found else (),
        )
        for name, question, pattern in ANSWERS
        for found in [pattern.search(own)]
    ]
    return Checked(practices=tuple(practices))


def _is_readme(path: str) -> bool:
    return PurePosixPath(path).name.casefold().startswith("readme")


def _own_text(evidence: Evidence, path: str) -> str:
    """Blank out what the starter's README says already, so that lines keep their numbers."""
    given = {line.strip() for line in lines_of(evidence.starter.get(path, ""))}
    lines = lines_of(evidence.text(path)[:LONGEST])
    return "\n".join("" if line.strip() in given else line for line in lines)


def _told(path: str | None, own: str, found: re.Match[str] | None) -> str:
    if path is None:
        return "There is no README."
    if not own.strip():
        return f"{path} is the starter's."
    if found is None:
        return f"{path} does not say."
    line = own[own.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0].strip()
    return f"{path}: “{line[:120]}”"
