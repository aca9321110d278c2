"""What the builder makes of a Java submission: every layout, everything that it refuses, and that nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from java_boxes import Place, archived, built

from grader.building import NeedsDependencies
from grader.challenge import load_challenge, slugs
from grader.languages import find
from grader.model import ClassInterface, Interface, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Build
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

ADD = Interface(
    kind="function",
    functions={
        "add_all": Signature(params=(Parameter(name="numbers", type="list[int]"),), returns="int"),
        "first": Signature(params=(Parameter(name="numbers", type="list[int]"),), returns="int?"),
    },
)
CACHE = Interface(kind="function", classes={"Cache": ClassInterface(methods={"size": Signature(returns="int")})})
PROGRAM = Interface(kind="program")

METHODS = """
    static long addAll(java.util.List<Long> numbers) { return Sum.of(numbers); }
    static Long first(java.util.List<Long> numbers) { return numbers.isEmpty() ? null : numbers.get(0); }
"""
SOLUTION = f"public class Solution {{{METHODS}}}"
SUM = "class Sum { static long of(java.util.List<Long> numbers) { return numbers.stream().mapToLong(n -> n).sum(); } }"
MAIN = "public class Main { public static void main(String... arguments) { System.out.println(1); } }"


@pytest.fixture(scope="module")
def java_place(engine: DockerSandbox, java_image: str) -> Place:
    return Place(engine, java_image)


def packaged(package: str, source: str) -> str:
    return f"package {package};\n\n{source}"


def refusal(java_place: Place, files: Mapping[str, str | bytes], interface: Interface = ADD) -> str:
    """The words with which a submission is refused."""
    made = built(java_place, files, interface)
    assert made.failure is not None, made.facts
    assert made.failure.kind == "compile_error"
    assert "/submission" not in made.failure.message
    return made.failure.message


def accepted(java_place: Place, files: Mapping[str, str | bytes], interface: Interface = ADD) -> Build:
    made = built(java_place, files, interface)
    assert made.failure is None, made.failure
    return made


# ── layouts ──

LAYOUTS: dict[str, dict[str, str]] = {
    "flat": {"Solution.java": SOLUTION, "Sum.java": SUM},
    "a folder src": {"src/Solution.java": SOLUTION, "src/Sum.java": SUM},
    "packages at the top": {
        "com/acme/Solution.java": packaged("com.acme", SOLUTION),
        "com/acme/Sum.java": packaged("com.acme", SUM),
    },
    "folders that are no packages": {
        "code/main/Solution.java": packaged("com.acme", SOLUTION),
        "code/more/Sum.java": packaged("com.acme", SUM),
    },
    "src/main/java": {
        "src/main/java/com/acme/Solution.java": packaged("com.acme", SOLUTION),
        "src/main/java/com/acme/Sum.java": packaged("com.acme", SUM),
        "notes/Draft.java": "this is no Java",
    },
    "modules": {
        "api/src/main/java/com/acme/Sum.java": packaged("com.acme", SUM),
        "app/src/main/java/com/acme/Solution.java": packaged("com.acme", SOLUTION),
        "app/src/main/java/module-info.java": "module app { requires api; }",
    },
    "another name": {"Adding.java": f"class Adding {{{METHODS}}}", "Sum.java": SUM},
    "a source of several classes": {"Solution.java": SOLUTION + SUM},
    "odd file names": {"-J-Xmx1g.java": f"class Solution {{{METHODS}}}", "@Sum.java": SUM, "two words.java": ""},
    "tests beside": {
        "Solution.java": SOLUTION,
        "Sum.java": SUM,
        "SolutionTest.java": "import org.junit.jupiter.api.Test; class SolutionTest {}",
        "test/Helper.java": "import org.junit.jupiter.api.Test; class Helper {}",
    },
    "tests apart": {
        "src/main/java/Solution.java": SOLUTION,
        "src/main/java/Sum.java": SUM,
        "src/test/java/Helper.java": "import org.junit.jupiter.api.Test; class Helper {}",
        "src/main/java/SpeedTest.java": "class SpeedTest {}",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sources_are_found_in_every_layout(java_place: Place, layout: str) -> None:
    made = accepted(java_place, LAYOUTS[layout])
    assert len(made.facts["holders"]) == 1
    assert any(name.endswith("/Sum.class") for name in archived(made))
    assert not any("Helper" in name or "SolutionTest" in name for name in archived(made))


def test_a_module_descriptor_is_left_out_and_told(java_place: Place) -> None:
    assert accepted(java_place, LAYOUTS["modules"]).notes == (
        "app/src/main/java/module-info.java: left out; classes run on the class path",
    )


@pytest.mark.parametrize(
    ("files", "place_of"),
    [
        ({"src/main/resources/data/a.txt": "a"}, "classes/data/a.txt"),
        ({"src/main/java/com/acme/a.txt": "a"}, "classes/com/acme/a.txt"),
    ],
)
def test_files_beside_the_sources_are_on_the_class_path(
    java_place: Place, files: dict[str, str], place_of: str
) -> None:
    made = accepted(java_place, LAYOUTS["src/main/java"] | files)
    assert place_of in archived(made)


def test_files_beside_plain_sources_are_found_from_where_their_package_begins(java_place: Place) -> None:
    files = {
        "code/com/acme/Solution.java": packaged("com.acme", SOLUTION + SUM),
        "code/com/acme/a.txt": "a",
        "code/b.txt": "b",
        "README.md": "no resource",
    }
    assert archived(accepted(java_place, files)) >= {"classes/com/acme/a.txt", "classes/b.txt"}
    assert "classes/README.md" not in archived(accepted(java_place, files))


def test_classes_and_programs_are_found_without_running_any(java_place: Place) -> None:
    files = {
        "a/Cache.java": packaged(
            "a", "public class Cache { static { while (System.nanoTime() != 0); } public int size() { return 0; } }"
        ),
        "b/Main.java": packaged("b", MAIN),
        "b/Tool.java": packaged(
            "b", "class Tool { static { System.exit(1); } public static void main(String[] a) {} }"
        ),
        "b/None.java": packaged("b", "class None { static void main(String[] a) {} public void main(String a) {} }"),
    }
    made = accepted(java_place, files, CACHE)
    assert made.facts["found"] == {"Cache": ["a.Cache"]}
    assert made.facts["mains"] == ["b.Main", "b.Tool"]
    assert made.facts["types"] == ["a.Cache", "b.Main", "b.None", "b.Tool"]


def test_parameters_keep_their_names_and_java_21_is_understood(java_place: Place) -> None:
    source = """
    sealed interface Shape permits Square, Circle {}
    record Square(double side) implements Shape {}
    record Circle(double radius) implements Shape {}
    public class Solution {
        static double area(Shape shape) {
            return switch (shape) { case Square(var side) -> side * side; case Circle c -> c.radius(); };
        }
        static long addAll(java.util.List<Long> numbers) { return 1; }
        static Long first(java.util.List<Long> numbers) {
            Thread.ofVirtual().start(() -> {});
            return numbers.getFirst();
        }
    }
    """
    accepted(java_place, {"Solution.java": source})


@pytest.mark.parametrize("slug", slugs())
def test_the_starters_of_shipped_challenges_compile(java_place: Place, slug: str) -> None:
    challenge = load_challenge(slug)
    accepted(java_place, find("java").starter(challenge), challenge.interface)


# ── packages ──


def pom(*dependencies: str, properties: str = "") -> str:
    """A pom.xml; each dependency is group:name:version, perhaps with a scope."""
    listed = "".join(
        "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>{}</dependency>".format(
            *parts[:3], f"<scope>{parts[3]}</scope>" if parts[3:] else ""
        )
        for parts in (dependency.split(":") for dependency in dependencies)
    )
    return (
        "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>app</artifactId>"
        f"<version>1</version><properties>{properties}</properties><dependencies>{listed}</dependencies></project>"
    )


LOMBOK, MAPSTRUCT = "org.projectlombok:lombok:1.18.42:provided", "org.mapstruct:mapstruct:1.6.3"
WITH_LOMBOK = """
@lombok.Value class Point { long x; }
@lombok.Data class Dot { private long x; }
@org.mapstruct.Mapper interface Points { Dot dot(Point point); }
class Sum {
    static long of(java.util.List<Long> numbers) {
        Points points = org.mapstruct.factory.Mappers.getMapper(Points.class);
        return numbers.stream().mapToLong(n -> points.dot(new Point(n)).getX()).sum();
    }
}
"""


def test_our_own_annotation_processors_run_where_their_packages_are_asked_for(java_place: Place) -> None:
    files = {"pom.xml": pom(LOMBOK, MAPSTRUCT), "src/main/java/Solution.java": SOLUTION + WITH_LOMBOK}
    made = accepted(java_place, files)
    assert archived(made) >= {"classes/PointsImpl.class", "classes/Point.class"}
    jars = [path.rpartition("/")[2] for path in made.facts["classpath"]]
    assert "mapstruct-1.6.3.jar" in jars


@pytest.mark.parametrize("script", ["build.gradle", "pom.xml", ""])
def test_the_candidates_own_tests_are_compiled_where_they_are_asked_for(java_place: Place, script: str) -> None:
    junit = "org.junit.jupiter:junit-jupiter:5.12.2:test"
    build = {
        "build.gradle": "dependencies {\n  testImplementation 'org.junit.jupiter:junit-jupiter:5.10.0'\n}",
        "pom.xml": pom(junit),
        "": "nothing",
    }
    test = "import org.junit.jupiter.api.*; class AddTest { @Test void adds() { Solution.addAll(null); } }"
    files = {script or "notes.txt": build[script], "src/main/java/Solution.java": SOLUTION + SUM}
    files |= {"src/test/java/AddTest.java": test, "src/test/resources/a.txt": ""}
    made = built(java_place, files, ADD, tests=True)
    assert made.failure is None, made.failure
    assert archived(made) >= {"test-classes/AddTest.class", "test-classes/a.txt", "classes/Solution.class"}
    assert made.facts["test_words"] == ""
    assert any("junit-jupiter-api" in path for path in made.facts["test_classpath"])
    assert not any("junit" in path for path in made.facts["classpath"])


def test_tests_that_do_not_compile_are_no_compile_error(java_place: Place) -> None:
    files = {"Solution.java": SOLUTION + SUM, "AddTest.java": "class AddTest { Missing x; }"}
    made = built(java_place, files, ADD, tests=True)
    assert made.failure is None
    assert made.facts["test_words"].startswith("AddTest.java:1: error: cannot find symbol")


def test_an_older_java_is_compiled_for_and_a_newer_one_refused(java_place: Place) -> None:
    older = pom(properties="<maven.compiler.release>11</maven.compiler.release>")
    record = {"src/main/java/Solution.java": SOLUTION + SUM, "src/main/java/Point.java": "record Point(int x) {}"}
    assert "records are not supported in -source 11" in refusal(java_place, {"pom.xml": older, **record})
    newer = pom(properties="<java.version>25</java.version><maven.compiler.release>25</maven.compiler.release>")
    message = refusal(java_place, {"pom.xml": newer, **record})
    assert message == "pom.xml asks for Java 25; the grader takes Java 8 to 21."


def test_packages_that_are_not_here_are_asked_for(java_place: Place) -> None:
    files = {"pom.xml": pom("org.nowhere:thing:1.0"), "src/main/java/Solution.java": SOLUTION + SUM}
    with pytest.raises(NeedsDependencies):
        built(java_place, files, ADD)


def test_a_gradle_build_may_use_what_is_built_in(java_place: Place) -> None:
    source = SOLUTION + SUM + "class Tree { com.fasterxml.jackson.databind.JsonNode node; }"
    script = 'dependencies {\n    implementation("com.fasterxml.jackson.core:jackson-databind:2.17.0")\n}'
    made = accepted(java_place, {"build.gradle.kts": script, "src/main/java/Solution.java": source})
    assert any("jackson-databind" in path for path in made.facts["classpath"])


# ── refusals ──

REFUSED: dict[str, tuple[dict[str, str | bytes], str]] = {
    "no source": ({"README.md": "hello"}, "There is no Java source to compile: looked for *.java."),
    "nothing but tests": (
        {"SolutionTest.java": "class SolutionTest {}"},
        "looked for *.java. Left out as tests: SolutionTest.java.",
    ),
    "a mistake": (
        {"src/Solution.java": "public class Solution { int x = ; }"},
        "src/Solution.java:1: error: illegal start of expression\npublic class Solution { int x = ; }\n",
    ),
    "something unknown": (
        {"Solution.java": "class Solution { Missing x; }", "MissingTest.java": "class MissingTest {}"},
        "Left out as tests: MissingTest.java",
    ),
    "not UTF-8": (
        {"Solution.java": b"class Solution {\n// \xe4\n}"},
        "Solution.java:2: the byte 0xe4 is not UTF-8. Save the file as UTF-8.",
    ),
    "a class twice": (
        {"a/Solution.java": SOLUTION + SUM, "b/Solution.java": SOLUTION},
        "The class Solution is there twice: in a/Solution.java and in b/Solution.java. Keep one.",
    ),
    "a package of the runtime's": (
        {"List.java": packaged("java.util", "public class List {}")},
        "List.java: the package java.util is not the submission's to use (java.* is reserved). Rename it.",
    ),
    "a package of the test framework's": (
        {"Assertions.java": packaged("org.junit.jupiter.api", "public class Assertions {}")},
        "the package org.junit.jupiter.api is not the submission's to use (org.junit.* is reserved)",
    ),
    "a package of ours in disguise": (
        {"Session.java": "package gr\\u0061der.session; public class Session {}"},
        "the package grader.session is not the submission's to use (grader.* is reserved)",
    ),
    "a broken pom.xml": (
        {"pom.xml": "<project>\n<modelVersion>", "Solution.java": SOLUTION + SUM},
        "pom.xml is not XML: no element found: line 2, column 14. Correct it.",
    ),
    "packages that are not there": (
        {"Solution.java": "import org.nowhere.Thing; class Solution {}"},
        "error: package org.nowhere does not exist",
    ),
    "a Gradle build with packages of its own": (
        {
            "build.gradle": "dependencies {\n  implementation 'org.nowhere:thing:1.0'\n}",
            "Solution.java": SOLUTION + SUM,
        },
        "Gradle builds are not run here (build.gradle): org.nowhere:thing is not in the grader's built-in set.",
    ),
    "a Gradle build with a catalogue": (
        {"build.gradle.kts": "dependencies {\n  implementation(libs.thing)\n}", "Solution.java": SOLUTION + SUM},
        "'libs.thing)' is not a plain group:name:version",
    ),
    "a preview of Java": (
        {"Solution.java": "void main() { System.out.println(); }"},
        "error: unnamed classes are a preview feature and are disabled by default.",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_built_is_refused_in_clear_words(java_place: Place, mistake: str) -> None:
    files, words = REFUSED[mistake]
    assert words in refusal(java_place, files)


def test_a_gradle_build_without_packages_of_its_own_is_compiled_directly(java_place: Place) -> None:
    files = {
        "build.gradle": "plugins { id 'java' }\ndependencies {\n  // implementation 'a:b:1'\n"
        "  testImplementation 'org.junit.jupiter:junit-jupiter:5.10.0'\n  implementation project(':api')\n}\n",
        "app/src/main/java/Solution.java": SOLUTION,
        "api/src/main/java/Sum.java": SUM,
    }
    assert accepted(java_place, files).notes == ("build.gradle: Gradle is not run; sources are compiled directly",)


def test_many_errors_are_capped_and_counted(java_place: Place) -> None:
    wrong = "\n".join(f"  Missing{number} field{number};" for number in range(300))
    message = refusal(java_place, {"Solution.java": f"class Solution {{\n{wrong}\n}}"})
    assert message.startswith("Solution.java:2: error: cannot find symbol")
    assert len(message) <= 4000
    assert message.endswith(" more lines")


BOMBS = {
    "nested too deeply": (
        "class Solution { int x = " + "(" * 90_000 + "1" + ")" * 90_000 + "; }",
        ("The compiler gave up: java.lang.StackOverflowError. An expression or a type is nested too deeply.",),
    ),
    "constants that grow": (
        'class Solution {\n  static final String S0 = "0123456789abcdef";\n'
        + "".join(f"  static final String S{n + 1} = S{n} + S{n};\n" for n in range(30))
        + "}",
        ("javac needs more than 512 MiB of memory", "constant string too long"),
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_compiler_bomb_hurts_nobody(java_place: Place, bomb: str) -> None:
    source, words = BOMBS[bomb]
    message = refusal(java_place, {"Solution.java": source})
    assert any(word in message for word in words), message


# ── nothing of the submission runs ──

RUNS = """
import java.util.Set;
import javax.annotation.processing.*;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public class Processor extends AbstractProcessor implements com.sun.source.util.Plugin {
    @Override public boolean process(Set<? extends TypeElement> a, RoundEnvironment r) { throw new Error("it ran"); }
    @Override public String getName() { return "Processor"; }
    @Override public boolean autoStart() { return true; }
    @Override public void init(com.sun.source.util.JavacTask task, String... arguments) { throw new Error("it ran"); }
}
"""


def test_no_processor_or_plug_in_of_the_submission_is_run(java_place: Place) -> None:
    files = {
        "src/main/java/Solution.java": SOLUTION + SUM,
        "src/main/java/Processor.java": RUNS,
        "src/main/resources/META-INF/services/javax.annotation.processing.Processor": "Processor\n",
        "src/main/resources/META-INF/services/com.sun.source.util.Plugin": "Processor\n",
        ".mvn/jvm.config": "-javaagent:x.jar",
        "@options": "-processor Processor",
    }
    accepted(java_place, files)
