"""What a service's statements come to: counted by the server itself, and told apart from a driver's own bookkeeping.

The texts are those of ``pg_stat_statements``: constants stand as ``$1``. What a statement is *about* is not taken from
the words in which a candidate may have wrapped it, but from the names of the candidate's own tables and functions: a
statement that has one of them counts, whatever else it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

SHOWN_STATEMENTS = 50
SHOWN_TEXT = 2_000

CONTROL = frozenset(
    {"begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "set", "reset", "show", "discard"}
    | {"deallocate", "declare", "close", "listen", "unlisten"}
)
"""First words of what steers a transaction or a session. A cursor's rows come by FETCH, which counts; so does PREPARE,
for by that word the server knows what EXECUTE has run."""

FUNCTION = r"(?:pg_catalog\.)?(?:version|current_schemas?|current_database|pg_backend_pid)\s*\([^()]*\)"
PING = re.compile(
    rf"select(?: (?:\$?\d+|null|true|current_user|current_schema|{FUNCTION})(?: as [\w\"]+)?,?)*", re.IGNORECASE
)
"""What pools and drivers ask to see whether anybody is there."""

SOURCE = re.compile(r"\b(?:from|join)\s+(?!\()(?:only\s+|lateral\s+)?([\w.\"$]+)", re.IGNORECASE)
CATALOGUE = re.compile(r"(?:\"?pg_catalog\"?\.|\"?information_schema\"?\.|pg_)[\w\"]+|unnest|generate_series|_\w*")
RUNS_TEXT = re.compile(r"\b(?:query|table|cursor|schema|database)_to_xml|\bexecute\b|\bdblink", re.IGNORECASE)
"""Functions of the server's that run a text as a statement: what that is about cannot be seen here."""

TOKEN = re.compile(
    r"""'(?:[^']|'')*' | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ | (?P<name>"(?:[^"]|"")*") | --[^\n]* | /\*""",
    re.DOTALL | re.VERBOSE,
)
COMMENT_EDGE = re.compile(r"/\*|\*/")
WORD = re.compile(r'"((?:[^"]|"")*)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)')


class Statement(NamedTuple):
    """One statement, or several that differ in constants alone; ``blocks`` of 8 KiB were looked at."""

    text: str
    calls: int
    rows: int
    total_ms: float
    blocks: int


class Statements:
    """What ``database.statements()`` has seen; filled when the ``with`` block ends. Its length counts executions."""

    def __init__(self) -> None:
        self._found: tuple[Statement, ...] | None = None
        self.bookkeeping = 0

    def fill(self, found: Collection[Statement], names: Collection[str]) -> None:
        """Take what the server counted; ``names`` are those of the candidate's own tables and functions."""
        lowered = frozenset(name.lower() for name in names)
        kept = [statement for statement in found if counts(statement.text, lowered)]
        self._found = tuple(sorted(kept, key=lambda statement: -statement.calls))
        self.bookkeeping = sum(statement.calls for statement in found) - len(self)

    def __iter__(self) -> Iterator[Statement]:
        if self._found is None:
            raise RuntimeError("the statements can be looked at when the block of database.statements() has ended")
        return iter(self._found)

    def __len__(self) -> int:
        return sum(statement.calls for statement in self)

    def __repr__(self) -> str:
        shown = [f"{each.calls} x {_shortened(each.text, 80)}" for each in self][:5]
        return f"<{len(self)} statements: {'; '.join(shown)}>"

    @property
    def texts(self) -> list[str]:
        """Each text once, the most frequent first."""
        return [statement.text for statement in self]

    @property
    def per_text(self) -> dict[str, int]:
        """How often each text was executed."""
        return {statement.text: statement.calls for statement in self}

    @property
    def rows(self) -> int:
        """Rows that the server gave or changed."""
        return sum(statement.rows for statement in self)

    @property
    def total_ms(self) -> float:
        """Time that the server took for them."""
        return sum(statement.total_ms for statement in self)

    @property
    def blocks(self) -> int:
        """Blocks of 8 KiB that the server looked at, counted again for every look: work, whatever the cache holds."""
        return sum(statement.blocks for statement in self)

    @property
    def shown(self) -> str:
        """A table for the report."""
        lines = [f"{len(self)} statements ({self.bookkeeping} of transactions and drivers not counted)"]
        lines += [
            f"{each.calls:>6} x  {each.rows:>7} rows  {each.blocks:>7} blocks  {each.total_ms:>9.2f} ms  "
            f"{_shortened(each.text, SHOWN_TEXT)}"
            for each in list(self)[:SHOWN_STATEMENTS]
        ]
        return "\n".join(lines)


def counts(text: str, names: Collection[str]) -> bool:
    """Whether a statement is the service's own work; in doubt it is."""
    bare = bare_of(text)
    words = bare.split(None, 1)
    if not words or words[0].lower() in CONTROL:
        return False
    used = {(quoted.replace('""', '"') or plain).lower() for quoted, plain in WORD.findall(bare)}
    if not used.isdisjoint(names) or RUNS_TEXT.search(bare):
        return True
    if PING.fullmatch(bare):
        return False
    return not (words[0].lower() in {"select", "with"} and _reads_the_catalogue_alone(bare))


def _reads_the_catalogue_alone(bare: str) -> bool:
    sources = SOURCE.findall(bare)
    return bool(sources) and all(CATALOGUE.fullmatch(source.lower()) for source in sources)


def bare_of(text: str) -> str:
    """A statement on one line, without comments and constants."""
    parts: list[str] = []
    at = 0
    while token := TOKEN.search(text, at):
        parts += [text[at : token.start()], token["name"] or " "]
        at = token.end() if token[0] != "/*" else _end_of_comment(text, token.end())
    return " ".join("".join([*parts, text[at:]]).split()).rstrip("; ")


def _end_of_comment(text: str, at: int) -> int:
    """Comments nest: one that a shorter reading would end early could hide what follows, or show what it holds."""
    depth = 1
    while depth:
        edge = COMMENT_EDGE.search(text, at)
        if edge is None:
            return len(text)
        depth += 1 if edge[0] == "/*" else -1
        at = edge.end()
    return at


def difference(before: Mapping[object, Statement], after: Mapping[object, Statement]) -> list[Statement]:
    """What was executed between two looks at the server's counters."""
    found = []
    for key, now in after.items():
        then = before.get(key, Statement(now.text, 0, 0, 0.0, 0))
        if now.calls > then.calls:
            numbers = (new - old for new, old in zip(now[1:], then[1:], strict=True))
            found.append(Statement(now.text, *numbers))
    return found


def _shortened(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
