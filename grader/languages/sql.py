"""SQL: one statement a file, which the examiner runs by a role that can only read."""

from __future__ import annotations

import textwrap

from grader.languages.base import Language
from grader.model import Challenge, QueryInterface

README = """\
# {title}

{summary}
The brief says what exactly.

There is nothing to start: write one statement into each of these files, for PostgreSQL 17.

{files}

A parameter is written `$1`, `$2` and so on, in the order of the brief. To try a statement in psql, put `PREPARE q AS`
before it and say `EXECUTE q(…)` after it. The files may stand at the top or in one folder, such as `queries/`.
"""


def starter(challenge: Challenge) -> dict[str, str]:
    """Write the files a candidate begins with, by path: a file for each declared query, which gives no row yet."""
    queries = challenge.interface.queries
    files = "\n".join(f"- `{name}.sql`" for name in queries)
    readme = README.format(title=challenge.title, summary=textwrap.fill(challenge.summary, 100), files=files)
    return {"README.md": readme} | {f"{name}.sql": _stub(name, query) for name, query in queries.items()}


def _stub(name: str, query: QueryInterface) -> str:
    given = [f"-- ${number}: {each.name} ({each.type})" for number, each in enumerate(query.params, start=1)]
    columns = ",\n".join(f"       NULL AS {column}" for column in query.columns)
    return "\n".join([f"-- {name}: see the brief.", *given, f"SELECT\n{columns}", "WHERE false;", ""])


LANGUAGE = Language(
    name="sql",
    title="SQL",
    extensions=(".sql",),
    # Nothing of the submission runs in its box, which only hands over the files.
    image="python",
    style="snake",
    function_entries=(),
    program_entries=(),
    service_entries=(),
    test_patterns=(),
    reserved=frozenset(),
    kinds={},
    starter=starter,
    interfaces=("queries",),
)
