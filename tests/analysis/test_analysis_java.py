"""PMD, Checkstyle and SpotBugs in the analysis box: one machine, three tools, and none that takes the others along."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

import msgspec
import nouns
import pytest
from analysis_box import Analysis, analyse

from grader import building
from grader.deliveries import packed
from grader.languages import find
from grader.model import SourceFile

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

PATH = "src/main/java/app/Users.java"
USERS = """\
package app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Knows the users. */
public class Users {
    private final Connection connection;

    public Users(Connection connection) {
        this.connection = connection;
    }

    /** Looks users up. */
    public List<Integer> find(String name, boolean strict) throws SQLException {
        List<Integer> found = new ArrayList<>();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name FROM users WHERE name = '" + name + "'");
        while (rows.next()) {
            if (strict && rows.getString(2) == name) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }

    @SuppressWarnings("all")
    public void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // NOPMD
        }
        System.out.println("done"); // TODO: log
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Users;
    }
}
"""

HOSTILE = {
    "checkstyle.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><module name="&e;"/>',
    "suppressions.xml": '<suppressions><suppress checks=".*" files=".*"/></suppressions>',
    "pmd.xml": "<ruleset/>",
    "src/main/java/META-INF/services/javax.annotation.processing.Processor": "app.Evil",
}


@pytest.fixture(scope="module")
def classes(engine: DockerSandbox, java_image: str) -> dict[str, bytes]:
    """What the builder makes of the source, as for an exam."""
    submission = msgspec.structs.replace(
        nouns.submission(),
        language="java",
        files=(SourceFile(path=PATH, size=len(USERS), lines=USERS.count("\n")),),
        archive=packed({PATH: USERS.encode()}),
    )
    build = building.build(
        nouns.challenge(),
        submission,
        find("java"),
        image=java_image,
        sandbox=engine,
        run=f"test-{secrets.token_hex(6)}",
    )
    assert build.failure is None, build.failure
    return building.plain_files(build.archive)


@pytest.fixture(scope="module")
def found(engine: DockerSandbox, classes: dict[str, bytes]) -> Analysis:
    return analyse(engine, "test-analysis-java", "java", {PATH: USERS}, classes=classes)


def test_pmd_reads_the_sources_and_no_annotation_or_comment_silences_it(found: Analysis) -> None:
    assert found.rules("pmd", PATH) >= {
        "CloseResource",
        "EmptyCatchBlock",
        "AvoidCatchingGenericException",
        "SystemPrintln",
        "UseEqualsToCompareStrings",
        "OverrideBothEqualsAndHashcode",
    }
    assert "@SuppressWarnings: EmptyCatchBlock" in {row["text"] for row in found.rows("suppressions", "pmd")}


def test_spotbugs_reads_the_compiled_classes_with_its_rules_for_security(found: Analysis) -> None:
    rules = {row["rule"]: row for row in found.rows("findings", "spotbugs")}

    assert rules.keys() >= {
        "SQL_NONCONSTANT_STRING_PASSED_TO_EXECUTE",
        "SQL_INJECTION_JDBC",
        "ES_COMPARING_PARAMETER_STRING_WITH_EQ",
        "ODR_OPEN_DATABASE_RESOURCE",
    }
    unsafe = rules["SQL_NONCONSTANT_STRING_PASSED_TO_EXECUTE"]
    assert (unsafe["path"], unsafe["line"], unsafe["severity"]) == (PATH, 22, "error")
    assert unsafe["help"].endswith("#SQL_NONCONSTANT_STRING_PASSED_TO_EXECUTE")


def test_checkstyle_counts_what_is_documented(found: Analysis) -> None:
    [share] = found.rows("files", "checkstyle")

    # The class, find() and quietly(); equals() says what it does where it was declared.
    assert (share["path"], share["documentable"], share["documented"]) == (PATH, 3, 2)
    assert found.rules("checkstyle", PATH) == {"TodoComment"}


def test_every_method_has_its_numbers(found: Analysis) -> None:
    methods = {row["name"]: row for row in found.rows("functions", "pmd")}

    assert methods.keys() == {"Users.Users", "Users.find", "Users.quietly", "Users.equals"}
    assert methods["Users.find"] == {
        "tool": "pmd",
        "path": PATH,
        "name": "Users.find",
        "line": 19,
        "end_line": 29,
        "cyclomatic": 4,
        "cognitive": 4,
        "parameters": 2,
    }


def test_no_configuration_of_theirs_changes_anything(
    engine: DockerSandbox, run: str, found: Analysis, classes: dict[str, bytes]
) -> None:
    again = analyse(engine, run, "java", {PATH: USERS}, classes=classes, beside=HOSTILE)

    for tool in ("pmd", "checkstyle", "spotbugs"):
        assert json.dumps(again.rows("findings", tool)) == json.dumps(found.rows("findings", tool))


def test_a_file_that_cannot_be_read_leaves_the_others_and_no_classes_leave_the_sources(
    engine: DockerSandbox, run: str
) -> None:
    files = {
        PATH: USERS,
        "Broken.java": "class Broken { void f( { }",
        "-@ ü.java": "class Named { void f() { System.out.println(); } }",
        "Deep.java": f"class Deep {{ int x = {'(' * 200_000}1{')' * 200_000}; }}",
    }
    told = analyse(engine, run, "java", files)

    assert "EmptyCatchBlock" in told.rules("pmd", PATH)
    assert told.rules("pmd", "-@ ü.java") == {"SystemPrintln"}
    unread = {(row["tool"], row["path"]): row["why"] for row in told.rows("unread")}
    assert {path for tool, path in unread if tool == "pmd"} == {"Broken.java", "Deep.java"}
    assert {path for tool, path in unread if tool == "checkstyle"} == {"Broken.java", "Deep.java"}
    assert unread["spotbugs", ""] == "no compiled classes"


def test_a_class_that_breaks_spotbugs_leaves_the_others_and_is_told(
    engine: DockerSandbox, run: str, classes: dict[str, bytes]
) -> None:
    broken = {name: content[: len(content) // 2] for name, content in classes.items()}
    told = analyse(engine, run, "java", {PATH: USERS}, classes=broken)

    assert "EmptyCatchBlock" in told.rules("pmd", PATH)
    assert "TodoComment" in told.rules("checkstyle", PATH)
    assert {row["path"] for row in told.rows("unread", "spotbugs")} == {""}
