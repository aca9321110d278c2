"""Sessions with the database's server, and whose fault it is where one fails.

psycopg is imported where a session is made, for an exam without a database must not wait for it.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from submission import CandidateFailure, JudgeFailure

if TYPE_CHECKING:
    import psycopg

    Session = psycopg.Connection[dict[str, Any]]

ADMINISTRATION = "postgres"
"""The one database that the superuser enters beside the suite's own templates; the candidate cannot."""

CONNECT_S = 15.0
BUSY_S = 5.0
OPTIONS = "-c client_min_messages=error -c search_path=public -c statement_timeout=60s"
FULL = ("too many", "remaining connection slots")
COMING_UP = "the database system is"
REFUSED = "authentication failed"
OUT_OF_ROOM = "53"
"""The class of SQLSTATE for memory, disk and connections."""


class DatabaseGone(JudgeFailure):
    """The server does not answer: trouble of ours."""


class Server:
    """The server's address and its roles."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.host: str = settings["host"]
        self.port: int = settings["port"]
        self.name: str = settings["name"]
        self._passwords: Mapping[str, str] = settings["passwords"]

    def password(self, role: str) -> str:
        """A role's password, in hexadecimal digits."""
        return self._passwords[role]

    def url(self, role: str) -> str:
        """The address with a role's password, as libraries take it."""
        return f"postgresql://{role}:{self._passwords[role]}@{self.host}:{self.port}/{self.name}"

    def connect(self, role: str, name: str) -> Session:
        """Start a session; ``DatabaseGone`` where nobody answers, ``CandidateFailure`` where all places are taken."""
        import psycopg  # noqa: PLC0415 - see above

        started = time.monotonic()
        while True:
            try:
                return self._connected(role, name)
            except psycopg.OperationalError as error:
                words = str(error)
            waited = time.monotonic() - started
            if role in {"candidate", "reader"} and REFUSED in words:
                raise CandidateFailure("run_time_error", "The submission has changed its own password in the database")
            if any(sign in words for sign in FULL) and waited > BUSY_S:
                raise CandidateFailure("run_time_error", "The service leaves no connection to the database free")
            if not any(sign in words for sign in (*FULL, COMING_UP)) or waited > CONNECT_S:
                raise DatabaseGone(f"the database's server does not answer: {words}")
            time.sleep(0.05)

    def _connected(self, role: str, name: str) -> Session:
        import psycopg  # noqa: PLC0415
        from psycopg.rows import dict_row  # noqa: PLC0415

        return psycopg.connect(
            host=self.host,
            port=self.port,
            dbname=name,
            user=role,
            password=self._passwords[role],
            connect_timeout=int(CONNECT_S),
            # Whoever stands on the port in the server's place must not be told a password.
            require_auth="scram-sha-256",
            sslmode="disable",
            gssencmode="disable",
            options=OPTIONS,
            autocommit=True,
            # A planted function could have made a statement of the name that psycopg would give to one of its own.
            prepare_threshold=None,
            row_factory=dict_row,
        )

    @contextlib.contextmanager
    def blaming(self, session: Session) -> Iterator[None]:
        """Name the candidate's part in what the server refuses: locks, time, room, a session that was cut off."""
        from psycopg import OperationalError, errors  # noqa: PLC0415

        try:
            yield
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            raise CandidateFailure("time_limit_exceeded", "The service holds a lock in the database") from None
        except errors.QueryCanceled:
            raise CandidateFailure("time_limit_exceeded", "The database did not answer the test in time") from None
        except OperationalError as error:
            if session.closed:
                self.connect("examiner", ADMINISTRATION).close()
                raise CandidateFailure("run_time_error", f"The database ended a session: {_words(error)}") from None
            if error.sqlstate is None or not error.sqlstate.startswith(OUT_OF_ROOM):
                raise
            raise CandidateFailure("run_time_error", f"The database could not answer: {_words(error)}") from None


def raw_cursor(session: Session) -> psycopg.Cursor[tuple[Any, ...]]:
    """A cursor for a text that is not ours: a per cent sign in it means nothing, parameters are the server's own."""
    from psycopg import RawCursor  # noqa: PLC0415
    from psycopg.rows import tuple_row  # noqa: PLC0415

    return RawCursor(session, row_factory=tuple_row)


def described(session: Session, sql: str) -> list[str]:
    """The names of a statement's columns, which a result without rows would not tell; it is parsed and not run."""
    from psycopg import errors  # noqa: PLC0415

    connection = session.pgconn
    for result in (connection.prepare(b"", sql.encode()), connection.describe_prepared(b"")):
        if result.error_message:
            raise errors.error_from_result(result)
    return [(result.fname(number) or b"").decode("utf-8", "replace") for number in range(result.nfields)]


@contextlib.contextmanager
def refused(what: str, seconds: float) -> Iterator[None]:
    """Turn the server's refusals of a candidate's statement into the candidate's failure, in the server's words."""
    import psycopg  # noqa: PLC0415
    from psycopg import errors  # noqa: PLC0415

    try:
        yield
    except errors.QueryCanceled:
        raise CandidateFailure("time_limit_exceeded", f"{what} did not end within {seconds:.3g} s") from None
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as error:
        raise CandidateFailure("run_time_error", f"{what} may read and nothing else: {_words(error)}") from None
    except psycopg.OperationalError as error:
        # A session that was cut off, or a server without room: judged where the session is.
        if error.sqlstate is None or error.sqlstate.startswith(OUT_OF_ROOM):
            raise
        raise CandidateFailure("run_time_error", f"{what}: {_words(error)}") from None
    except psycopg.Error as error:
        place = f" (at character {error.diag.statement_position})" if error.diag.statement_position else ""
        raise CandidateFailure("run_time_error", f"{what}: {_words(error)}{place}") from None


def _words(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error))[:500]
