"""Error handling, logging, parameterised SQL and secrets, asked as questions and answered by findings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.checks.quality.base import Checked, Evidence, where
from grader.model import Finding, Place, Practice

LOGS = re.compile(
    r"\blogging\.|\bgetLogger\(|\blogger\.|\blog\.(?:info|warn|error|debug)\(|LoggerFactory|System\.Logger"
    r"|java\.util\.logging|\b(?:winston|pino|bunyan|log4js|loguru|structlog)\b|\.log\.(?:info|warn|error)\("
)
PARAMETERS = re.compile(
    r"execute(?:many)?\(\s*[^)]*,|prepareStatement\(|\$\d+['\"`, )]|%\(\w+\)s|bindparam|\.setParameter\(|\?\s*[,)]"
    r"|:\w+['\")]|session\.(?:get|query|scalars)|select\(|JpaRepository|Prisma|sequelize|knex"
)
SPEAKS_SQL = re.compile(r"(?i)\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from)\b")


def check(evidence: Evidence) -> Checked:
    """Turn findings about habits into answers that a reviewer can read in a moment."""
    swallowed = evidence.about("swallowed_error")
    everything = evidence.about("catches_everything")
    practices = [
        Practice(
            name="no_swallowed_errors",
            question="Are errors handled rather than swallowed?",
            criterion="design",
            yes=not swallowed,
            evidence=_count(swallowed, "swallowed error", "swallowed errors") if swallowed else "None was found.",
            where=where(swallowed)[:5],
        ),
        Practice(
            name="catches_what_it_means",
            question="Is only caught what is meant?",
            criterion="design",
            yes=not everything,
            evidence=_count(everything, "place catches everything", "places catch everything")
            if everything
            else "No place catches everything.",
            where=where(everything)[:5],
        ),
        *_logging(evidence),
        *_sql(evidence),
    ]
    return Checked(practices=tuple(practices))


def _count(found: Sequence[Finding], one: str, several: str) -> str:
    return f"1 {one}." if len(found) == 1 else f"{len(found)} {several}."


def _logging(evidence: Evidence) -> list[Practice]:
    """Only a server has a log; a program's output is its output."""
    if evidence.challenge.interface.kind != "service":
        return []
    logs = list(evidence.places(LOGS, evidence.sources()))
    prints = evidence.about("prints")
    return [
        Practice(
            name="logs",
            question="Does it log rather than print?",
            criterion="design",
            yes=bool(logs) or not prints,
            evidence=f"{len(logs)} lines log, {len(prints)} print.",
            where=tuple(logs[:1]) or where(prints)[:3],
        )
    ]


def _sql(evidence: Evidence) -> list[Practice]:
    sources = evidence.sources()
    statements = list(evidence.places(SPEAKS_SQL, sources))
    if not statements:
        return []
    built = evidence.about("sql_from_strings")
    bound = list(evidence.places(PARAMETERS, sources))
    return [
        Practice(
            name="sql_parameterised",
            question="Do values reach SQL as parameters?",
            criterion="security",
            yes=not built,
            evidence=_count(built, "statement is put together from strings", "statements are put together from strings")
            if built
            else f"No statement is put together from strings; {len(bound)} lines bind values.",
            where=where(built)[:5] or tuple(bound[:1]) or (Place(path=sources[0]),),
        )
    ]
