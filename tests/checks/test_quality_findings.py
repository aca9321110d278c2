"""What several tools say of one thing is one finding, and only the candidate's lines count."""

from __future__ import annotations

from typing import Any

from quality_evidence import NORMS, evidence, finding

from grader.checks.quality.findings import findings_of
from grader.model import Finding

CODE = {"a.py": "x = 1\n" * 30, "test_a.py": "x = 1\n" * 30, ".env": "KEY=1\n"}


def found(*rows: dict[str, Any], starter: dict[str, str] | None = None) -> tuple[Finding, ...]:
    return evidence(CODE, starter=starter, findings=list(rows)).findings


def test_two_tools_that_say_the_same_are_one_finding() -> None:
    (one,) = found(finding("pylint:W0702", "a.py", 3), finding("ruff:E722", "a.py", 3, help="https://example.org/E722"))
    assert (one.concept, one.tools) == ("catches_everything", ("pylint W0702", "ruff E722"))
    assert one.message == "says pylint"
    assert one.help == "https://example.org/E722"


def test_the_same_in_another_line_is_another_finding() -> None:
    assert len(found(finding("ruff:E722", "a.py", 3), finding("ruff:E722", "a.py", 9))) == 2


def test_concepts_mean_the_same_in_every_language() -> None:
    rules = [("ruff", "S110"), ("pmd", "EmptyCatchBlock"), ("eslint", "no-empty")]
    found = [NORMS.concept(tool, rule) for tool, rule in rules]
    assert [concept and concept.name for concept in found] == ["swallowed_error"] * 3


def test_the_longest_rule_with_a_star_decides() -> None:
    one, other = NORMS.concept("vulture", "unused-import"), NORMS.concept("vulture", "unused-function")
    assert one is not None
    assert other is not None
    assert (one.name, other.name) == ("unused_import", "dead_code")


def test_findings_in_the_starters_lines_are_not_the_candidates() -> None:
    assert found(finding("ruff:E722", "a.py", 3), starter={"a.py": CODE["a.py"]}) == ()


def test_of_tests_only_what_is_grave_counts() -> None:
    kept = found(finding("ruff:F401", "test_a.py", 1), finding("bandit:B608", "test_a.py", 2))
    assert [each.concept for each in kept] == ["sql_from_strings"]


def test_a_secret_counts_in_any_file() -> None:
    (one,) = found(finding("detect-secrets:AWS Access Key", ".env", 1))
    assert (one.path, one.severity, one.criterion) == (".env", "high", "security")


def test_what_a_program_prints_is_no_fault() -> None:
    given = evidence(CODE, findings=[finding("ruff:T201", "a.py", 1)])
    assert [each.concept for each in given.findings] == ["prints"]
    assert findings_of(given.told.findings, given.scope, NORMS, meant=("prints",)) == ()


def test_the_gravest_comes_first_and_a_rule_without_a_concept_keeps_its_name() -> None:
    kept = found(finding("pylint:W9999", "a.py", 1, name="odd-thing"), finding("bandit:B307", "a.py", 9))
    assert [each.severity for each in kept] == ["high", "low"]
    assert (kept[1].concept, kept[1].title) == ("", "odd thing")


# ── functions ──


def row(tool: str, name: str, line: int, end_line: int = 0, **numbers: int) -> dict[str, Any]:
    return {"tool": tool, "path": "a.py", "name": name, "line": line, "end_line": end_line or line + 3} | numbers


def test_several_tools_measure_one_function() -> None:
    rows = [
        row("radon", "Cache.get", 3, cyclomatic=4),
        row("lizard", "get", 3, cyclomatic=5, parameters=2, code_lines=4),
        row("complexipy", "Cache.get", 3, cognitive=7),
    ]
    (one,) = evidence(CODE, functions=rows).functions
    assert (one.name, one.cyclomatic, one.cognitive, one.parameters) == ("Cache.get", 5, 7, 2)


def test_a_decorator_does_not_make_two_of_a_function() -> None:
    rows = [row("lizard", "get", 4, 9, cyclomatic=2), row("complexipy", "get", 3, 9, cognitive=1)]
    assert len(evidence(CODE, functions=rows).functions) == 1


def test_neighbours_of_one_line_each_stay_two() -> None:
    rows = [row("lizard", "get", 3, 3, cyclomatic=1), row("lizard", "put", 4, 4, cyclomatic=1)]
    assert [each.name for each in evidence(CODE, functions=rows).functions] == ["get", "put"]


def test_a_function_in_which_the_candidate_changed_nothing_is_the_starters() -> None:
    own = "x = 1\n" * 8 + "y = 2\n"
    rows = [row("lizard", "given", 1, 8, cyclomatic=1), row("lizard", "changed", 5, 9, cyclomatic=1)]
    given = evidence({"a.py": own}, starter={"a.py": "x = 1\n" * 8}, functions=rows)
    assert [each.name for each in given.functions] == ["changed"]
