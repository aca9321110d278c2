"""The templates are valid, and hold what docs/ci.md promises, whoever edits them next."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jobs import CI, read

WORKFLOWS = (CI / "github" / "grade.yml", CI / "github" / "candidate.yml")
ACTION = CI / "github" / "action.yml"
GITLAB = CI / "gitlab" / "grade.gitlab-ci.yml"
SCRIPTS = sorted(CI.glob("*.sh"))
BINARIES = Path(sys.executable).parent
PINNED = re.compile(r"uses: [a-z-]+/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SECRET = re.compile(r"secrets\.|github\.token", re.IGNORECASE)
BY_THE_COMPANY = {"schedule", "repository_dispatch", "workflow_dispatch", "workflow_call"}


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run one of the dev extra's programs; a missing one fails, for a linter that does not run finds nothing."""
    assert (BINARIES / name).is_file(), f"{name} is missing: it is in the dev extra of pyproject.toml"
    command = [str(BINARIES / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    document = read(path)
    if path == ACTION:
        yield from document["runs"]["steps"]
    for job in document.get("jobs", {}).values():
        yield from job.get("steps", [])


EVERY_STEP = [(path, step) for path in (*WORKFLOWS, ACTION) for step in steps(path)]


# ── valid ──


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", (ACTION,)),
        ("vendor.gitlab-ci", (GITLAB,)),
    ],
)
def test_every_template_satisfies_its_platforms_schema(schema: str, paths: tuple[Path, ...]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    ran = tool("check-jsonschema", "--builtin-schema", schema, *transform, *paths)
    assert ran.returncode == 0, ran.stdout


def test_the_schema_refuses_what_is_no_workflow(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "runs_on:"), encoding="utf-8")
    assert tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", wrong).returncode == 1


def laid_out(company: Path) -> Path:
    """Copy the templates to where GitHub, and an auditor, look for them."""
    places = {"grade.yml": "workflows/grade.yml", "candidate.yml": "workflows/candidates.yml"}
    for name, place in (places | {"action.yml": "actions/grade/action.yml"}).items():
        (company / ".github" / place).parent.mkdir(parents=True, exist_ok=True)
        (company / ".github" / place).write_bytes((CI / "github" / name).read_bytes())
    return company


def test_an_auditor_of_workflows_has_nothing_to_say(tmp_path: Path) -> None:
    # `$/` instead of `./` is newer than the servers that companies run themselves.
    (tmp_path / "zizmor.yml").write_text("rules: {self-repository: {disable: true}}\n", encoding="utf-8")
    ran = tool("zizmor", "--offline", "--no-progress", "--persona", "pedantic", laid_out(tmp_path))
    assert ran.returncode == 0, ran.stdout
    assert ran.stderr.count("completed") == 3, ran.stderr


def test_the_auditor_hears_of_a_name_that_becomes_a_command(tmp_path: Path) -> None:
    path = laid_out(tmp_path) / ".github" / "workflows" / "grade.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('--branch "$BRANCH"', "--branch ${{ inputs.branch }}"), encoding="utf-8")
    ran = tool("zizmor", "--offline", "--no-progress", tmp_path)
    assert ran.returncode != 0
    assert "template-injection" in ran.stdout


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.name for path in SCRIPTS])
def test_every_script_is_clean_for_shellcheck(path: Path) -> None:
    ran = tool("shellcheck", "--shell", "sh", path)
    assert ran.returncode == 0, ran.stdout
    assert path.read_text("utf-8").startswith("#!/bin/sh\n")
    assert "\nset -eu\n" in path.read_text("utf-8")


def test_every_script_in_a_template_is_clean_for_shellcheck(tmp_path: Path) -> None:
    scripts = [step["run"] for _, step in EVERY_STEP if "run" in step] + read(GITLAB)["grade"]["script"]
    assert len(scripts) > 8
    for number, text in enumerate(scripts):
        path = tmp_path / f"{number}.sh"
        path.write_text(text, encoding="utf-8")
        ran = tool("shellcheck", "--shell", "sh", "--exclude", "SC1091", path)  # row.env is written by the script
        assert ran.returncode == 0, ran.stdout


# ── the company's ──


@pytest.mark.parametrize("path", WORKFLOWS)
def test_only_the_company_starts_a_workflow(path: Path) -> None:
    assert set(read(path)[True]) <= BY_THE_COMPANY


def test_gitlab_runs_for_no_push_and_no_merge_request_and_on_protected_branches_alone() -> None:
    (rule,) = read(GITLAB)["workflow"]["rules"]
    assert rule == {"if": '$CI_COMMIT_REF_PROTECTED == "true" && $CI_PIPELINE_SOURCE =~ /^(schedule|trigger|api|web)$/'}


@pytest.mark.parametrize("path", WORKFLOWS)
def test_no_job_may_write_anything(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        assert set(job["permissions"].values()) == {"read"}
        assert set(job["permissions"]) <= {"contents", "actions"}


def test_every_action_of_others_is_pinned_by_its_commit_with_its_version_beside() -> None:
    rows = [row.strip() for path in (*WORKFLOWS, ACTION) for row in path.read_text("utf-8").splitlines()]
    used = [row.removeprefix("- ") for row in rows if row.removeprefix("- ").startswith("uses: ")]
    assert len(used) > 8
    assert [row for row in used if not row.startswith("uses: ./") and not PINNED.fullmatch(row)] == []


def test_no_checkout_keeps_a_token_and_none_is_of_a_candidate() -> None:
    given = [step["with"] for _, step in EVERY_STEP if step.get("uses", "").startswith("actions/checkout@")]
    assert len(given) > 3
    assert {each["persist-credentials"] for each in given} == {False}
    asked = {each.get("repository", "ours") for each in given}
    assert asked == {"ours", "${{ inputs.grader-repository }}", "${{ vars.GRADER_REPOSITORY }}"}


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for _, step in EVERY_STEP if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


def test_what_an_event_says_reaches_nothing_but_the_reader_of_the_list() -> None:
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, ACTION)]
    assert [text for text in texts if "github.event" in text or "github.head_ref" in text] == []


def test_tokens_reach_the_steps_that_ask_a_platform_and_none_that_grades() -> None:
    holding = {step["name"] for _, step in EVERY_STEP if SECRET.search(str(step))}
    assert holding == {
        "Find the commit that counts",
        "See whether it has been graded",
        "Fetch the commit as data",
    }
    assert SECRET.search(ACTION.read_text("utf-8")) is None


def test_only_the_job_that_meets_no_candidate_saves_what_others_load() -> None:
    saving = [
        (path.name, name)
        for path in WORKFLOWS
        for name, job in read(path)["jobs"].items()
        for step in job.get("steps", [])
        if re.match(r"actions/cache(/save)?@", step.get("uses", ""))
    ]
    assert saving == [("candidate.yml", "images")]
    images = read(WORKFLOWS[1])["jobs"]["images"]
    assert "candidate" not in str(images["steps"])
    assert "actions/cache@" not in ACTION.read_text("utf-8")
    assert "actions/cache/save" not in ACTION.read_text("utf-8")


def test_the_seal_is_no_artefact() -> None:
    kept = [step["with"]["path"] for _, step in EVERY_STEP if "upload-artifact" in step.get("uses", "")]
    assert [path for path in kept if path.split() == ["grade-out", "!grade-out/sealed.json"]]
    assert len(kept) == 2
    artefacts = read(GITLAB)["grade"]["artifacts"]
    assert (artefacts["paths"], artefacts["exclude"]) == (["grade-out/"], ["grade-out/sealed.json"])


def test_the_page_tells_of_every_file_that_is_there() -> None:
    page = (CI.parent / "ci.md").read_text("utf-8")
    there = {str(path.relative_to(CI)) for path in CI.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert len(there) == 8
    assert [name for name in there if f"`{name}`" not in page] == []
