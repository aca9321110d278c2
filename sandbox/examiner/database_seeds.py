"""Fills a template with data, fast: what a suite's ``build`` function is handed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from database_server import Session


class Seeder:
    """One transaction in a database that is becoming a template; all that it makes is the candidate's.

    Tables made in it are filled without a write-ahead log. Make indexes and foreign keys last.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def sql(self, text: str) -> None:
        """Execute statements, several if need be."""
        self._session.execute(text)

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Fill a table with rows, by COPY."""
        from psycopg import sql  # noqa: PLC0415 - see database_server

        command = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with self._session.cursor().copy(command) as copy:
            for row in rows:
                copy.write_row(row)

    def generate(self, table: str, columns: Mapping[str, str], count: int) -> None:
        """Fill a table with so many rows that the server makes itself: an expression of ``n``, from 1 on, a column."""
        names, expressions = ", ".join(columns), ", ".join(columns.values())
        source = f"generate_series(1::bigint, {int(count)}) AS s(n)"
        self._session.execute(f"INSERT INTO {table} ({names}) SELECT {expressions} FROM {source}")  # noqa: S608
