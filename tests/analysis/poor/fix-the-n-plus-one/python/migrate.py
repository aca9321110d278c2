"""Brings the database to the newest schema: every file of migrations/ once, in the order of their names."""

from pathlib import Path

from sqlalchemy import Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 1001


def migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        connection.execute(text("CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)"))
        applied = set(connection.scalars(text("SELECT name FROM schema_migrations")))
        for file in sorted(MIGRATIONS.glob("*.sql")):
            if file.name not in applied:
                connection.exec_driver_sql(file.read_text(encoding="utf-8"))
                connection.execute(text("INSERT INTO schema_migrations VALUES (:name)"), {"name": file.name})
