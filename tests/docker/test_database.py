"""The database of an exam, as a suite sees it and as a hostile service does: a real server, the boxes of an exam."""

from __future__ import annotations

import os
import secrets
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from database_box import Lab, RaisedInside

from grader.sandbox import images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.sandbox.docker import DockerSandbox

    Run = Callable[[str], Any]

pytestmark = pytest.mark.docker

ORDERS = """
def build(seeder):
    seeder.sql("CREATE TABLE customers (id bigint PRIMARY KEY, name text)")
    seeder.sql("CREATE TABLE orders (id bigint, customer bigint, status text, total numeric)")
    seeder.copy("customers", ["id", "name"], ((n, f"c{n}") for n in range(1, 101)))
    seeder.generate("orders", {"id": "n", "customer": "n % 100 + 1", "status": "'new'", "total": "n"}, 20_000)
    seeder.sql("ALTER TABLE orders ADD PRIMARY KEY (id); CREATE INDEX by_customer ON orders (customer)")

database.seed("orders", build)
"""

TRAP = """
service.execute('''
    CREATE SCHEMA traps;
    CREATE FUNCTION traps.spring() RETURNS int LANGUAGE plpgsql AS $$
    DECLARE attempt text;
    BEGIN
        FOREACH attempt IN ARRAY ARRAY[
            'RESET ROLE', 'SET ROLE examiner', 'ALTER ROLE candidate SUPERUSER', 'SET statement_timeout = 0',
            'SET search_path = traps, pg_catalog', 'CREATE TEMP TABLE left_behind (i int)', 'PREPARE mine AS SELECT 1',
            'SET pg_stat_statements.track = none', 'SELECT pg_read_file($f$/etc/passwd$f$)']
        LOOP
            BEGIN EXECUTE attempt; EXCEPTION WHEN OTHERS THEN NULL; END;
        END LOOP;
        RETURN 7;
    END $$;
    CREATE VIEW accounts AS SELECT traps.spring() AS balance, session_user::text AS login;
    CREATE TABLE ledger (amount int);
    CREATE FUNCTION traps.on_insert() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM traps.spring(); RETURN NEW; END $$;
    CREATE TRIGGER t BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION traps.on_insert();
    ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ledger FORCE ROW LEVEL SECURITY;
    CREATE POLICY p ON ledger USING (traps.spring() = 7);
''')
"""

FORBIDDEN = [
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY pg_class TO '/tmp/x'",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN ('examiner', 'witness')",
    "CREATE DATABASE mine",
    "CREATE ROLE mine",
    "DROP DATABASE app",
    "ALTER DATABASE app ALLOW_CONNECTIONS false",
    "ALTER DATABASE app SET search_path = mine",
    "ALTER ROLE candidate SUPERUSER",
    "ALTER ROLE candidate CONNECTION LIMIT 500",
    "ALTER ROLE witness SET search_path = mine",
    "SET ROLE witness",
    "SET pg_stat_statements.track = none",
    "ALTER SYSTEM SET port = 1",
    "CREATE EXTENSION pg_stat_statements",
    "CREATE EXTENSION dblink",
    "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION now()",
    "SELECT rolpassword FROM pg_authid",
]

WRITING = [
    "INSERT INTO things VALUES (2)",
    "DELETE FROM things",
    "CREATE TABLE mine (i int)",
    "CREATE TEMP TABLE mine (i int)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT rolpassword FROM pg_authid",
]

TRYING = """
def refused(role, texts, first=""):
    found = []
    for text in texts:
        with database.connect(role) as session:
            try:
                if first:
                    session.execute(first)
                session.execute(text)
            except psycopg.Error as error:
                found.append(error.sqlstate)
            else:
                found.append("done: " + text)
    return found
"""
NOT_ALLOWED = "42501"


@pytest.fixture(scope="module")
def tags(engine: DockerSandbox) -> dict[str, str]:
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=["database", "examiner"])


@contextmanager
def new_lab(engine: DockerSandbox, tags: dict[str, str]) -> Iterator[Lab]:
    run = f"test-{secrets.token_hex(6)}"
    lab = None
    try:
        lab = Lab(engine, tags, run)
        yield lab
    finally:
        if lab is not None:
            lab.end()
        engine.sweep(run)


@pytest.fixture(scope="module")
def lab(engine: DockerSandbox, tags: dict[str, str]) -> Iterator[Lab]:
    with new_lab(engine, tags) as lab:
        yield lab


@pytest.fixture
def run(lab: Lab) -> Run:
    """Executes Python beside ``database``, which is fresh, and ``service``, a session of the candidate's."""
    lab.run("database.deadline = None; exhibits.clear(); database.fresh(); service = database.connect('candidate')")
    return lab.run


def test_the_database_is_there_at_once(lab: Lab) -> None:
    assert lab.ready == b'{"ready":true}'
    # Half a second on a machine that does nothing else.
    assert lab.ready_s < 10
    server = "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
    assert lab.run(f"database.fresh(); answer = list(database.query({server!r})[0].values())") == [17, "UTF8"]


def test_what_the_suite_does_is_the_services_own(run: Run) -> None:
    run("database.execute('CREATE TABLE things (id int); INSERT INTO things VALUES (1), (2)')")
    run("service.execute('ALTER TABLE things ADD name text')")
    assert run("answer = database.query('SELECT * FROM things WHERE id = %s', [2])") == [{"id": 2, "name": None}]
    assert run("""answer = database.value("SELECT count(*) FROM things WHERE name LIKE '%'")""") == 0
    run("database.fresh()")
    assert run("""answer = database.value("SELECT to_regclass('things')")""") is None


def test_a_seed_is_built_once_and_copied_as_often_as_wanted(run: Run) -> None:
    run(ORDERS)
    for _ in range(2):
        run("database.fresh('orders')")
        assert run("answer = database.value('SELECT count(*) FROM orders')") == 20_000
        assert run("answer = database.execute('DELETE FROM orders')") == 20_000
    run("database.seed('orders', None); database.fresh('orders'); service = database.connect('candidate')")
    run("service.execute('ALTER TABLE orders ADD note text'); database.analyze()")
    with pytest.raises(RaisedInside, match='there is no seed "nothing"'):
        run("database.fresh('nothing')")


def test_a_seed_whose_making_fails_is_no_seed(run: Run) -> None:
    with pytest.raises(RaisedInside, match="UndefinedTable"):
        run("database.seed('broken', lambda seeder: seeder.sql('SELECT 1 FROM nowhere'))")
    with pytest.raises(RaisedInside, match="no seed"):
        run("database.fresh('broken')")
    run("database.seed('broken', lambda seeder: seeder.sql('CREATE TABLE mended (i int)')); database.fresh('broken')")


def test_statements_are_counted_by_the_server_without_the_suites_own(run: Run) -> None:
    run(ORDERS + "database.fresh('orders'); service = database.connect('candidate')")
    count, rows, calls, bookkeeping, worked, exhibit = run("""
with database.statements("the list of orders") as seen:
    service.execute("BEGIN")
    service.execute("SELECT version()")
    service.execute("SELECT 1")
    service.execute("SELECT typname FROM pg_catalog.pg_type WHERE oid = 23")
    for number in range(5):
        service.execute("SELECT name FROM customers WHERE id = %s", [number + 1])
    service.execute("/* BEGIN */ SELECT count(*) FROM orders")
    service.execute("COMMIT")
    database.query("SELECT * FROM customers")
answer = [len(seen), seen.rows, sorted(seen.per_text.values()), seen.bookkeeping, seen.blocks > 100, exhibits[-1]]
""")
    assert (count, rows, calls, bookkeeping, worked) == (6, 6, [1, 5], 5, True)
    assert exhibit["kind"] == "statements"
    assert exhibit["title"] == "the list of orders"
    assert "5 x        5 rows" in exhibit["text"]


@pytest.mark.parametrize(
    "disguise",
    [
        "PREPARE begin AS SELECT * FROM things; EXECUTE begin; EXECUTE begin",
        "/* /* */ BEGIN */ SELECT 1 FROM things; /* /* */ BEGIN */ SELECT 2 FROM things",
        "BEGIN; DECLARE c CURSOR FOR SELECT * FROM things; FETCH 1 FROM c; FETCH 1 FROM c; COMMIT",
        "CREATE VIEW pg_type AS TABLE things; SET search_path = public, pg_catalog; SELECT * FROM pg_type",
        "SELECT query_to_xml('TABLE things', true, true, '') FROM pg_type LIMIT 1; SELECT id FROM things",
    ],
)
def test_a_disguised_statement_counts(run: Run, disguise: str) -> None:
    run("service.execute('CREATE TABLE things (id int); INSERT INTO things VALUES (1), (2)')")
    run(f"""
with database.statements() as seen:
    for text in {disguise.split("; ")!r}:
        service.execute(text)
""")
    assert run("answer = len(seen)") == 2


def test_a_plan_tells_indexes_scans_and_rows_read_and_leaves_nothing(run: Run) -> None:
    run(ORDERS + "database.fresh('orders'); service = database.connect('candidate')")
    run("plan = database.plan('SELECT * FROM orders WHERE customer = %s', [7])")
    assert run("answer = [plan.uses_index(), plan.uses_index('by_customer'), plan.uses_index('other')]") == [
        True,
        True,
        False,
    ]
    assert run("answer = [plan.scans('orders'), plan.rows_read]") == [[], 200]
    run("plan = database.plan('DELETE FROM orders WHERE status = %s', ['new'])")
    assert run("answer = [len(plan.scans('orders')), plan.rows_read, exhibits[-1]['text']]") == [
        1,
        20_000,
        "ModifyTable on orders  (0 rows)\n  Seq Scan on orders  (20,000 rows)  [(status = 'new'::text)]",
    ]
    assert run("answer = database.value('SELECT count(*) FROM orders')") == 20_000
    run("with database.statements() as seen: service.execute('SELECT * FROM orders WHERE id = 3')")
    assert run("answer = database.plan(seen.texts[0], analyze=False).uses_index('orders_pkey')") is True


def test_an_invariant_shows_what_breaks_it(run: Run) -> None:
    run("service.execute('CREATE TABLE a (id int, balance int); INSERT INTO a VALUES (1, 5), (2, -3)')")
    run("database.invariant('SELECT 1 FROM a WHERE balance > 100', 'too much')")
    with pytest.raises(RaisedInside, match=r"AssertionError : in debt\nid=2, balance=-3$"):
        run("database.invariant('SELECT * FROM a WHERE balance < 0', 'in debt')")


# ── hostile services ──


def test_a_service_can_do_what_services_do_and_no_more(run: Run) -> None:
    run("service.execute('CREATE SCHEMA mine; CREATE EXTENSION pgcrypto; CREATE TEMP TABLE t (i int)')")
    run("service.execute('SELECT lo_create(0)')")
    assert set(run(f"{TRYING}answer = refused('candidate', {FORBIDDEN!r})")) == {NOT_ALLOWED}


def test_a_reader_reads_everything_and_writes_nothing(run: Run) -> None:
    run("service.execute('CREATE TABLE things (i int); CREATE SCHEMA more; CREATE TABLE more.t (i int)')")
    assert run("answer = database.query('SELECT * FROM things, more.t', role='reader')") == []
    loose = "SET default_transaction_read_only = off"
    assert set(run(f"{TRYING}answer = refused('reader', {WRITING!r}, {loose!r})")) == {NOT_ALLOWED}
    with pytest.raises(RaisedInside, match="cannot insert multiple commands"):
        run("database.query('ROLLBACK; SELECT pg_sleep(9)', role='reader')")


@pytest.mark.parametrize("role", ["candidate", "witness", "reader"])
@pytest.mark.parametrize("name", ["postgres", "template1", "seed_any"])
def test_nobody_but_the_examiner_enters_another_database(run: Run, role: str, name: str) -> None:
    with pytest.raises(RaisedInside, match=r"DatabaseGone .*no pg_hba\.conf entry"):
        run(f"database._server.connect({role!r}, {name!r})")


def test_traps_gain_nothing_and_stay_without_consequence(run: Run) -> None:
    run(TRAP)
    look = "answer = database.query('SELECT * FROM accounts')"
    assert run(look) == run(look) == [{"balance": 7, "login": "witness"}]
    assert run("answer = database.execute('INSERT INTO ledger VALUES (1)')") == 1
    assert run("answer = database.plan('SELECT * FROM ledger').rows_read") == 1
    assert run("answer = database.value('SHOW search_path')") == "public"
    assert run("answer = database.value('SHOW transaction_read_only')") == "on"
    assert run("""answer = database.value("SELECT to_regclass('left_behind')")""") is None
    assert run("""answer = database.value("SELECT count(*) FROM pg_prepared_statements")""") == 0
    supers = "SELECT rolname FROM pg_roles WHERE rolsuper"
    assert run(f"answer = database.query({supers!r})") == [{"rolname": "examiner"}]


def test_the_superuser_does_not_enter_the_services_database(run: Run) -> None:
    with pytest.raises(RaisedInside, match="PermissionError"):
        run("database.connect('examiner')")


@pytest.mark.parametrize(
    ("doing", "verdict"),
    [
        ("BEGIN; CREATE TABLE things (i int); COMMIT; BEGIN; LOCK TABLE things", "time_limit_exceeded"),
        ("CREATE VIEW things AS SELECT 1 AS i FROM pg_sleep(99)", "time_limit_exceeded"),
        ("CREATE VIEW things AS SELECT repeat('x', 1000) FROM generate_series(1, 60000)", "output_limit_exceeded"),
        ("CREATE VIEW things AS SELECT i FROM generate_series(1, 110000) AS s(i)", "output_limit_exceeded"),
        ("CREATE VIEW things AS SELECT repeat('x', 400000000)", "run_time_error"),
    ],
)
def test_who_is_in_the_way_answers_for_it(run: Run, doing: str, verdict: str) -> None:
    run(f"service.execute({doing!r}); import time")
    seconds = 1 if verdict == "time_limit_exceeded" else 8
    with pytest.raises(RaisedInside, match="CandidateFailure") as raised:
        run(f"database.deadline = time.monotonic() + {seconds}; database.query('TABLE things')")
    assert raised.value.verdict == verdict
    assert run("database.fresh(); answer = database.value('SELECT 1')") == 1


def test_a_service_that_takes_every_connection_leaves_the_examiner_its_own(run: Run) -> None:
    run("""
held = [service]
try:
    while True:
        held.append(database._server._connected("candidate", "app"))
except psycopg.OperationalError:
    answer = len(held)
""")
    assert 40 < run("answer = len(held)") <= 50
    assert run("answer = [database.value('SELECT 1'), database.connect('reader').closed]") == [1, False]


def test_memory_that_a_session_asks_for_is_refused_to_it_alone(run: Run) -> None:
    greedy = "SELECT max(t) FROM (SELECT repeat(i::text, 99) t FROM generate_series(1, 3000000) i ORDER BY 1) s"
    run("service.execute('SET work_mem = 2000000')")
    with pytest.raises(RaisedInside, match="OutOfMemory"):
        run(f"service.execute({greedy!r})")
    assert run("answer = [service.execute('SELECT 1 AS i').fetchone(), database.value('SELECT 2')]") == [{"i": 1}, 2]


def test_a_database_that_has_gone_is_nobodys_failure(engine: DockerSandbox, tags: dict[str, str]) -> None:
    with new_lab(engine, tags) as lab:
        lab.run("database.fresh()")
        ending = lab.database.end()
        assert (ending.stopped, ending.out_of_memory) == (True, False)
        began = time.monotonic()
        for attempt in ("database.value('SELECT 1')", "database.fresh()"):
            with pytest.raises(RaisedInside, match="DatabaseGone"):
                lab.run(attempt)
        assert time.monotonic() - began < 10


def test_every_look_counts_as_a_question(run: Run) -> None:
    looks = """before = database.looks
database.value("SELECT 1")
database.execute("CREATE TABLE looked_at (i int)")
database.plan("SELECT * FROM looked_at")
answer = database.looks - before"""
    assert run(looks) == 3
