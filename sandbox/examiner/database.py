"""The fixture ``database``: the PostgreSQL that the submission works with, seen with eyes of the suite's own.

Who may be fooled by whom. The candidate's role owns the schema it works in, so anything there may be a trap: a view
where a table is expected, a trigger, a row policy or a function that runs when somebody looks, an operator that fits
better than the server's own (CVE-2018-1058). Whatever runs so, runs with the rights of the session that looked. Hence:

- The superuser never enters the database ``app``. It makes, copies and drops databases and reads the counters of
  ``pg_stat_statements`` from ``postgres``, and fills templates before any candidate code could reach them.
- Looks go through ``witness``, a login that may do what the candidate may and no more: a trap gains nothing. It takes
  on the candidate's role itself, so that it sees just what the service sees.
- ``SET ROLE`` in a superuser's session would be no fence, for a trap could ``RESET ROLE``; in the witness's it leads
  nowhere.
- Every look is a transaction of its own, read-only and rolled back, after ``DISCARD ALL``: a trap cannot leave a
  setting, a temporary table or a prepared statement for the next one. One statement at a time: no text can end the
  transaction and go on.
- What is looked at is bounded in rows, time and waiting for locks; the candidate answers for the bounds.

What remains: in its own schema the candidate can lie about its own data, as it can in any answer. Ask the service too.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from database_plan import Plan
from database_seeds import Seeder
from database_server import ADMINISTRATION, DatabaseGone, Server, described, raw_cursor, refused
from database_statements import Statement, Statements, difference
from submission import CandidateFailure

if TYPE_CHECKING:
    from database_server import Session

__all__ = ["Database", "DatabaseGone", "Plan", "Seeder", "Statement", "Statements"]

T = TypeVar("T", dict[str, Any], tuple[Any, ...])

MOST_ROWS = 100_000
MOST_CHARACTERS = 32 << 20
WITHOUT_DEADLINE_S = 60.0
LOCK_S = 5.0
SETTLE_S = 1.0
END_S = 0.5
SHOWN_ROWS = 5

COUNTED = """\
SELECT queryid, stats_since, left(query, 4000) AS text, calls, rows, total_exec_time AS total_ms,
       shared_blks_hit + shared_blks_read + local_blks_hit + local_blks_read AS blocks
FROM public.pg_stat_statements
WHERE userid = 'candidate'::regrole AND dbid = (SELECT oid FROM pg_database WHERE datname = %s)"""
NAMES = """\
SELECT relname::text AS name FROM pg_catalog.pg_class
WHERE relnamespace OPERATOR(pg_catalog.>=) 16384 AND relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f,S}')
   OR relnamespace OPERATOR(pg_catalog.=) 2200
UNION
SELECT proname::text FROM pg_catalog.pg_proc
WHERE oid OPERATOR(pg_catalog.>=) 16384"""


class Database:
    """One exam's database; ``deadline`` is the running test's (``time.monotonic``), ``looks`` counts what was asked."""

    def __init__(self, settings: Mapping[str, Any], record: Callable[[dict[str, str]], None]) -> None:
        self.deadline: float | None = None
        self.looks = 0
        self._server = Server(settings)
        self._record = record
        self._sessions: dict[str, Session] = {}
        self._seeds: set[str] = set()
        self._remade = False

    def __repr__(self) -> str:
        return "database"

    # ── the database itself ──

    def fresh(self, template: str | None = None) -> None:
        """Make ``app`` anew, empty or as a seed has it; sessions of the service's end, and its counters start at 0."""
        if template and template not in self._seeds:
            raise LookupError(f'there is no seed "{template}": make it first, with database.seed("{template}", build)')
        for role in ("witness", "reader"):
            self._leave(role)
        name, source = self._server.name, f"seed_{template}" if template else "template1"
        self._end_sessions(name)
        self._administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        # Twice as fast as a copy by way of the log, even of an empty one: nothing waits for a disk here.
        self._administer(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
        self._administer(
            # Not its owner: an owner may keep everybody else out, or set traps in the settings of a database.
            f"GRANT CREATE, TEMPORARY ON DATABASE {name} TO candidate; REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC;"
            "ALTER ROLE candidate RESET ALL; SELECT public.pg_stat_statements_reset()"
        )
        self._remade = True

    def _end_sessions(self, name: str) -> None:
        """Have the service's sessions end, soon if not at once: DROP DATABASE would wait for them in steps of 0.1 s."""
        until = time.monotonic() + END_S
        self._administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        while self._administer("SELECT FROM pg_stat_activity WHERE datname = %s", (name,)):
            if time.monotonic() > until:
                return
            time.sleep(0.002)

    def seed(self, name: str, build: Callable[[Seeder], None]) -> None:
        """Have ``build`` fill a template for ``fresh(name)``, once an exam; a second call does nothing."""
        if name in self._seeds:
            return
        if not name.isidentifier() or name != name.lower():
            raise ValueError(f'"{name}" cannot name a seed: take small letters, digits and _')
        target, started = f"seed_{name}", time.monotonic()
        self._administer(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        self._administer(f"CREATE DATABASE {target} TEMPLATE template1 STRATEGY FILE_COPY")
        self._administer(f"REVOKE ALL ON DATABASE {target} FROM PUBLIC")
        with contextlib.closing(self._server.connect("examiner", target)) as session:
            session.execute("SET statement_timeout = 0")
            with session.transaction():
                # Nobody but the suite has been here, so its own role is fence enough: what it makes is the candidate's.
                session.execute("SET LOCAL ROLE candidate; SELECT setseed(0.5)")
                build(Seeder(session))
            session.execute("VACUUM (FREEZE, ANALYZE)")
        self._seeds.add(name)
        if self.deadline is not None:
            # The suite's own work, which the first test to want it does for all.
            self.deadline += time.monotonic() - started

    # ── looking ──

    def query(self, sql: str, params: Sequence[Any] = (), *, role: str = "witness") -> list[dict[str, Any]]:
        """The rows of one statement, by name of column; ``role="reader"`` for a text that a candidate handed in."""
        with self._look(role) as session:
            return _rows(session.cursor().stream(sql, params or None))

    def answer(self, sql: str, params: Sequence[Any] = (), *, what: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Columns and rows of one statement that a candidate handed in; its parameters are ``$1``, ``$2``.

        A ``CandidateFailure`` for whatever the server refuses: what does not parse, what is not allowed, what takes too
        long.
        """
        with self._look("reader") as session, refused(what, self._left_s()):
            columns = described(session, sql)
            return columns, _rows(raw_cursor(session).stream(sql, params))

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first column of the first row; ``None`` where there is no row."""
        return next((next(iter(row.values())) for row in self.query(sql, params)), None)

    def invariant(self, sql: str, message: str) -> None:
        """Fail the test with these words if the statement, which looks for what must not be, finds a row."""
        rows = self.query(sql)
        if rows:
            shown = "\n".join(", ".join(f"{name}={value}" for name, value in row.items()) for row in rows[:SHOWN_ROWS])
            more = f"\n… {len(rows):,} rows" if len(rows) > SHOWN_ROWS else ""
            raise AssertionError(f"{message}\n{shown[:2000]}{more}")

    def execute(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Do something as the service would, and commit it; how many rows the last statement changed."""
        with self._transaction("witness", "BEGIN") as session:
            changed = session.execute(sql, params or None).rowcount
            session.execute("COMMIT")
            return changed

    def plan(
        self, sql: str, params: Sequence[Any] = (), *, analyze: bool = True, role: str = "candidate", title: str = ""
    ) -> Plan:
        """How the server executes a statement: it is executed, and rolled back.

        Without ``analyze`` it is only planned; then its text may be one of ``database.statements()``, with its ``$1``.
        """
        generic = not analyze and not params and role != "reader"
        options = "ANALYZE, TIMING OFF, " if analyze else "GENERIC_PLAN, " if generic else ""
        text = f"EXPLAIN ({options}FORMAT JSON) {sql}"
        if role == "reader":
            with self._look("reader") as session, refused("The query", self._left_s()):
                explained = _rows(raw_cursor(session).stream(text, params))[0][0]
        else:
            with self._transaction("witness", "BEGIN") as session:
                cursor = session.cursor()
                # Placeholders of the server's own only pass in the simple protocol.
                found = list(cursor.execute(text)) if generic else _rows(cursor.stream(text, params or None))
                explained = found[0]["QUERY PLAN"]
        plan = Plan(explained[0])
        self._record({"kind": "plan", "title": title or " ".join(sql.split())[:200], "text": plan.text})
        return plan

    @contextlib.contextmanager
    def statements(self, title: str = "") -> Iterator[Statements]:
        """See what the service, and nobody else, has the server do meanwhile; look when the block has ended."""
        seen = Statements()
        before, since = self._counters()
        self._remade = False
        yield seen
        after, until = self._counters()
        if self._remade:
            raise RuntimeError("database.fresh() inside the block of database.statements(): its counters start anew")
        if since != until:
            raise CandidateFailure("wrong_answer", "The service had the database forget statements that it had sent")
        with self._look("witness") as session:
            names = [row["name"] for row in session.execute(NAMES)]
        seen.fill(difference(before, after), names)
        self._record({"kind": "statements", "title": title or f"{len(seen)} statements", "text": seen.shown})

    def analyze(self) -> None:
        """Let the planner know the data as it is now; nothing does so by itself."""
        with self._transaction("witness", "BEGIN") as session:
            session.execute("ANALYZE; COMMIT")

    # ── for what a test wants to do itself ──

    def url(self, role: str = "candidate") -> str:
        """The address of ``app`` for a role, password included."""
        return self._server.url(role)

    def connect(self, role: str = "witness", *, autocommit: bool = True) -> Session:
        """A session of psycopg's own in ``app``, as ``witness``, ``reader`` or ``candidate``; the last one's count."""
        if role == "examiner":
            raise PermissionError("the superuser does not enter the service's database: a trap there would be its own")
        session = self._server.connect(role, self._server.name)
        session.autocommit = autocommit
        return session

    # ── sessions ──

    def _left_s(self) -> float:
        deadline = self.deadline if self.deadline is not None else time.monotonic() + WITHOUT_DEADLINE_S
        return max(0.1, deadline - time.monotonic())

    @contextlib.contextmanager
    def _look(self, role: str) -> Iterator[Session]:
        with self._transaction(role, "BEGIN READ ONLY") as session:
            yield session

    @contextlib.contextmanager
    def _transaction(self, role: str, begin: str) -> Iterator[Session]:
        """A transaction that is rolled back unless it has committed; its session holds nothing of an earlier one."""
        self.looks += 1
        session = self._session(role, self._server.name)
        left_ms = int(self._left_s() * 1000)
        become = "" if role == "reader" else "SET LOCAL ROLE candidate; "
        with self._server.blaming(session):
            session.execute("DISCARD ALL")
            session.execute(
                f"{begin}; {become}SET LOCAL statement_timeout = {left_ms}; "
                f"SET LOCAL lock_timeout = {min(left_ms * 9 // 10, int(LOCK_S * 1000))}"
            )
            try:
                yield session
            except BaseException:
                self._abandon(role)
                raise
            session.execute("ROLLBACK")

    def _abandon(self, role: str) -> None:
        """Leave a session in which something went wrong in the state of a new one, or not at all."""
        session = self._sessions[role]
        try:
            session.execute("ROLLBACK")
        except Exception:  # noqa: BLE001 - whatever it is, the session is of no more use
            self._leave(role)

    def _session(self, role: str, name: str) -> Session:
        session = self._sessions.get(role)
        if session is None or session.closed:
            if role == "reader":
                self._restore_reader()
            session = self._sessions[role] = self._server.connect(role, name)
        return session

    def _restore_reader(self) -> None:
        """Take back what a candidate's function, which has the same login, may have changed about it."""
        name = self._server.name
        self._administer(
            f"ALTER ROLE reader RESET ALL; ALTER ROLE reader IN DATABASE {name} RESET ALL; "
            "ALTER ROLE reader SET default_transaction_read_only = on; "
            f"ALTER ROLE reader PASSWORD '{self._server.password('reader')}'"
        )

    def _leave(self, role: str) -> None:
        session = self._sessions.pop(role, None)
        if session is not None:
            session.close()

    def _administer(self, sql: str, params: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Execute something as the superuser, in the database of its own; a session that was cut off is made anew."""
        from psycopg import OperationalError  # noqa: PLC0415 - see database_server

        for last in (False, True):
            session = self._session("examiner", ADMINISTRATION)
            try:
                cursor = session.execute(sql, params or None)
                return cursor.fetchall() if cursor.description else []
            except OperationalError as error:
                if not session.closed:
                    raise
                if last:
                    raise DatabaseGone(f"the database's server ends its sessions: {error}") from None
        raise AssertionError("unreachable")

    def _counters(self) -> tuple[dict[object, Statement], object]:
        """The candidate's statements so far, once those under way have ended; and a sign of what has been forgotten."""
        until = time.monotonic() + SETTLE_S
        busy = "SELECT FROM pg_stat_activity WHERE usesysid = 'candidate'::regrole AND state = 'active'"
        while self._administer(busy) and time.monotonic() < until:
            time.sleep(0.005)
        found = self._administer(COUNTED, (self._server.name,))
        counted = {
            (row["queryid"], row["stats_since"]): Statement(
                row["text"] or "(its text is lost)", row["calls"], row["rows"], row["total_ms"], row["blocks"]
            )
            for row in found
        }
        # Too many different ones at a time push others out; a server that came back after a crash knows none.
        return counted, self._administer("SELECT dealloc, stats_reset FROM public.pg_stat_statements_info")


def _rows(stream: Generator[T]) -> list[T]:
    """No more rows than the examiner can hold, whatever stands in a table's place."""
    rows: list[T] = []
    characters = 0
    # One by one, and by the protocol that takes one statement alone. Closed, for the session is locked until it is.
    with contextlib.closing(stream):
        for row in stream:
            rows.append(row)
            values = row.values() if isinstance(row, dict) else row
            characters += sum(len(value) for value in values if isinstance(value, (str, bytes)))
            if len(rows) > MOST_ROWS or characters > MOST_CHARACTERS:
                most = f"{MOST_ROWS:,} rows or {MOST_CHARACTERS >> 20} MiB"
                raise CandidateFailure("output_limit_exceeded", f"The database gave more than {most}")
    return rows
