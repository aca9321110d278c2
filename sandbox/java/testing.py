"""The candidate's own tests in Java: JUnit 5 and 4, compiled with the build, covered by JaCoCo.

    src/test/java/**   |   *Test.java  *Tests.java  Test*.java …   (layout.py)

Neither a build tool nor any configuration of theirs has a say: no surefire settings, no junit-platform.properties.
"""

from __future__ import annotations

import glob
import json
import os
import random
import re
import shutil
import subprocess
from typing import Any

import javac
import jvm
from found import Found, text_of
from layout import Layout
from notloaded import NotLoaded
from testing_canaries import JavaCanary, canaries, package_of, parser, path_of
from testrun import Command
from unit import Unit, shuffled

LIBRARY = os.path.join(jvm.GRADER, "lib")
REPOSITORY = "/opt/maven/repository"
RUNNER = os.path.join(jvm.GRADER, "testing.jar")
HEAP_BYTES = 512 * jvm.MIB
_STYLES = (
    ("TestNG", "org.testng"),
    ("JUnit 5", "org.junit.jupiter"),
    ("JUnit 4", "org.junit."),
    ("JUnit 3", "junit.framework"),
)
_ANALYSIS_S = 60
_JUNIT = ("org/junit/platform", "org/junit/jupiter", "org/junit/vintage")
_BESIDE_JUNIT = (
    "org/opentest4j/opentest4j",
    "org/apiguardian/apiguardian-api",
    "junit/junit",
    "org/hamcrest/hamcrest",
)


def find(root: str, settings: dict[str, Any]) -> Found:
    """The test sources, the framework that they import, and whether the build could compile them."""
    layout = Layout(root)
    styles = {style for path in layout.tests if (style := _style(text_of(root, path)))}
    framework = next((name for name, _ in _STYLES if name in styles), "")
    found = Found(framework, layout.tests if framework else [])
    if framework == "TestNG":
        found.trouble = "TestNG is not run here; JUnit 5 and JUnit 4 are."
    elif framework and settings["facts"].get("test_words"):
        found.trouble = f"The tests do not compile.\n{settings['facts']['test_words']}"
    found.facts["classes"] = _classes(settings["facts"].get("test_classes", ""))
    return found


def _style(text: str) -> str:
    imports = re.findall(r"^\s*import\s+(?:static\s+)?([\w.]+)", text, re.MULTILINE)
    return next((name for name, sign in _STYLES if any(each.startswith(sign) for each in imports)), "")


def _classes(folder: str) -> list[str]:
    """Names of the compiled top-level classes; the framework tells which of them are tests."""
    names = []
    for where, folders, files in os.walk(folder):
        folders.sort()
        names += [
            os.path.relpath(os.path.join(where, name), folder).removesuffix(".class").replace("/", ".")
            for name in sorted(files)
            if name.endswith(".class") and "$" not in name
        ]
    return names


def prepare(_root: str, _found: Found, _settings: dict[str, Any], *, seconds: float) -> str:
    """The build has compiled them already."""
    return "" if seconds > 0 else "There was no time left."


def command(root: str, found: Found, settings: dict[str, Any], *, cover: bool) -> Command:
    """One run of the tests found."""
    facts = settings["facts"]
    path = [RUNNER, *junit(), facts["test_classes"], *jvm.class_path(settings), *facts["test_classpath"]]
    agents = mockito(facts["test_classpath"]) + (jacoco(settings) if cover else [])
    orders = [f"class {name}" for name in found.facts["classes"]]
    return Command(
        [*machine(), *agents, "-cp", os.pathsep.join(dict.fromkeys(path)), "grader.testing.Runner"], root, orders
    )


def machine() -> list[str]:
    """A virtual machine for tests: the same for every challenge, and mocking frameworks may do what they must."""
    left_out = {"-XX:-EnableDynamicAgentLoading", "-XX:+DisableAttachMechanism"}
    flags = [flag for flag in jvm.ALWAYS if flag not in left_out]
    return [jvm.JAVA, *flags, "-XX:TieredStopAtLevel=1", f"-Xmx{HEAP_BYTES}", "-ea"]


def junit() -> list[str]:
    """Jars of the newest JUnit in the image, platform and engines of one release; ours come before any of theirs."""
    launchers = sorted(glob.glob(f"{REPOSITORY}/org/junit/platform/junit-platform-launcher/*/*.jar"), key=_version)
    if not launchers:
        return []
    release = _version(launchers[-1])[1:]
    jars = []
    for group in _JUNIT:
        every = glob.glob(f"{REPOSITORY}/{group}/*/*/*.jar")
        jars += sorted(path for path in every if _version(path)[1:] == release)
    for place in _BESIDE_JUNIT:
        jars += sorted(glob.glob(f"{REPOSITORY}/{place}/*/*.jar"), key=_version)[-1:]
    return jars


def _version(path: str) -> list[int]:
    """The version that a jar's folder is named after; JUnit's platform and engines differ in the first number alone."""
    return [int(digits) for digits in re.findall(r"\d+", os.path.basename(os.path.dirname(path)))]


def mockito(class_path: list[str]) -> list[str]:
    """Mockito as an agent from the start, as its makers advise; attaching later takes a second machine."""
    return [f"-javaagent:{path}" for path in class_path if os.path.basename(path).startswith("mockito-core-")][:1]


def jacoco(settings: dict[str, Any]) -> list[str]:
    """Coverage of the classes that were built of the submission, and of nothing else."""
    agents = glob.glob(f"{LIBRARY}/org.jacoco.agent*.jar")
    return [f"-javaagent:{agents[0]}=destfile={_data(settings)},append=false"] if agents else []


def _data(settings: dict[str, Any]) -> str:
    return os.path.join(settings["scratch"], ".grader-jacoco")


def coverage(root: str, _found: Found, settings: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Lines and branches of each file of theirs, added up in a machine that runs none of their code."""
    path = os.pathsep.join([RUNNER, *sorted(glob.glob(f"{LIBRARY}/*.jar"))])
    classes = os.path.join(settings["build"], "classes")
    try:
        done = subprocess.run(
            [
                jvm.JAVA,
                *jvm.ALWAYS,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                "grader.testing.Coverage",
                _data(settings),
                classes,
            ],
            cwd=settings["scratch"],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_ANALYSIS_S,
            check=True,
        )
        told: list[dict[str, Any]] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return [file | {"path": _source(root, file["path"])} for file in told]


def _source(root: str, path: str) -> str:
    """The file of the submission that a class says it was made of."""
    sources = Layout(root).sources
    return next((source for source in sources if f"/{source}".endswith(f"/{path}")), path)


# ── another submission in the place of theirs ──

_PACKAGE = re.compile(r"^\s*package\s+[\w.]+\s*;", re.MULTILINE)
_COMPILING_S = 60


def swapped(root: str, found: Found, settings: dict[str, Any], variant: str) -> Command | None:
    """Put another submission's classes before theirs, under their package, and leave their entry out."""
    made = os.path.join(settings["variants"], "compiled")
    if not os.path.isdir(made):
        os.chmod(settings["variants"], 0o755)
        _compile_all(settings, made)
    build = os.path.join(made, os.path.relpath(variant, settings["variants"]) if variant else "none")
    left = os.path.join(made, "theirs")
    if not os.path.isdir(left) or (variant and not os.path.isdir(os.path.join(build, "classes"))):
        return None
    command_ = command(root, found, settings | {"build": build}, cover=False)
    path = command_.arguments.index("-cp") + 1
    command_.arguments[path] = os.pathsep.join([command_.arguments[path], left])
    return command_


def _compile_all(settings: dict[str, Any], made: str) -> None:
    """Compile every variant at once; one that does not compile has no classes, and without a package nobody has."""
    os.mkdir(made)
    entries = _entries(settings)
    packages = {name.rpartition(".")[0] for name in entries}
    if len(packages) != 1:
        return
    left = os.path.join(made, "theirs")
    _leave_out(settings, entries, left)
    variants = sorted(glob.glob(f"{settings['variants']}/*/*/"))
    builds = [os.path.join(made, os.path.relpath(variant, settings["variants"])) for variant in variants]
    lines = [
        _line(settings, variant, packages.copy().pop(), left, build)
        for variant, build in zip(variants, builds, strict=True)
    ]
    done = subprocess.run(
        [*parser(), "grader.testing.Batch"],
        input="\n".join(lines).encode(),
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd=settings["scratch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_COMPILING_S,
        check=False,
    )
    for build, word in zip(builds, done.stdout.decode().split(), strict=False):
        if word != "yes":
            shutil.rmtree(os.path.join(build, "classes"), ignore_errors=True)


def _leave_out(settings: dict[str, Any], entries: list[str], left: str) -> None:
    """Copy their classes but for those of the entry and of what is nested in it."""
    shutil.copytree(os.path.join(settings["build"], "classes"), left)
    for where, _, _ in os.walk(left):
        os.chmod(where, 0o755)
    for name in entries:
        for path in glob.glob(os.path.join(left, *name.split(".")) + "*.class"):
            if os.path.basename(path).removesuffix(".class").split("$")[0] == name.rpartition(".")[2]:
                os.unlink(path)


def _entries(settings: dict[str, Any]) -> list[str]:
    """Full names of the classes that the interface asks for, as the build has found them."""
    facts = settings["facts"]
    names = [name for declared in settings["declared"] for name in facts.get("found", {}).get(declared, [])]
    if settings["interface"].get("functions"):
        names += facts.get("holders", [])[:1]
    if settings["kind"] == "program":
        names += [name for name in facts.get("mains", []) if name.rpartition(".")[2] in settings["entry_names"]][:1]
    return list(dict.fromkeys(names))


def _line(settings: dict[str, Any], variant: str, package: str, left: str, build: str) -> str:
    """Move a variant's sources into their package, and say how they are to be compiled."""
    classes, moved = os.path.join(build, "classes"), os.path.join(build, "sources")
    os.makedirs(classes)
    os.makedirs(moved)
    sources = []
    for source in Layout(variant).sources:
        text = _PACKAGE.sub("", text_of(variant, source), count=1)
        sources.append(os.path.join(moved, os.path.basename(source)))
        with open(sources[-1], "w", encoding="utf-8") as file:
            # On one line with what follows, so that nothing else moves.
            file.write(f"package {package}; {text}" if package else text)
    path = [left, *settings["facts"].get("classpath", [])]
    options = [*javac.OPTIONS, *javac.processing(settings, path), *javac.paths(settings, path, classes)]
    return "\t".join([*options, "--", *sources])


# ── a hidden suite beside the candidate's code ──

_OURS = (
    "org/assertj/assertj-core",
    "org/mockito/mockito-core",
    "org/mockito/mockito-junit-jupiter",
    "net/bytebuddy/byte-buddy",
    "net/bytebuddy/byte-buddy-agent",
    "org/objenesis/objenesis",
)
_HAS_TESTS = re.compile(r"@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b")
_OBEYED = ("META-INF", "junit-platform.properties", "mockito-extensions")


class JavaUnit(Unit):
    """A test class with its canaries, the orders that run them in the order of its files, and whether it mocks."""

    orders: list[str]
    mocks: bool


def units(settings: dict[str, Any], chance: random.Random) -> list[Unit]:
    """Compile the suite against the submission, then canaries against both; ``NotLoaded`` where it does not fit."""
    suite = settings["suite"]
    _strip(os.path.join(settings["build"], "classes"))
    every = [os.path.relpath(path, suite) for path in sorted(glob.glob(f"{suite}/**/*.java", recursive=True))]
    files = [path for path in every if _HAS_TESTS.search(text_of(suite, path))]
    _compiled(settings, suite, every, "suite-classes")
    beside = canaries(parser(), suite, files, chance)
    nest = os.path.join(settings["scratch"], "canaries")
    written = [_written(nest, canary) for file in files for canary in beside[file]]
    _compiled(settings, nest, written, "canary-classes")
    return [_unit(suite, file, beside[file], chance) for file in files]


def _strip(classes: str) -> None:
    """Take away what a test framework would obey wherever it lies on the class path."""
    for name in _OBEYED:
        path = os.path.join(classes, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


def _compiled(settings: dict[str, Any], folder: str, sources: list[str], output: str) -> None:
    path = [*ours(), os.path.join(settings["build"], "suite-classes"), *jvm.class_path(settings)]
    output = os.path.join(settings["build"], output)
    made = javac.compiled(settings | {"submission": folder}, sources, path, output, None, [])
    if not made["compiled"]:
        what = "The suite does not compile against the submission, which lacks something that the brief asks for."
        raise NotLoaded("compile_error", f"{what}\n{made['words']}"[:4000])


def _written(folder: str, canary: JavaCanary) -> str:
    path = os.path.join(folder, canary.file)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "xb") as file:
        file.write(canary.source)
    return canary.file


def _unit(suite: str, file: str, beside: list[JavaCanary], chance: random.Random) -> Unit:
    source = text_of(suite, file)
    package = package_of(source.encode())
    name = os.path.basename(file).removesuffix(".java")
    place = path_of(package, name)
    unit = shuffled(place, list(beside), chance)
    orders = {canary.file: canary.order for canary in beside} | {
        place: f"class {f'{package}.' if package else ''}{name}"
    }
    made = JavaUnit(unit.file, unit.canaries, unit.files)
    made.orders = [orders[each] for each in unit.files]
    made.mocks = "org.mockito" in source
    return made


def ours() -> list[str]:
    """The libraries that a suite may use, from the image alone; they come before anything of the submission's."""
    jars = junit()
    for place in _OURS:
        jars += sorted(glob.glob(f"{REPOSITORY}/{place}/*/*.jar"), key=_version)[-1:]
    return jars


def suite_command(settings: dict[str, Any], unit: JavaUnit, mark: str) -> Command:
    """One test class: our jars, the suite, and last what is theirs; nobody may attach to the machine."""
    build = settings["build"]
    own = [os.path.join(build, name) for name in ("suite-classes", "canary-classes")]
    path = [RUNNER, *ours(), *own, *jvm.class_path(settings)]
    flags = [
        *jvm.flags(settings["limits"]["memory_bytes"]),
        "-XX:TieredStopAtLevel=1",
        *(mockito(path) if unit.mocks else []),
    ]
    arguments = [*flags, "-cp", os.pathsep.join(dict.fromkeys(path)), "grader.testing.Runner"]
    return Command(arguments, settings["scratch"], [f"mark {mark}", *unit.orders])
