"""The candidate's queries as a hidden suite sees them: run by the suite itself, by a role that can only read.

    SQL                     <name>.sql, one statement each; parameters are $1, $2 … as in PREPARE
    Python, Java, Node.js   a function of the name, which gives such a statement as text, or the rows themselves

A statement is run in the examiner's own session with the database; a function that asks the database itself has the
address in ``DATABASE_URL``, of the same role.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from channel import Channel, Gone, Timeout, text_bytes
from rows import Rows, shown
from submission import CandidateFailure, Submission, not_loaded

if TYPE_CHECKING:
    from database import Database, Plan

ANSWER_S = 10.0
SHOWN_ROWS = 20


class Queries:
    """The fixture ``queries``."""

    def __init__(
        self, channel: Channel, submission: Submission, database: Database, settings: Mapping[str, Any]
    ) -> None:
        self._channel = channel
        self._submission = submission
        self._database = database
        self._declared = settings["interface"]["queries"]
        self._as_files = settings["language"] == "sql"
        self._texts: dict[str, str] = {}
        self.asked = 0
        self.exhibits: list[dict[str, str]] = []

    def __repr__(self) -> str:
        return "queries"

    # ── what suites use ──

    def run(self, name: str, *parameters: Any) -> Rows:
        """Run a declared query and give its rows; what the database refuses is the candidate's failure."""
        text = self._text(name, parameters)
        if isinstance(text, Rows):
            self._keep(name, parameters, text, "")
            return text
        self.asked += 1
        columns, rows = self._database.answer(text, parameters, what=name)
        found = Rows(columns, rows)
        self._keep(name, parameters, found, text)
        return found

    def check(self, name: str, *parameters: Any, expected: Sequence[Sequence[Any]], order: Sequence[str] = ()) -> Rows:
        """Run a query and fail the test unless it gives just these rows, in the declared columns."""
        found = self.run(name, *parameters)
        difference = found.difference(expected, order=order, columns=self._declared[name]["columns"])
        if difference:
            given = f" for {', '.join(map(repr, parameters))}" if parameters else ""
            raise CandidateFailure("wrong_answer", f"{name}{given}: {difference}")
        return found

    def plan(self, name: str, *parameters: Any) -> Plan:
        """How the database executes a query, measured; for statements alone, not for functions that give rows."""
        text = self._text(name, parameters)
        if isinstance(text, Rows):
            raise CandidateFailure("wrong_answer", f"{name} gives rows and not a statement, so its plan cannot be seen")
        self.asked += 1
        return self._database.plan(text, parameters, role="reader", title=f"Plan of {name}")

    # ── the plug-in's part ──

    def load(self) -> CandidateFailure | None:
        """Have every declared query's text, or the functions loaded; why that cannot be is the submission's failure."""
        if not self._as_files:
            self._submission.load()
            return self._submission.load_error
        try:
            self._texts = self._read()
        except CandidateFailure as failure:
            return failure
        missing = [name for name in self._declared if not self._texts.get(name, "").strip()]
        if missing:
            files = ", ".join(f"{name}.sql" for name in missing)
            return CandidateFailure("compile_error", f"There is nothing in, or no file, {files}")
        return None

    def begin_test(self) -> None:
        """Forget the test before."""
        self.exhibits = []

    def _read(self) -> dict[str, str]:
        request = {"op": "read", "files": [f"{name}.sql" for name in self._declared]}
        try:
            content = self._channel.ask(request, deadline=time.monotonic() + ANSWER_S).content
        except (Timeout, Gone) as error:
            raise CandidateFailure("run_time_error", f"The candidate's box: {error}") from None
        if isinstance(content.get("failed"), dict):
            raise not_loaded(content["failed"])
        files = content.get("files")
        found = files if isinstance(files, dict) else {}
        return {name: self._as_text(found, f"{name}.sql") for name in self._declared}

    @staticmethod
    def _as_text(files: dict[str, Any], name: str) -> str:
        try:
            return text_bytes(files, name).decode("utf-8-sig").replace("\0", "").strip().removesuffix(";")
        except UnicodeDecodeError as error:
            raise CandidateFailure("compile_error", f"{name} is not UTF-8 text: {error.reason}") from None

    def _text(self, name: str, parameters: Sequence[Any]) -> str | Rows:
        if self._as_files:
            return self._texts[name]
        answer = self._submission.call(name, *parameters)
        if isinstance(answer, str):
            return answer.strip().removesuffix(";")
        if isinstance(answer, (list, tuple)) and all(isinstance(row, (list, tuple)) for row in answer):
            return Rows(self._declared[name]["columns"], answer)
        raise CandidateFailure(
            "wrong_answer", f"{name} gave neither the text of a statement nor a list of rows: {str(answer)[:200]}"
        )

    def _keep(self, name: str, parameters: Sequence[Any], found: Rows, text: str) -> None:
        given = f"({', '.join(map(repr, parameters))})" if parameters else ""
        more = f"\n… {len(found) - SHOWN_ROWS:,} more" if len(found) > SHOWN_ROWS else ""
        listed = "\n".join(shown(row) for row in found.rows[:SHOWN_ROWS])
        self.exhibits.append(
            {
                "kind": "rows",
                "title": f"{name}{given} → {len(found):,} rows",
                "text": f"{text[:3_000]}\n\n{', '.join(found.columns)}\n{listed}{more}".strip(),
            }
        )
        del self.exhibits[:-30]
