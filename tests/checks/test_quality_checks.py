"""Each check's measures and answers, from files and rows that anybody can read."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from quality_evidence import NORMS, evidence, finding, told

from grader.checks import quality
from grader.checks.quality import box, hygiene
from grader.checks.quality.base import Evidence
from grader.checks.quality.findings import findings_of, functions_of
from grader.model import Measure, NotMeasured, Practice, Quality
from grader.sandbox.base import Ending
from grader.sandbox.errand import Returned

LONG = "x = 1\n" * 300
READS = """\
import os
PORT = os.environ["PORT"]
QUERY = "select a from b"
"""


def measured(given: Evidence) -> dict[str, Measure]:
    return {measure.name: measure for measure in quality.quality(given).measures}


def answers(given: Evidence) -> dict[str, Practice]:
    return {practice.name: practice for practice in quality.quality(given).practices}


def function(name: str, line: int, **numbers: int) -> dict[str, Any]:
    row = {"tool": "lizard", "path": "a.py", "name": name, "line": line, "end_line": line + 5, "code_lines": 6}
    return row | {"cyclomatic": 1, "cognitive": 0, "parameters": 1} | numbers


# ── measures ──


def test_the_worst_function_and_the_share_over_the_limit_never_an_average() -> None:
    rows = [function("easy", 1 + 10 * n) for n in range(3)] + [function("hard", 50, cognitive=31, cyclomatic=12)]
    found = measured(evidence({"a.py": LONG}, functions=rows))
    worst = found["cognitive_worst"]
    assert (worst.value, worst.within, worst.where and worst.where.name) == (31, False, "hard")
    assert (found["cognitive_over"].value, found["cyclomatic_over"].value) == (25.0, 25.0)
    assert found["parameters_worst"].within is True


def test_shares_of_little_code_are_context_and_the_worst_function_is_not() -> None:
    found = measured(evidence({"a.py": "x = 1\n" * 60}, functions=[function("hard", 1, cognitive=31)]))
    assert found["cognitive_over"].context
    assert not found["cognitive_worst"].context


def test_every_measure_tells_whose_norm_it_is_held_against() -> None:
    for measure in measured(evidence({"a.py": LONG}, functions=[function("f", 1)])).values():
        assert measure.norm.source
        assert measure.norm.kind in {"tool default", "vendor policy", "benchmark", "house rule", "context"}


def test_repeated_lines_count_once_and_not_in_tests() -> None:
    pair = {"path": "a.py", "line": 1, "lines": 30, "other_path": "a.py", "other_line": 101}
    again = {"path": "a.py", "line": 1, "lines": 30, "other_path": "a.py", "other_line": 201}
    in_tests = {"path": "test_a.py", "line": 1, "lines": 30, "other_path": "a.py", "other_line": 1}
    found = measured(evidence({"a.py": LONG, "test_a.py": LONG}, duplicates=[pair, again, in_tests]))
    assert found["duplicated"].value == 30.0
    assert found["duplicated"].within is False


def test_types_and_doc_comments_are_shares_of_what_is_public() -> None:
    rows = [{"tool": "ast", "path": "a.py", "documentable": 4, "documented": 1, "annotatable": 8, "annotated": 6}]
    found = measured(evidence({"a.py": LONG}, files=rows))
    assert (found["documented"].value, found["annotated"].value) == (25.0, 75.0)
    assert found["documented"].within is None


# ── questions ──

README = "# Cache\n\n## Run\n\n`python main.py`\n\nI assumed that keys are short.\n"


def test_a_readme_is_read_for_its_answers() -> None:
    found = answers(evidence({"a.py": LONG, "README.md": README}))
    assert [found[name].yes for name in ("readme_run", "readme_test", "readme_decisions")] == [True, False, True]
    assert found["readme_run"].where[0].line == 3


def test_the_starters_readme_answers_nothing() -> None:
    found = answers(evidence({"a.py": LONG, "README.md": README}, starter={"README.md": README}))
    assert found["readme_run"].yes is False
    assert found["readme_run"].evidence == "README.md is the starter's."


def test_build_output_and_environments_that_were_handed_in_are_named() -> None:
    found = answers(evidence({"a.py": LONG, "target/classes/A.class": "", ".env": "A=1\n", ".env.example": "A=\n"}))
    assert found["no_output"].yes is False
    assert found["no_environment"].evidence == ".env"
    assert found["ignore_file"].yes is False


def test_findings_answer_questions_about_habits() -> None:
    service = evidence(
        {"a.py": READS + LONG},
        kind="service",
        findings=[finding("ruff:S110", "a.py", 9), finding("bandit:B608", "a.py", 3), finding("ruff:T201", "a.py", 4)],
    )
    found = answers(service)
    assert found["no_swallowed_errors"].yes is False
    assert found["sql_parameterised"].yes is False
    assert found["configured_by_environment"].yes is True
    assert found["logs"].yes is False
    assert answers(evidence({"a.py": LONG})).keys().isdisjoint({"logs", "configured_by_environment"})


@pytest.mark.parametrize(
    ("language", "manifest", "text", "pinned", "unused"),
    [
        ("python", "requirements.txt", "flask==3.1.0\nPyYAML==6.0.2\nuvicorn==0.34.0\n", True, ""),
        ("python", "requirements.txt", "flask>=3\nnumpy==2.0.0\n", False, "numpy"),
        ("node", "package.json", '{"dependencies": {"pg": "8.13.1", "@scope/a": "1.0.0"}}', True, ""),
        ("node", "package.json", '{"dependencies": {"pg": "^8.13.1", "lodash": "4.17.21"}}', False, "lodash"),
        ("java", "pom.xml", "<dependency><artifactId>gson</artifactId><version>[2,)</version></dependency>", False, ""),
    ],
)
def test_dependencies_are_fixed_and_used(language: str, manifest: str, text: str, pinned: bool, unused: str) -> None:  # noqa: FBT001
    source = {"python": "a.py", "node": "a.js", "java": "A.java"}[language]
    names = ["flask.views", "yaml", "pg", "@scope/a/deep"]
    imports = [{"tool": "imports", "path": source, "line": 1, "name": name} for name in names]
    checked = hygiene.check(evidence({source: LONG, manifest: text}, language=language, imports=imports))
    found = {practice.name: practice for practice in checked.practices}
    assert found["versions_pinned"].yes is pinned
    if language != "java":
        assert found["packages_used"].yes is not bool(unused)
        assert unused in found["packages_used"].evidence


def test_a_lock_fixes_versions_whatever_the_manifest_says() -> None:
    files = {"a.js": LONG, "package.json": '{"dependencies": {"pg": "^8"}}', "package-lock.json": "{}"}
    assert answers(evidence(files, language="node"))["versions_pinned"].yes is True


# ── reading ──


def whole(**rows: list[dict[str, Any]]) -> Quality:
    files = {"solution.py": LONG, "a.py": LONG, "test_a.py": "x = 1\n" * 9}
    given = evidence(files)
    said = told(**rows)
    return quality.quality(
        msgspec.structs.replace(
            given,
            told=said,
            functions=functions_of(said.functions, given.scope),
            findings=findings_of(said.findings, given.scope, NORMS),
        )
    )


def test_hot_spots_come_by_size_complexity_and_findings() -> None:
    rows = [function("plain", 1), function("branchy", 20, cyclomatic=6), function("faulty", 40, cyclomatic=6)]
    spots = whole(functions=rows, findings=[finding("bandit:B307", "a.py", 42)]).hot_spots
    assert [spot.where.name for spot in spots] == ["faulty", "branchy"]
    assert "1 finding" in spots[0].why
    assert spots[0].code == "\n".join(["x = 1"] * 6)


def test_the_guide_begins_at_the_entry_and_names_the_hardest_function() -> None:
    posts = whole(functions=[function("hard", 20, cognitive=9, cyclomatic=6)]).guide
    assert posts[0].where.path == "solution.py"
    assert posts[1].where.path == "a.py"
    assert any(post.where.name == "hard" for post in posts)


def test_the_same_evidence_gives_the_same_words() -> None:
    functions, findings = [function("f", 1, cyclomatic=3)], [finding("ruff:E722", "a.py", 3)]
    first, second = (whole(functions=functions, findings=findings) for _ in range(2))
    assert first == second


# ── not measured ──


def test_a_tool_that_broke_and_a_file_that_it_could_not_read_are_told_and_cost_nothing() -> None:
    tools = [{"name": "pylint", "version": "", "failed": "did not finish within 60 s", "seconds": 60.0}]
    unread = [{"tool": name, "path": "a.py", "why": "nested too deeply"} for name in ("radon", "bandit")]
    missing = {each.what: each.why for each in whole(tools=tools, unread=unread).not_measured}
    assert missing["pylint"] == "The tool did not get through: did not finish within 60 s"
    assert missing["a.py"] == "Not read by bandit, radon: nested too deeply"


@pytest.mark.parametrize(
    ("line", "memory", "why"),
    [
        (None, False, "did not finish within"),
        (b"", True, "memory"),
        (b"", False, "without a result: exit code 3"),
        (b'{"tools": 1}\n', False, "cannot be read"),
    ],
    ids=["too slow", "out of memory", "in silence", "nonsense"],
)
def test_a_box_that_fails_is_not_measured(line: bytes | None, memory: bool, why: str) -> None:  # noqa: FBT001
    ending = Ending(exit_code=3, stopped=False, out_of_memory=memory, output_bytes=0, output_cut=False, stderr="")
    found = box.understood(Returned(line=line, ending=ending))
    assert isinstance(found, NotMeasured)
    assert why in found.why


def test_what_the_tools_say_is_read_as_it_is() -> None:
    assert told(findings=[finding("ruff:E722", "a.py", 3)]).findings[0].rule == "E722"
