"""What Python manifests ask for, and what of it the image has: tables, no engine."""

from __future__ import annotations

import re

import pytest
from packaging.utils import canonicalize_name

from grader.dependencies import python
from grader.dependencies.base import Manifest
from grader.dependencies.pyproject import translated
from grader.paths import SANDBOX

NOT_ONE = "is not a package of the registry, and only those are installed. Write"


def read(**files: str | bytes) -> Manifest:
    """Read files; a name is spelled with two underscores for a dot and three for a slash."""
    named = {name.replace("___", "/").replace("__", "."): text for name, text in files.items()}
    return python.read({name: text.encode() if isinstance(text, str) else text for name, text in named.items()})


def lines(manifest: Manifest, name: str = "runtime.txt") -> list[str]:
    return manifest.files.get(name, "").splitlines()


def version(name: str) -> str:
    """The version that the image has of something."""
    return next(iter(python.built_in()[name].requirement.specifier)).version


# ── requirements files ──


def test_nothing_asked_for_is_nothing_wanted() -> None:
    assert read() == Manifest()
    assert read(requirements__txt="# nothing yet\n\n") == Manifest()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("flask\n", ["flask"]),
        ("Flask == 3.1.0  # the web\r\n\r\n#six\n", ["Flask==3.1.0"]),
        (
            "uvicorn[standard]>=0.30,<1 ; python_version >= '3.9'\n",
            ['uvicorn[standard]<1,>=0.30; python_version >= "3.9"'],
        ),
        (
            "six==1.16.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n",
            ["six==1.16.0 --hash=sha256:aa --hash=sha256:bb"],
        ),
        ("a\n\\\nb\n", ["a", "b"]),
        ("\ufeffsix\n", ["six"]),
    ],
)
def test_a_requirement_is_taken_as_it_is_written(text: str, asked: list[str]) -> None:
    assert lines(read(requirements__txt=text)) == asked
    assert read(requirements__txt=text).problem == ""


def test_a_file_written_by_another_shell_is_read_too() -> None:
    assert lines(read(requirements__txt="six==1.16.0\r\n".encode("utf-16"))) == ["six==1.16.0"]


def test_each_requirement_knows_where_it_stands() -> None:
    manifest = read(requirements__txt="# web\nflask\n\nsix\n")
    assert [(each.name, each.where) for each in manifest.wanted] == [
        ("flask", "requirements.txt:2"),
        ("six", "requirements.txt:4"),
    ]


def test_files_that_are_named_are_read_and_limits_limit() -> None:
    manifest = read(
        requirements__txt="-r requirements/base.txt\n-c limits.txt\nsix\n",
        requirements___base__txt="flask\n-r ../requirements.txt\n",
        limits__txt="werkzeug<3.1\n",
    )
    assert lines(manifest) == ["flask", "six"]
    assert lines(manifest, "constraints.txt") == ["werkzeug<3.1"]


def test_the_files_of_a_folder_count_where_none_lies_at_the_top() -> None:
    manifest = read(requirements___base__txt="flask\n", requirements___test__txt="-r base.txt\nfactory-boy\n")
    assert lines(manifest) == ["flask"]
    assert "factory-boy" in lines(manifest, "dev.txt")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("requirements__txt", "runtime.txt"),
        ("requirements-prod__txt", "runtime.txt"),
        ("requirements-dev__txt", "dev.txt"),
        ("requirements_test__txt", "dev.txt"),
        ("dev-requirements__txt", "dev.txt"),
        ("requirements-docs__txt", ""),
        ("requirements-lint__txt", ""),
        ("notes__txt", ""),
    ],
)
def test_a_files_name_says_whom_it_is_for(name: str, file: str) -> None:
    manifest = read(**{name: "six\n"})
    assert manifest.files == ({file: "six\n"} if file else {})
    assert [each.dev for each in manifest.wanted] == ([file == "dev.txt"] if file else [])


def test_tools_of_a_desk_are_left_out_of_what_tests_need_and_kept_where_the_program_asks() -> None:
    manifest = read(requirements__txt="black\n", **{"requirements-dev__txt": "ruff\nmypy\ntypes-requests\nfreezegun\n"})
    assert lines(manifest) == ["black"]
    assert lines(manifest, "dev.txt") == ["freezegun"]
    assert manifest.notes == ("Not installed, for no test needs them: mypy, ruff, types-requests.",)


@pytest.mark.parametrize("line", [".", "-e .", "-e .[dev]", "./", "--editable ."])
def test_the_submission_itself_needs_no_installing(line: str) -> None:
    manifest = read(requirements__txt=f"{line}\nsix\n")
    assert (lines(manifest), manifest.problem) == (["six"], "")
    assert "can import its own modules as is" in manifest.notes[0]


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("--index-url https://private.example/simple", "https://private.example/simple"),
        ("-i https://me:secret@private.example/simple", "https://private.example/simple"),
        ("--extra-index-url=https://private.example/simple", "https://private.example/simple"),
        ("--find-links ./wheels", "./wheels"),
    ],
)
def test_another_registry_is_not_used_and_told(line: str, address: str) -> None:
    manifest = read(requirements__txt=f"six\n{line}\n")
    assert manifest.unused == (
        f"requirements.txt:2: {address} is not used; packages come from the configured registry.",
    )
    assert manifest.problem == ""


def test_prereleases_are_allowed_where_the_file_says_so() -> None:
    assert read(requirements__txt="--pre\nsix\n").options == {"prereleases": True}


def test_options_that_change_nothing_are_passed_over_and_others_told() -> None:
    manifest = read(requirements__txt="--no-cache-dir\n--only-binary :all:\n--use-feature=fast\nsix\n")
    assert manifest.notes == ("requirements.txt:3: the option --use-feature is not used.",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("git+https://host.example/a/b.git", f'"git+https://host.example/a/b.git" {NOT_ONE} its name and version'),
        (
            "git+https://me:secret@host.example/b.git",
            f'"git+https://host.example/b.git" {NOT_ONE} its name and version',
        ),
        ("b @ git+https://host.example/a/b.git", f"{NOT_ONE} b==<version>."),
        ("https://host.example/b-1.0.whl", f"{NOT_ONE} its name and version"),
        ("b @ file:///home/me/b", f"{NOT_ONE} b==<version>."),
        ("./libs/b", f'"./libs/b" {NOT_ONE} its name and version'),
        ("-e ./libs/b", f'"./libs/b" {NOT_ONE} its name and version'),
        ("-e git+https://host.example/a/b.git#egg=b", f"{NOT_ONE} its name and version"),
        ("libs/b-1.0-py3-none-any.whl", f"{NOT_ONE} its name and version"),
        ("numpy=1.26.0=py311_0", '"numpy=1.26.0=py311_0" is not a requirement'),
        ("flask 3.1", "Write name==version, one a line."),
        ("-r more.txt", "names more.txt, which is not in the submission. Add the file."),
        ("-r ../../etc/passwd", "names ../../etc/passwd, which is not in the submission."),
        ("-r /etc/passwd", "names /etc/passwd, which is not in the submission."),
    ],
)
def test_what_no_registry_has_is_told_with_its_line_and_what_to_write(line: str, told: str) -> None:
    problem = read(requirements__txt=f"six\n{line}\n").problem
    assert problem.startswith("requirements.txt:2: ")
    assert told in problem
    assert "secret" not in problem


def test_every_problem_is_told_up_to_ten() -> None:
    problem = read(requirements__txt="".join(f"./libs/{number}\n" for number in range(14))).problem
    assert problem.count("requirements.txt:") == 10
    assert problem.endswith("… and 4 more.")


def test_a_file_that_is_not_text_is_told() -> None:
    assert read(requirements__txt=b"six\n\xff\xff").problem == (
        "requirements.txt: is not UTF-8 text (byte 5). Save it as UTF-8."
    )


def test_a_message_cannot_be_broken_by_what_a_candidate_writes() -> None:
    problem = read(requirements__txt="\x1b[31m" + "x" * 500 + "/y\n").problem
    assert "\x1b" not in problem
    assert len(problem) < 300


# ── pyproject.toml ──

PROJECT = """\
[project]
name = "shop"
requires-python = ">=3.11"
dependencies = [
  "flask>=3",
  "six",
]

[project.optional-dependencies]
test = ["shop[web]", "freezegun"]
docs = ["sphinx"]
web = ["uvicorn"]

[dependency-groups]
dev = [{include-group = "lint"}, "pytest"]
lint = ["ruff", "responses"]
"""

POETRY = """\
[tool.poetry.dependencies]
python = "^3.11"
flask = "^3.0"
six = {version = "~1.16", extras = ["a", "b"], markers = "os_name == 'posix'"}
uvloop = {version = "*", optional = true}
numpy = [{version = "1.26.4", python = "<3.12"}, {version = ">=2", python = ">=3.12"}]

[tool.poetry.group.test.dependencies]
pytest = "*"

[tool.poetry.group.docs.dependencies]
sphinx = "*"

[[tool.poetry.source]]
name = "private"
url = "https://me:secret@private.example/simple"
"""


def test_the_standards_tables_are_read_and_its_groups_for_tests() -> None:
    manifest = read(pyproject__toml=PROJECT)
    assert lines(manifest) == ["flask>=3", "six"]
    assert lines(manifest, "dev.txt") == ["freezegun", "pytest", "responses"]
    assert manifest.wanted[1].where == "pyproject.toml:6"


def test_poetrys_tables_are_read_in_the_standards_words() -> None:
    manifest = read(pyproject__toml=POETRY)
    assert lines(manifest) == [
        "flask<4,>=3.0",
        'numpy==1.26.4; python_version < "3.12"',
        'numpy>=2; python_version >= "3.12"',
        'six[a,b]<1.17,>=1.16; os_name == "posix"',
    ]
    assert lines(manifest, "dev.txt") == ["pytest"]
    told = "https://private.example/simple is not used; packages come from the configured registry."
    assert manifest.unused == (f"pyproject.toml:16: {told}",)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("*", []),
        ("", []),
        ("1.2.3", ["==1.2.3"]),
        ("1.2.*", ["==1.2.*"]),
        ("^1.2.3", [">=1.2.3,<2"]),
        ("^1.2", [">=1.2,<2"]),
        ("^0.2.3", [">=0.2.3,<0.3"]),
        ("^0.0.3", [">=0.0.3,<0.0.4"]),
        ("^0", [">=0,<1"]),
        ("~1.2.3", [">=1.2.3,<1.3"]),
        ("~1.2", [">=1.2,<1.3"]),
        ("~1", [">=1,<2"]),
        ("~=1.2", ["~=1.2"]),
        (">=1,<2", [">=1", "<2"]),
        (">= 1.2, < 2", [">= 1.2", "< 2"]),
        ("^2.0b1", [">=2.0b1,<3"]),
    ],
)
def test_poetrys_versions_in_the_standards_words(written: str, meant: list[str]) -> None:
    assert translated(written) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[project\n", "pyproject.toml:1: is not TOML: "),
        ("[project]\nname = 'a'\ndependencies = [\n", "pyproject.toml:3: is not TOML: "),
        ("[project]\ndependencies = 'flask'\n", 'pyproject.toml:2: "dependencies" must be a list of requirements'),
        ("[project]\ndependencies = ['a b']\n", 'pyproject.toml:2: "a b" is not a requirement'),
        (
            "[project]\ndependencies = ['b @ git+https://host.example/b']\n",
            f"pyproject.toml:2: .* {NOT_ONE} b==<version>",
        ),
        ("[tool.poetry.dependencies]\nb = {git = 'x'}\n", f'pyproject.toml:2: "b" {NOT_ONE} b==<version>.'),
        ("[tool.poetry.dependencies]\nb = '^1 || ^2'\n", "pyproject.toml:2: b: .* gives alternatives"),
        ("[tool.poetry.dependencies]\nb = 'newest'\n", 'pyproject.toml:2: b: "newest" is not a version.'),
        ("[tool.uv.sources]\nb = {path = '../b'}\n", f'pyproject.toml:2: "b" {NOT_ONE} b==<version>.'),
    ],
)
def test_what_is_wrong_with_a_project_is_told_with_its_line(text: str, told: str) -> None:
    assert re.match(told.replace("(", r"\("), read(pyproject__toml=text).problem)


def test_a_project_that_asks_for_nothing_wants_nothing() -> None:
    assert read(pyproject__toml="[tool.ruff]\nline-length = 99\n") == Manifest()


def test_what_is_not_read_is_told() -> None:
    assert read(setup__py="setup()", poetry__lock="").notes == (
        "poetry.lock: is not read; pyproject.toml and requirements.txt are.",
        "setup.py: is not run, and what it asks for is not found; pyproject.toml and requirements.txt are read.",
    )
    assert read(setup__py="setup()", requirements__txt="six\n").notes == ()


# ── against the image ──


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ("flask", []),
        ("Flask>=3,<99", []),
        ("uvicorn[standard]", []),
        ("psycopg[binary]>=3", []),
        ("PyYAML", []),
        ("flask==0.1", ["flask"]),
        ("flask[async]", ["flask"]),
        ("no-such-thing", ["no-such-thing"]),
        ("no-such-thing; sys_platform == 'win32'", []),
        ("no-such-thing; python_version < '3.13'", []),
        ("no-such-thing; python_version >= '3.13'", ["no-such-thing"]),
    ],
)
def test_what_the_image_lacks(line: str, lacking: list[str]) -> None:
    comparison = python.compare(read(requirements__txt=f"{line}\n"))
    assert [wanted.name for wanted in comparison.missing] == lacking


def test_a_version_that_is_pinned_counts_if_it_is_the_images_own() -> None:
    comparison = python.compare(read(requirements__txt=f"flask=={version('flask')}\n"))
    assert comparison.missing == ()
    assert [(each.name, each.version) for each in comparison.packages] == [("flask", version("flask"))]


def test_a_hash_counts_if_it_is_one_of_the_images_own() -> None:
    pinned = python.built_in()["flask"]
    line = f"flask=={version('flask')}"
    assert python.compare(read(requirements__txt=f"{line} --hash={pinned.hashes[0]}\n")).missing == ()
    assert python.compare(read(requirements__txt=f"{line} --hash=sha256:{'0' * 64}\n")).missing != ()


def test_a_limit_on_something_of_the_image_counts_and_on_anything_else_does_not() -> None:
    within = read(requirements__txt="flask\n-c c.txt\n", c__txt="werkzeug>=1\nno-such-thing<1\n")
    beyond = read(requirements__txt="flask\n-c c.txt\n", c__txt="werkzeug<1\n")
    assert python.compare(within).missing == ()
    assert [wanted.name for wanted in python.compare(beyond).missing] == ["werkzeug"]


def test_what_only_tests_lack_is_known_as_such() -> None:
    comparison = python.compare(read(requirements__txt="flask\n", **{"requirements-dev__txt": "no-such-thing\n"}))
    assert [wanted.dev for wanted in comparison.missing] == [True]


def test_the_image_has_what_its_list_says_pinned_and_hashed() -> None:
    every = python.built_in()
    assert {"flask", "django", "fastapi", "sqlalchemy", "psycopg", "requests", "pytest", "coverage"} <= set(every)
    assert all(each.hashes and str(each.requirement.specifier).startswith("==") for each in every.values())
    assert "colorama" not in every


def test_the_documentation_lists_what_the_image_has() -> None:
    listed = (SANDBOX / "python" / "builtin.in").read_text("utf-8").splitlines()
    names = [line for line in listed if line and not line.startswith("#")]
    documented = (SANDBOX.parent / "docs" / "dependencies.md").read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in documented] == []
    assert {canonicalize_name(name.partition("[")[0]) for name in names} <= set(python.built_in())
