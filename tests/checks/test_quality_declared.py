"""Manifests and locks: what a candidate asks for, in which version, and what of it is the starter's."""

from __future__ import annotations

import json

import pytest

from grader.checks.quality.declared import Declared, chosen_by_starter, declared, locked
from grader.languages import find

POM = """\
<project>
  <artifactId>mine</artifactId><version>1</version>
  <properties><jackson.version> 2.9.8 </jackson.version></properties>
  <!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
  <dependencyManagement><dependencies>
    <dependency><groupId>m</groupId><artifactId>managed</artifactId><version>3.0</version></dependency>
    <dependency><groupId>m</groupId><artifactId>unused</artifactId><version>4.0</version></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency>
      <exclusions><exclusion><groupId>x</groupId><artifactId>x</artifactId></exclusion></exclusions>
      <groupId>com.j</groupId>
      <artifactId>jackson</artifactId>
      <version>${jackson.version}</version>
    </dependency>
    <dependency><groupId>m</groupId><artifactId>managed</artifactId></dependency>
    <dependency><groupId>t</groupId><artifactId>t</artifactId><version>[1,2)</version><scope>test</scope></dependency>
  </dependencies>
  <build><plugins><plugin><dependencies>
    <dependency><groupId>p</groupId><artifactId>p</artifactId><version>1</version></dependency>
  </dependencies></plugin></plugins></build>
</project>
"""
GRADLE = """\
dependencies {
    implementation 'com.j:jackson:2.9.8'
    implementation("com.k:kotlin")
    testImplementation "org.t:t:1.+"
    // implementation 'com.n:no:1.0'
}
"""
PYPROJECT = """\
[project]
name = "mine"
dependencies = [
  "flask==2.0.0",
  "requests>=2",
]
[dependency-groups]
dev = ["pytest==8.0.0"]
"""


def read(language: str, files: dict[str, str], starter: dict[str, str] | None = None) -> list[Declared]:
    return declared({path: text.encode() for path, text in files.items()}, starter or {}, find(language))


def rows(language: str, path: str, text: str) -> list[tuple[str, str, int, bool, bool]]:
    return [(each.name, each.wanted, each.where.line, each.exact, each.dev) for each in read(language, {path: text})]


def test_requirements_are_read_with_their_versions() -> None:
    text = (
        "# x\nFlask[async]==2.0.0 ; python_version > '3'  # why\n-r other.txt\nrequests>=2,<3\nx==1 --hash=sha256:0\n"
    )
    expected = [
        ("Flask", "==2.0.0", 2, True, False),
        ("requests", ">=2,<3", 4, False, False),
        ("x", "==1", 5, True, False),
    ]
    assert rows("python", "requirements.txt", text) == expected
    assert [row[4] for row in rows("python", "requirements-dev.txt", "a==1\n")] == [True]
    assert [row[4] for row in rows("python", "requirements/test.txt", "a==1\n")] == [True]


def test_a_pyproject_is_read_as_the_grader_reads_it_for_its_boxes() -> None:
    assert rows("python", "pyproject.toml", PYPROJECT) == [
        ("flask", "==2.0.0", 4, True, False),
        ("requests", ">=2", 5, False, False),
        ("pytest", "==8.0.0", 8, True, True),
    ]


def test_a_package_json_is_read_with_what_another_name_stands_for() -> None:
    text = json.dumps(
        {
            "keywords": ["pg"],
            "dependencies": {"pg": "^8", "old": "npm:@a/b@1.2.3"},
            "devDependencies": {"jest": "29.0.0"},
        },
        indent=1,
    )
    found = read("node", {"package.json": text})
    assert rows("node", "package.json", text) == [
        ("pg", "^8", 6, False, False),
        ("@a/b", "1.2.3", 7, True, False),
        ("jest", "29.0.0", 10, True, True),
    ]
    assert found[1].installed == "old"


def test_a_pom_is_read_for_its_own_dependencies_alone() -> None:
    assert rows("java", "pom.xml", POM) == [
        ("com.j:jackson", "2.9.8", 10, True, False),
        ("m:managed", "3.0", 16, True, False),
        ("t:t", "[1,2)", 17, False, True),
    ]


def test_a_gradle_file_is_read_line_by_line() -> None:
    assert rows("java", "build.gradle", GRADLE) == [
        ("com.j:jackson", "2.9.8", 2, True, False),
        ("com.k:kotlin", "", 3, True, False),
        ("org.t:t", "1.+", 4, False, True),
    ]


@pytest.mark.parametrize(
    ("language", "path", "starter", "own"),
    [
        ("python", "requirements.txt", "fastapi==0.1\nuvicorn>=0.2\n", "uvicorn>=0.2\nfastapi==0.2\nflask==1.0\n"),
        ("node", "package.json", '{"dependencies": {"pg": "8.0.0"}}', '{"dependencies": {"a": "1", "pg": "8.0.0"}}'),
    ],
)
def test_what_the_starter_asks_for_in_the_same_words_is_the_starters(
    language: str, path: str, starter: str, own: str
) -> None:
    found = {each.name for each in read(language, {path: own}, {path: starter})}
    assert found == ({"fastapi", "flask"} if language == "python" else {"a"})
    assert read(language, {f"moved/{path}": starter}, {path: starter}) == []


def test_a_version_that_the_starters_parent_chooses_is_the_starters() -> None:
    def pom(parent: str, *names: str) -> str:
        dependencies = "".join(f"<dependency><artifactId>{name}</artifactId></dependency>" for name in names)
        return f"<project><parent><version>{parent}</version></parent>{dependencies}</project>"

    def chosen(parent: str) -> bool:
        own = pom(parent, "web", "mail")
        [asked] = read("java", {"pom.xml": own}, {"pom.xml": pom("3.0", "web")})
        return chosen_by_starter(asked, {"pom.xml": own.encode()}, {"pom.xml": pom("3.0", "web")})

    assert chosen("3.0")
    assert not chosen("2.0")


LOCKS = [
    ("python", "uv.lock", '[[package]]\nname = "flask"\nversion = "2.0.0"\nsource = {}\n', {"flask": "2.0.0"}),
    ("python", "poetry.lock", '[[package]]\nname = "Flask"\nversion = "2.0.0"\n', {"flask": "2.0.0"}),
    (
        "python",
        "Pipfile.lock",
        '{"default": {"flask": {"version": "==2.0.0"}}, "develop": {"x": 1}}',
        {"flask": "2.0.0"},
    ),
    (
        "node",
        "package-lock.json",
        json.dumps(
            {
                "packages": {
                    "": {"version": "1.0.0"},
                    "node_modules/@a/b": {"version": "1.0.0"},
                    "node_modules/@a/b/node_modules/c": {"version": "2.0.0"},
                }
            }
        ),
        {"@a/b": "1.0.0"},
    ),
    ("node", "package-lock.json", '{"dependencies": {"c": {"version": "3.0.0"}}}', {"c": "3.0.0"}),
    ("java", "gradle.lockfile", "# x\ncom.j:jackson:2.9.8=runtimeClasspath\nempty=\n", {"com.j:jackson": "2.9.8"}),
]


@pytest.mark.parametrize(("language", "path", "text", "versions"), LOCKS)
def test_locks_hold_versions(language: str, path: str, text: str, versions: dict[str, str]) -> None:
    lock = locked({path: text.encode()}, find(language))
    assert lock is not None
    assert (lock.path, dict(lock.versions)) == (path, versions)


def test_a_lock_with_several_versions_of_a_package_decides_nothing_about_it() -> None:
    text = "".join(f'[[package]]\nname = "a"\nversion = "{number}.0"\n' for number in (1, 2))
    assert locked({"uv.lock": (text + '[[package]]\nname = "b"\nversion = "1"\n').encode()}, find("python")) is not None
    assert locked({"uv.lock": text.encode()}, find("python")) is None


HOSTILE = [
    ("python", "requirements.txt", "a" + ";" * 900_000),
    ("python", "requirements.txt", "a==1\n" * 200_000),
    ("python", "pyproject.toml", "[project]\ndependencies = " + "[" * 100_000),
    ("node", "package.json", '{"dependencies": ' + "[" * 500_000),
    ("node", "package.json", json.dumps({"dependencies": {f"a{number}": "^1" for number in range(50_000)}})),
    ("node", "package.json", '{"dependencies": {"a": ["1"], "b": null, "": "\\ud800"}}'),
    ("java", "pom.xml", "<!--" * 250_000),
    ("java", "pom.xml", "<dependency>" * 80_000),
    ("java", "pom.xml", "<dependency>" + "<artifactId>" + " " * 900_000 + "</dependency>"),
    ("java", "pom.xml", "<dependency><artifactId>" * 40_000 + "</dependency>" * 5),
    ("java", "pom.xml", "<a>" + " " * 1_000_000),
    ("java", "build.gradle", "'a:" * 300_000),
    ("java", "build.gradle", ("'" + "a" * 1_900 + "\n") * 500),
]


@pytest.mark.parametrize(("language", "path", "text"), HOSTILE)
def test_a_hostile_manifest_is_read_within_bounds(language: str, path: str, text: str) -> None:
    assert len(read(language, {path: text})) <= 500


def test_a_name_that_could_not_be_written_down_is_no_package() -> None:
    names = ["\ud800", "\u202ea", "a" * 215, "pg"]
    text = json.dumps({"dependencies": dict.fromkeys(names, "1.0.0")})
    assert [each.name for each in read("node", {"package.json": text})] == ["pg"]


@pytest.mark.parametrize("path", ["package-lock.json", "npm-shrinkwrap.json"])
@pytest.mark.parametrize("text", ["[" * 100_000, "[]", '{"packages": [1], "dependencies": {"a": {"version": 3}}}', "{"])
def test_a_lock_that_is_none_decides_nothing(path: str, text: str) -> None:
    assert locked({path: text.encode()}, find("node")) is None
