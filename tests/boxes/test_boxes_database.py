"""What is counted of a service's statements, what is read from plans, and the log of the database's box."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import importable, imported

if TYPE_CHECKING:
    from types import ModuleType

statements = imported("database_statements")
plans = imported("database_plan")

OWN = frozenset({"orders", "find_orders", "pg_shadowed"})


@pytest.fixture(scope="module")
def program() -> ModuleType:
    with importable("database/*.py", "agent/delivery.py"):
        return importlib.import_module("database")


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN",
        "begin isolation level serializable",
        "START TRANSACTION READ ONLY",
        "COMMIT;",
        "-- done\nROLLBACK",
        "/* a /* nested */ comment */ SAVEPOINT sp_1",
        "RELEASE SAVEPOINT sp_1",
        "SET extra_float_digits = 3",
        "SHOW TRANSACTION ISOLATION LEVEL",
        "DISCARD ALL",
        "DEALLOCATE p",
        "DECLARE c CURSOR FOR SELECT * FROM orders",
        "CLOSE c",
        "",
        ";",
        "SELECT 1",
        "SELECT $1",
        "select $1 as ok",
        "SELECT version()",
        "select pg_catalog.version()",
        "select current_schema()",
        "SELECT current_database(), $1",
        "SELECT",
        "SELECT typname FROM pg_type WHERE oid = $1",
        "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = $1",
        'SELECT column_name FROM "information_schema"."columns" WHERE table_name = $1',
        "SELECT t.oid FROM pg_type t JOIN (SELECT n.oid FROM pg_namespace n) s ON true",
    ],
)
def test_what_drivers_and_transactions_need_is_not_counted(text: str) -> None:
    assert not statements.counts(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM orders WHERE id = $1",
        "INSERT INTO orders VALUES ($1)",
        "UPDATE orders SET total = $1",
        "SELECT nextval($1)",
        "SELECT now()",
        "FETCH $1 FROM c",
        "COPY orders FROM STDIN",
        "TRUNCATE orders",
        "DO $$BEGIN END$$",
        "CALL find_orders()",
        "PREPARE begin AS SELECT $1",
        "SELECT pg_advisory_xact_lock($1)",
        "(its text is lost)",
        # disguises
        "/* BEGIN */ SELECT * FROM orders",
        "/* /* */ BEGIN */ SELECT * FROM orders",
        "SELECT $1 FROM pg_type, orders",
        "SELECT $1 FROM pg_type, ORDERS",
        'SELECT $1 FROM pg_type, "orders"',
        "SELECT find_orders() FROM pg_type",
        "SELECT * FROM pg_shadowed",
        "SELECT (SELECT count(*) FROM elsewhere) FROM pg_type",
        "SELECT query_to_xml($1, true, true, $2) FROM pg_type",
        "SELECT '/*' FROM orders --*/ FROM pg_type",
        "SELECT $a$ -- $a$ FROM elsewhere",
    ],
)
def test_what_the_service_does_is_counted(text: str) -> None:
    assert statements.counts(text, OWN)


def statement(text: str, calls: int, rows: int = 0) -> Any:  # noqa: ANN401 - a class of the box's
    return statements.Statement(text, calls, rows, calls * 0.5, calls * 3)


def test_executions_between_two_looks_are_the_difference() -> None:
    before = {1: statement("SELECT a FROM t", 4, 40), 2: statement("SELECT b FROM t", 1, 1)}
    after = {1: statement("SELECT a FROM t", 6, 60), 2: before[2], 3: statement("BEGIN", 2)}
    found = statements.difference(before, after)
    assert found == [statement("SELECT a FROM t", 2, 20), statement("BEGIN", 2)]


def test_statements_count_executions_and_show_the_most_frequent_first() -> None:
    seen = statements.Statements()
    with pytest.raises(RuntimeError, match="when the block"):
        len(seen)
    seen.fill([statement("BEGIN", 1), statement("SELECT a FROM t", 1, 5), statement("SELECT b\n FROM t", 9, 9)], ())
    assert (len(seen), seen.rows, seen.blocks, seen.total_ms, seen.bookkeeping) == (10, 14, 30, 5.0, 1)
    assert seen.texts == ["SELECT b\n FROM t", "SELECT a FROM t"]
    assert seen.per_text == {"SELECT b\n FROM t": 9, "SELECT a FROM t": 1}
    assert repr(seen) == "<10 statements: 9 x SELECT b FROM t; 1 x SELECT a FROM t>"
    assert seen.shown.splitlines()[0] == "10 statements (1 of transactions and drivers not counted)"


def test_what_is_shown_is_bounded() -> None:
    seen = statements.Statements()
    seen.fill([statement("x" * 9_000 + str(number), 1) for number in range(90)], ())
    lines = seen.shown.splitlines()
    assert len(lines) == 51
    assert max(map(len, lines)) < 2_100


NESTED = {
    "Plan": {
        "Node Type": "Nested Loop",
        "Actual Rows": 30,
        "Actual Loops": 1,
        "Rows Removed by Join Filter": 2,
        "Plans": [
            {
                "Node Type": "Seq Scan",
                "Relation Name": "customers",
                "Actual Rows": 10,
                "Actual Loops": 1,
                "Filter": "(name <> ''::text)",
                "Rows Removed by Filter": 90,
            },
            {
                "Node Type": "Bitmap Heap Scan",
                "Relation Name": "orders",
                "Actual Rows": 3,
                "Actual Loops": 10,
                "Plans": [
                    {
                        "Node Type": "Bitmap Index Scan",
                        "Index Name": "by_customer",
                        "Actual Rows": 3,
                        "Actual Loops": 10,
                    }
                ],
            },
        ],
    },
    "Execution Time": 0.25,
}


def test_a_plan_tells_what_was_read_and_how() -> None:
    plan = plans.Plan(NESTED)
    assert plan.uses_index()
    assert plan.uses_index("by_customer")
    assert not plan.uses_index("orders_pkey")
    assert [node.relation for node in plan.scans("customers")] == ["customers"]
    assert plan.scans("orders") == []
    # Ten and the 90 thrown away, then three in each of ten loops; what the index gave is the same rows.
    assert plan.rows_read == 130
    assert plan.execution_ms == 0.25
    assert plan.text.splitlines() == [
        "Nested Loop  (30 rows, 2 removed)",
        "  Seq Scan on customers  (10 rows, 90 removed)  [(name <> ''::text)]",
        "  Bitmap Heap Scan on orders  (30 rows, 10 loops)",
        "    Bitmap Index Scan using by_customer  (30 rows, 10 loops)",
    ]


def test_a_plan_that_was_not_executed_has_the_planners_guesses() -> None:
    plan = plans.Plan(
        {"Plan": {"Node Type": "Index Only Scan", "Relation Name": "t", "Index Name": "i", "Plan Rows": 7}}
    )
    assert (plan.rows_read, plan.uses_index("i"), plan.execution_ms) == (7, True, None)


def test_the_log_of_a_server_is_read_for_ever_and_its_first_and_last_are_passed_on(
    program: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    flood = "print('first'); print('x' * 5_000_000); print('last')"
    server = subprocess.Popen([sys.executable, "-c", flood], stdout=subprocess.PIPE)
    with server:
        reading = program.keep_log(server)
        assert server.wait(20) == 0
        reading.join(20)
    words = capfd.readouterr().err
    assert words.startswith("first\n")
    assert words.endswith("x\nlast\n")
    assert len(words) == program.KEPT_FIRST + program.KEPT_LAST


def test_the_box_lets_the_service_into_its_own_database_alone(program: ModuleType) -> None:
    lines = [line.split() for line in program.ACCESS.splitlines()]
    assert [(users, databases) for kind, databases, users, *_ in lines if kind == "host"] == [
        ("examiner", "all"),
        ("candidate,witness,reader", "app"),
    ]
    assert {line[-1] for line in lines} == {"scram-sha-256"}
