"""Whether there are tests of the candidate's own, and of what kind."""

from __future__ import annotations

import re

from grader.checks.quality.base import Checked, Evidence
from grader.model import Place, Practice

OVER_HTTP = re.compile(
    r"\b(TestClient|test_client|httpx|requests\.|supertest|MockMvc|WebTestClient|TestRestTemplate|RestAssured|HttpClient"
    r"|fetch\(|\.inject\(|JavalinTest|urlopen|http\.client)"
)
DATABASE = re.compile(
    r"\b(testcontainers|psycopg|DATABASE_URL|sqlite|DataSource|JdbcTemplate|EntityManager|new Pool\()"
)
ASSERTS = re.compile(r"\b(assert\w*|expect|should|verify)\b|\.should\b")


def check(evidence: Evidence) -> Checked:
    """Look for tests by the language's habits, and for what they reach."""
    tests = evidence.tests()
    kinds = [
        kind
        for kind, pattern in (("over HTTP", OVER_HTTP), ("with a database", DATABASE))
        if next(evidence.places(pattern, tests), None)
    ]
    lines = sum(evidence.scope.files[path].written for path in tests)
    files = f"{len(tests)} test file{'' if len(tests) == 1 else 's'}, {lines} lines"
    told = f"{files}; {', '.join(['unit level', *kinds])}" if tests else "No file that looks like a test."
    practices = [
        Practice(
            name="tests_present",
            question="Are there tests of the candidate's own?",
            criterion="own_tests",
            yes=bool(tests),
            evidence=told,
            where=tuple(Place(path=path) for path in tests[:5]),
        )
    ]
    if tests:
        silent = [
            path for path in tests if not ASSERTS.search(evidence.text(path)) and "def test" in evidence.text(path)
        ]
        practices.append(
            Practice(
                name="tests_assert",
                question="Do the tests assert something?",
                criterion="own_tests",
                yes=not silent,
                evidence=f"{len(silent)} test files assert nothing."
                if silent
                else "Every test file asserts something.",
                where=tuple(Place(path=path) for path in silent[:5]),
            )
        )
    return Checked(practices=tuple(practices))
