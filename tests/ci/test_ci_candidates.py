"""Who is graded now, and which commit counts: what the company wrote down and the platform's clock decide."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jobs import CI

ANNA: dict[str, Any] = {"repository": "acme-candidates/anna", "challenge": "lru-cache"}
BEN: dict[str, Any] = {
    "repository": "acme-candidates/ben",
    "challenge": "log-analyser",
    "deadline": "2999-01-01T00:00:00Z",
}
CARLA: dict[str, Any] = {
    "repository": "acme-candidates/carla",
    "challenge": "lru-cache",
    "deadline": "2020-01-01T18:00:00+01:00",
    "fail_under": 60,
}
FIRST, SECOND, LATE = "1" * 40, "2" * 40, "3" * 40
NOWHERE = "0" * 40


def asked(*arguments: object, told: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(CI / "candidates.py"), *map(str, arguments)]
    return subprocess.run(command, input=told, capture_output=True, text=True, check=False)


def due(tmp_path: Path, *rows: dict[str, Any], event: dict[str, Any] | None = None) -> list[str]:
    (tmp_path / "list.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
    ran = asked("due", "--list", tmp_path / "list.json", "--event", tmp_path / "event.json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("\n") == 1
    return [each["repository"].partition("/")[2] for each in json.loads(ran.stdout)]


def refused(tmp_path: Path, *rows: object, event: dict[str, Any] | None = None) -> str:
    (tmp_path / "list.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
    ran = asked("due", "--list", tmp_path / "list.json", "--event", tmp_path / "event.json")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    return ran.stderr


def test_a_schedule_takes_those_who_are_graded_at_each_push_and_those_whose_deadline_has_passed(tmp_path: Path) -> None:
    assert due(tmp_path, ANNA, BEN, CARLA) == ["anna", "carla"]


def test_a_deadline_that_is_to_come_does_not_keep_a_push_from_being_graded_where_that_is_wanted(tmp_path: Path) -> None:
    assert due(tmp_path, BEN | {"when": "push"}) == ["ben"]


@pytest.mark.parametrize("event", [{"client_payload": {"repository": "acme-candidates/ben"}}, {"inputs": BEN}])
def test_an_event_chooses_one_row(event: dict[str, Any], tmp_path: Path) -> None:
    assert due(tmp_path, ANNA, BEN, CARLA, event=event) == ["ben"]


def test_an_event_changes_nothing_of_the_row_that_it_chooses(tmp_path: Path) -> None:
    payload = {"repository": "acme-candidates/carla", "challenge": "easy", "deadline": "", "branch": "late"}
    (tmp_path / "event.json").write_text(json.dumps({"client_payload": payload}), encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps([CARLA]), encoding="utf-8")
    ran = asked("due", "--list", tmp_path / "list.json", "--event", tmp_path / "event.json")
    assert json.loads(ran.stdout) == [CARLA | {"branch": "main", "when": "deadline", "fail_under": "60"}]


@pytest.mark.parametrize("repository", ["acme/suites", "acme-candidates/anna\nchallenge=x", "$(id)", "../../x"])
def test_nobody_can_ask_for_a_repository_that_the_company_has_not_listed(repository: str, tmp_path: Path) -> None:
    told = refused(tmp_path, ANNA, event={"client_payload": {"repository": repository}})
    assert "is not in the list" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"repository": "-anna"}, "row 2: repository '-anna' is none"),
        ({"repository": "a/$(id)"}, "row 2: repository"),
        ({"challenge": "a;b"}, "row 2: challenge 'a;b' is none"),
        ({"challenge": "../up"}, "row 2: challenge"),
        ({"branch": "a b"}, "row 2: branch 'a b' is none"),
        ({"deadline": "2026-11-30T18:00:00"}, "has no offset from UTC"),
        ({"deadline": "soon"}, "Invalid isoformat string"),
        ({"when": "deadline"}, "when is deadline, and there is none"),
        ({"when": "later"}, "when is push or deadline"),
        ({"fail_under": "60; id"}, "fail_under"),
        ({"dead_line": "x"}, "unknown dead_line"),
        ({"repository": "acme-candidates/ben"}, "is there twice"),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_row(change: dict[str, Any], says: str, tmp_path: Path) -> None:
    assert says in refused(tmp_path, BEN, ANNA | change)


def test_more_than_a_matrix_takes_is_refused_and_not_cut_off(tmp_path: Path) -> None:
    rows = [ANNA | {"repository": f"acme-candidates/c{number}"} for number in range(257)]
    assert "257 candidates are due" in refused(tmp_path, *rows)


def test_a_row_is_told_so_that_a_shell_can_read_it(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps([CARLA | {"deadline": "2020-01-01 18:00+01"}]), encoding="utf-8")
    ran = asked("one", "--list", tmp_path / "list.json", "--", "acme-candidates/carla")
    assert "CANDIDATE_DEADLINE=2020-01-01T18:00:00+01:00\n" in ran.stdout
    read = subprocess.run(
        ["/bin/sh", "-euc", f'{ran.stdout}printf %s "$CANDIDATE_CHALLENGE $CANDIDATE_BRANCH $CANDIDATE_FAIL_UNDER"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert read.stdout == "lru-cache main 60"


# ── Which commit ──


def github(*pushes: tuple[str, str], ref: str = "refs/heads/main", kind: str = "push") -> str:
    return json.dumps(
        [
            {"ref": ref, "activity_type": kind, "timestamp": at, "after": after, "before": NOWHERE}
            for at, after in pushes
        ]
    )


def gitlab(*pushes: tuple[str, str], ref: str | None = "main", kind: str = "branch") -> str:
    return json.dumps(
        [
            {
                "action_name": "pushed to",
                "created_at": at,
                "push_data": {"ref": ref, "ref_type": kind, "commit_to": after or None},
            }
            for at, after in pushes
        ]
    )


PUSHES = (
    ("2026-11-30T17:00:01Z", LATE),
    ("2026-11-30T16:59:59Z", SECOND),
    ("2026-11-29T08:00:00Z", FIRST),
)
DEADLINE = "2026-11-30T18:00:00+01:00"


def counts(told: str, deadline: str = DEADLINE) -> str:
    ran = asked("commit", "--deadline", deadline, told=told)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.strip()


@pytest.mark.parametrize("platform", [github, gitlab])
def test_the_last_push_before_the_deadline_counts_by_the_platforms_clock(
    platform: Callable[..., str],
) -> None:
    assert counts(platform(*PUSHES)) == SECOND
    assert counts(platform(*reversed(PUSHES))) == SECOND
    assert counts(platform(*PUSHES), deadline="") == LATE


def test_pages_may_come_one_behind_the_other() -> None:
    assert counts(github(PUSHES[0]) + github(*PUSHES[1:]) + "[]\n") == SECOND


def test_other_branches_and_tags_do_not_count() -> None:
    others = github(("2026-11-30T10:00:00Z", LATE), ref="refs/heads/later")
    others += github(("2026-11-30T10:00:00Z", LATE), ref="refs/tags/main")
    assert counts(others + github(*PUSHES[2:])) == FIRST
    others = gitlab(("2026-11-30T10:00:00Z", LATE), ref="later") + gitlab(("2026-11-30T10:00:00Z", LATE), kind="tag")
    assert counts(others + gitlab(("2026-11-30T10:00:00Z", ""), ref=None) + gitlab(*PUSHES[2:])) == FIRST


def test_a_force_push_after_the_deadline_takes_nothing_back() -> None:
    assert counts(github(("2026-11-30T20:00:00Z", LATE), kind="force_push") + github(*PUSHES[1:])) == SECOND


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (github(PUSHES[0]), "nothing had been pushed to main by then (1 pushes are known)"),
        ("[]", "nothing had been pushed"),
        ("", "nothing had been pushed"),
        (github(("2026-11-30T10:00:00Z", NOWHERE), kind="branch_deletion"), "had been removed"),
        (gitlab(("2026-11-30T10:00:00Z", "")), "had been removed"),
        (github(("2026-11-30T10:00:00Z", "$(id)")), "had been removed"),
        ('{"message": "Not Found"}', "did not answer with a list"),
        ("<html>", "Expecting value"),
    ],
)
def test_where_no_commit_counts_none_is_made_up(told: str, says: str) -> None:
    ran = asked("commit", "--deadline", DEADLINE, told=told)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
