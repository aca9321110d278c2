# ruff: noqa: INP001 - a program to be copied beside the templates, not a package
"""Reads the company's list of candidates: which to grade now, and which commit counts.

    python3 candidates.py due  --list candidates.json [--event FILE]     a matrix for GitHub, as one line of JSON
    python3 candidates.py one  --list candidates.json REPOSITORY         its row, for a shell: CANDIDATE_…=
    python3 candidates.py commit --branch main [--deadline TIME]         of what the platform says on stdin

The list is a JSON array of objects: `repository` and `challenge`, and where wanted `branch` (main), `deadline` (with
an offset from UTC), `when` (push or deadline; deadline where there is one) and `fail_under`. What an event brings along
chooses a row of it and nothing else.

`commit` reads GitHub's repository activity or GitLab's events of a project, and gives the last commit of the branch
that had been pushed by the deadline: by the platform's clock, for the dates in a commit are the candidate's to write.
Standard library alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MISTAKE = 2
MOST_JOBS = 256
"""What GitHub takes in one matrix."""

REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*){1,8}")
CHALLENGE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}")
BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}")
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?")
KEYS = {"repository", "challenge", "branch", "deadline", "when", "fail_under"}


class Mistake(Exception):
    """Something that whoever called can put right."""


def main() -> int:
    """Answer one question on stdout; 2 with a reason on stderr where it cannot be answered."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    due = commands.add_parser("due")
    due.add_argument("--list", type=Path, required=True)
    due.add_argument("--event", type=Path)
    one = commands.add_parser("one")
    one.add_argument("--list", type=Path, required=True)
    one.add_argument("repository")
    commit = commands.add_parser("commit")
    commit.add_argument("--branch", default="main")
    commit.add_argument("--deadline", default="")
    asked = parser.parse_args()
    try:
        if asked.command == "due":
            wanted = chosen(json.loads(asked.event.read_bytes())) if asked.event else ""
            told = json.dumps(due_now(rows(asked.list), wanted, datetime.now(UTC)), separators=(",", ":"))
        elif asked.command == "one":
            row = named(rows(asked.list), asked.repository)
            told = "\n".join(f"CANDIDATE_{name.upper()}={value}" for name, value in row.items())
        else:
            told = last_push(activity(sys.stdin.read()), asked.branch, moment(asked.deadline, "--deadline"))
    except (Mistake, OSError, ValueError) as error:
        sys.stderr.write(f"candidates.py: {error}\n")
        return MISTAKE
    sys.stdout.write(f"{told}\n")
    return 0


# ── The list ─────────────────────────────────────────────────────────────────────────────────────


def rows(path: Path) -> list[dict[str, str]]:
    """Read the list, every value as a word that can do no harm in a job's outputs; ``Mistake`` names the row."""
    read = json.loads(path.read_bytes())
    if not isinstance(read, list) or not all(isinstance(each, dict) for each in read):
        raise Mistake(f"{path}: must be a JSON array of objects.")
    found = [_row(each, f"{path}: row {number}") for number, each in enumerate(read, 1)]
    names = [each["repository"] for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Mistake(f"{path}: {', '.join(twice)} is there twice. One row a repository.")
    return found


def _row(given: dict[str, Any], where: str) -> dict[str, str]:
    unknown = sorted(given.keys() - KEYS)
    if unknown:
        raise Mistake(f"{where}: unknown {', '.join(unknown)}. There are: {', '.join(sorted(KEYS))}.")
    row = {name: str(given.get(name, "")) for name in sorted(KEYS)}
    row["branch"] = row["branch"] or "main"
    row["when"] = row["when"] or ("deadline" if row["deadline"] else "push")
    for name, form in (("repository", REPOSITORY), ("challenge", CHALLENGE), ("branch", BRANCH)):
        if not form.fullmatch(row[name]) or ".." in row[name]:
            raise Mistake(f"{where}: {name} {row[name]!r} is none.")
    if row["when"] not in {"push", "deadline"}:
        raise Mistake(f"{where}: when is push or deadline, not {row['when']!r}.")
    if row["when"] == "deadline" and not row["deadline"]:
        raise Mistake(f"{where}: when is deadline, and there is none.")
    if row["fail_under"] and not NUMBER.fullmatch(row["fail_under"]):
        raise Mistake(f"{where}: fail_under {row['fail_under']!r} is no number.")
    if row["deadline"]:
        # Written anew, for a shell and a job's outputs will read it.
        row["deadline"] = moment(row["deadline"], f"{where}: deadline").isoformat()
    return row


def chosen(event: dict[str, Any]) -> str:
    """Name the repository that an event asks for: of ``repository_dispatch`` or of a person; none for all."""
    given = (event.get("client_payload") or {}).get("repository") or (event.get("inputs") or {}).get("repository")
    return str(given or "")


def due_now(listed: list[dict[str, str]], wanted: str, now: datetime) -> list[dict[str, str]]:
    """Give the rows to grade; one that is asked for by name is due whatever the time, yet no later commit counts."""
    if wanted:
        return [named(listed, wanted)]
    due = [each for each in listed if each["when"] == "push" or moment(each["deadline"], "") <= now]
    if len(due) > MOST_JOBS:
        raise Mistake(f"{len(due)} candidates are due, and one run takes {MOST_JOBS}. Take out those that are done.")
    return due


def named(listed: list[dict[str, str]], repository: str) -> dict[str, str]:
    """Find a row; one that the company did not write is nobody's to ask for."""
    for each in listed:
        if each["repository"].lower() == repository.lower():
            return each
    raise Mistake(f"{repository!r:.120} is not in the list.")


def moment(text: str, where: str) -> datetime:
    """Read a time with an offset; none at all is the end of time."""
    if not text:
        return datetime.max.replace(tzinfo=UTC)
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise Mistake(f"{where} {text!r} has no offset from UTC. Write 2026-11-30T18:00:00+01:00, or Z.")
    return read


# ── The commit ───────────────────────────────────────────────────────────────────────────────────


def activity(text: str) -> Iterator[dict[str, Any]]:
    """Give the entries of one array, or of several one behind the other, as pages come."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        page, at = decoder.raw_decode(text, at)
        if not isinstance(page, list):
            raise Mistake(f"the platform did not answer with a list: {page!r:.200}")
        yield from page


def last_push(entries: Iterator[dict[str, Any]], branch: str, deadline: datetime) -> str:
    """Give the commit that the branch was at by the deadline; ``Mistake`` where it was at none."""
    known = [push for push in map(_push, entries) if push is not None]
    in_time = [(at, commit) for at, ref, commit in known if ref == branch and at <= deadline]
    if not in_time:
        raise Mistake(f"nothing had been pushed to {branch} by then ({len(known)} pushes are known).")
    commit = max(in_time, key=lambda push: push[0])[1]
    if not COMMIT.fullmatch(commit) or not commit.strip("0"):
        raise Mistake(f"{branch} had been removed by then.")
    return commit


def _push(entry: dict[str, Any]) -> tuple[datetime, str, str] | None:
    """Tell when which branch came to which commit: in GitHub's form, or GitLab's."""
    if "push_data" in entry:
        data = entry["push_data"]
        if data.get("ref_type") != "branch":
            return None
        return moment(entry["created_at"], "created_at"), str(data.get("ref")), str(data.get("commit_to") or "")
    if "after" in entry and "timestamp" in entry:
        ref = str(entry["ref"])
        if not ref.startswith("refs/heads/"):
            return None
        return moment(entry["timestamp"], "timestamp"), ref.removeprefix("refs/heads/"), str(entry["after"])
    return None


if __name__ == "__main__":
    sys.exit(main())
