"""What package.json and npm's lock ask for, and what of it the image has: tables, no engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader.dependencies import node
from grader.dependencies.base import Manifest

ELSEWHERE = "which is not a version of a package of the registry, and only those are installed."


def read(package: object, lock: object = None, **more: bytes) -> Manifest:
    files = {"package.json": package if isinstance(package, bytes) else json.dumps(package, indent=2).encode()}
    if lock is not None:
        files["package-lock.json"] = lock if isinstance(lock, bytes) else json.dumps(lock).encode()
    return node.read(files | {name.replace("__", "."): content for name, content in more.items()})


def locked(**entries: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Write a lock: each package's version, or the whole of its entry; two underscores are a hyphen."""
    packages = {
        f"node_modules/{name.replace('__', '-')}": entry if isinstance(entry, dict) else {"version": entry}
        for name, entry in entries.items()
    }
    return {"name": "theirs", "lockfileVersion": 3, "packages": {"": {"name": "theirs"}} | packages}


def version(name: str) -> str:
    """The version that the image has of something."""
    return node.built_in()[name]


# ── package.json ──


def test_without_a_package_json_nothing_is_wanted() -> None:
    assert node.read({"package-lock.json": b"{}"}) == Manifest()
    assert read({"name": "theirs", "type": "module"}).files == {}


def test_all_that_is_asked_for_is_known_with_its_place() -> None:
    manifest = read({"dependencies": {"is-odd": "^3.0.0"}, "devDependencies": {"@scope/x": "latest"}})
    assert [(each.name, each.asked, each.where, each.dev) for each in manifest.wanted] == [
        ("is-odd", "^3.0.0", "package.json:3: dependencies", False),
        ("@scope/x", "latest", "package.json:6: devDependencies", True),
    ]


def test_npm_is_given_what_is_asked_for_and_nothing_that_could_run() -> None:
    manifest = read(
        {
            "name": "theirs",
            "scripts": {"postinstall": "curl evil", "test": "jest"},
            "dependencies": {"is-odd": "^3.0.0"},
            "overrides": {"is-number": "6.0.0"},
            "bin": "x.js",
            "workspaces": ["a"],
        }
    )
    assert json.loads(manifest.files["package.json"]) == {
        "name": "submission",
        "version": "0.0.0",
        "private": True,
        "dependencies": {"is-odd": "^3.0.0"},
        "overrides": {"is-number": "6.0.0"},
    }
    assert manifest.notes == (
        'package.json: the script "postinstall" is not run: nothing runs when packages are installed.',
        "package.json: workspaces are not installed; only what this file itself asks for is.",
    )


@pytest.mark.parametrize(
    "asked",
    [
        "git+https://host.example/a/b.git",
        "git@host.example:a/b.git",
        "github:a/b",
        "a/b#semver:^1",
        "https://host.example/b.tgz",
        "file:../b",
        "link:../b",
        "workspace:*",
        "./b",
        "~/b",
    ],
)
def test_what_no_registry_has_is_told_with_its_key_and_what_to_write(asked: str) -> None:
    assert read({"dependencies": {"b": asked}}).problem == (
        f'package.json:3: dependencies: b is wanted as "{asked}", {ELSEWHERE} Write one, such as "^1.2.3".'
    )


def test_nor_may_it_be_put_in_the_place_of_what_a_package_asks_for() -> None:
    package = {"dependencies": {"a": "1"}, "overrides": {"b": {".": "^1", "c": "github:a/b"}}}
    assert read(package).problem.startswith('package.json: overrides: c is wanted as "github:a/b", which is not')
    assert read({"dependencies": {"a": "1"}, "overrides": {"b": {"c": "$a"}}}).problem == ""


def test_a_password_in_an_address_is_not_told_again() -> None:
    problem = read({"dependencies": {"b": "https://me:secret@host.example/b.tgz"}}).problem
    assert '"https://host.example/b.tgz"' in problem


@pytest.mark.parametrize(
    ("package", "told"),
    [
        (b'{"dependencies": {\n "a": "1",\n}}', "package.json:3: is not JSON: "),
        (b"[]", "package.json:1: must be an object, in braces."),
        (b"\xff", "package.json: is not UTF-8 text (byte 1). Save it as UTF-8."),
        (b"[" * 100_000, "package.json: is nested too deep."),
        ({"dependencies": ["a"]}, 'package.json:2: "dependencies" must be an object of names and versions.'),
        (
            {"dependencies": {"a": 1}},
            'package.json:3: dependencies: "a" must be a package\'s name with its version in quotes.',
        ),
        ({"dependencies": {"../a": "1"}}, 'package.json:3: dependencies: "../a" must be a package\'s name'),
    ],
)
def test_what_is_wrong_with_a_package_json_is_told(package: object, told: str) -> None:
    assert read(package).problem.startswith(told)


# ── the lock ──


def test_a_lock_goes_along_without_any_address() -> None:
    entry = {"version": "3.0.1", "resolved": "https://other.example/is-odd.tgz", "integrity": "sha512-aa"}
    manifest = read({"dependencies": {"is-odd": "^3.0.0"}}, locked(is__odd=entry))
    lock = json.loads(manifest.files["package-lock.json"])
    assert lock["packages"]["node_modules/is-odd"] == {"version": "3.0.1", "integrity": "sha512-aa"}
    assert lock["packages"][""]["dependencies"] == {"is-odd": "^3.0.0"}
    assert (lock["lockfileVersion"], manifest.problem) == (3, "")


@pytest.mark.parametrize(
    ("asked", "entry", "told"),
    [
        ("^3.0.0", "3.0.1", ""),
        ("3.x", "3.9.9", ""),
        ("latest", "1.0.0", ""),
        (
            "^3.0.0",
            "2.0.0",
            "package-lock.json has b 2.0.0, but package.json:3: dependencies wants ^3.0.0. Run `npm install`",
        ),
        ("npm:c@^3.0.0", {"name": "c", "version": "3.1.0"}, ""),
        ("npm:c@^3.0.0", {"name": "c", "version": "2.0.0"}, "package-lock.json has c 2.0.0, but "),
        (
            "^3.0.0",
            None,
            "package-lock.json has no b, which package.json:3: dependencies wants (^3.0.0). Run `npm install`",
        ),
        ("^3.0.0", {"version": "3.0.0", "link": True}, 'package-lock.json: b is locked to "a folder", which is not'),
        (
            "^3.0.0",
            {"version": "3.0.0", "resolved": "git+ssh://git@host.example/b"},
            "package-lock.json: b is locked to ",
        ),
        ("^3.0.0", {}, "package-lock.json has b , but "),
    ],
)
def test_a_lock_that_disagrees_is_told_with_what_was_wanted_and_what_it_has(
    asked: str, entry: object, told: str
) -> None:
    problem = read({"dependencies": {"b": asked}}, locked(**({} if entry is None else {"b": entry}))).problem
    assert problem.startswith(told)
    assert bool(problem) == bool(told)


def test_a_lock_may_lack_what_is_optional() -> None:
    manifest = read({"dependencies": {"a": "1"}, "optionalDependencies": {"b": "1"}}, locked(a="1.0.0"))
    assert manifest.problem == ""


def test_a_broken_lock_is_told_with_its_line() -> None:
    assert read({"dependencies": {"a": "1"}}, b'{\n"packages": }').problem.startswith(
        "package-lock.json:2: is not JSON"
    )


@pytest.mark.parametrize("lock", [{"lockfileVersion": 1, "dependencies": {}}, {"lockfileVersion": 3}, {"packages": {}}])
def test_a_lock_of_an_old_kind_is_not_read_and_told(lock: object) -> None:
    manifest = read({"dependencies": {"a": "1"}}, lock)
    assert "package-lock.json" not in manifest.files
    assert "is of an old kind and not read" in manifest.notes[0]


def test_locks_of_others_are_not_read_and_told() -> None:
    assert read({}, yarn__lock=b"").notes == ("yarn.lock: is not read; package.json is.",)


def test_a_shrinkwrap_is_taken_before_the_lock_as_npm_does() -> None:
    shrinkwrap = json.dumps(locked(b="2.0.0")).encode()
    files = {"package.json": b'{"dependencies": {"b": "^3"}}', "npm-shrinkwrap.json": shrinkwrap}
    assert node.read(files | {"package-lock.json": b"{"}).problem.startswith("npm-shrinkwrap.json has b 2.0.0")


# ── against the image ──


@pytest.mark.parametrize(
    ("package", "lacking"),
    [
        ({"dependencies": {"express": "*"}}, []),
        ({"dependencies": {"express": "latest"}}, []),
        ({"dependencies": {"express": ""}}, []),
        ({"dependencies": {"express": "next"}}, ["express"]),
        ({"dependencies": {"express": "^1.0.0"}}, ["express"]),
        ({"dependencies": {"express": "npm:other@*"}}, ["express"]),
        ({"dependencies": {"is-odd": "^3.0.0"}}, ["is-odd"]),
        ({"peerDependencies": {"is-odd": "^3.0.0"}, "optionalDependencies": {"is-even": "1"}}, []),
        ({"devDependencies": {"is-odd": "^3.0.0", "eslint": "^9", "@types/pg": "^8", "nodemon": "*"}}, ["is-odd"]),
        ({"dependencies": {"eslint": "^1"}}, ["eslint"]),
    ],
)
def test_what_the_image_lacks(package: object, lacking: list[str]) -> None:
    assert [wanted.name for wanted in node.compare(read(package)).missing] == lacking


def test_what_the_image_has_is_told_with_its_version() -> None:
    comparison = node.compare(read({"dependencies": {"express": f"^{version('express')}"}}))
    assert [(each.name, each.version) for each in comparison.packages] == [("express", version("express"))]
    assert comparison.notes == ()


def test_another_version_than_the_locked_one_is_told() -> None:
    major = version("express").partition(".")[0]
    manifest = read({"dependencies": {"express": f"^{major}.0.0"}}, locked(express=f"{major}.0.0"))
    comparison = node.compare(manifest)
    assert comparison.missing == ()
    versions = f"express {version('express')} (locked: {major}.0.0)"
    assert comparison.notes == (f"The image's own packages satisfy package.json and are used: {versions}.",)
