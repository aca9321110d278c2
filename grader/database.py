"""The database of an exam: its passwords, its room, and how a service finds it (``sandbox/database``)."""

from __future__ import annotations

import secrets
from typing import Any, Literal, Self

import msgspec

from grader.model import Limits, Value

HOST = "127.0.0.1"
PORT = 5432
NAME = "app"
PASSWORD_BYTES = 24

DATA_BYTES = 1792 << 20
"""Room for a template of five million rows (about 0.6 GiB with two indexes), its copy, and what is written to it."""

LOG_BYTES = 256 << 20
"""The write-ahead log's; four times what the server aims at (``max_wal_size``)."""

LIMITS = Limits(memory_bytes=2560 << 20, processes=128, file_bytes=1 << 30)
"""Memory is only taken as it is filled: the two file systems, 128 MiB of shared buffers, and the sessions."""

JVM = frozenset({"java"})


class Credentials(Value, frozen=True):
    """A password for each role of one exam's database; who they are stands in ``sandbox/database/roles.sql``."""

    examiner: str
    candidate: str
    witness: str
    reader: str

    @classmethod
    def new(cls) -> Self:
        """Draw them; hexadecimal, for they stand in addresses and in SQL."""
        return cls(**{role: secrets.token_hex(PASSWORD_BYTES) for role in cls.__struct_fields__})


def examiner_side(credentials: Credentials) -> dict[str, Any]:
    """All that the examiner's fixture ``database`` needs to know."""
    return {"host": HOST, "port": PORT, "name": NAME, "passwords": msgspec.to_builtins(credentials)}


def variables(
    credentials: Credentials, language_name: str | None = None, *, role: Literal["candidate", "reader"] = "candidate"
) -> dict[str, str]:
    """Name the database in the environment of the candidate's code, as its language's libraries expect it."""
    user, password = role, getattr(credentials, role)
    found = {
        "DATABASE_URL": f"postgresql://{user}:{password}@{HOST}:{PORT}/{NAME}",
        "PGHOST": HOST,
        "PGPORT": str(PORT),
        "PGUSER": user,
        "PGPASSWORD": password,
        "PGDATABASE": NAME,
    }
    if language_name is not None and language_name not in JVM:
        return found
    address = f"jdbc:postgresql://{HOST}:{PORT}/{NAME}"
    return found | {
        "JDBC_DATABASE_URL": f"{address}?user={user}&password={password}",
        "JDBC_DATABASE_USERNAME": user,
        "JDBC_DATABASE_PASSWORD": password,
        "SPRING_DATASOURCE_URL": address,
        "SPRING_DATASOURCE_USERNAME": user,
        "SPRING_DATASOURCE_PASSWORD": password,
    }
