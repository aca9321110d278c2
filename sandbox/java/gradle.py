"""Reads what a Gradle build plainly declares. Gradle itself is not run: its scripts are programs.

build.gradle, build.gradle.kts     implementation "group:name:version", and the like, one a line
"""

from __future__ import annotations

import glob
import os
import re
from xml.sax.saxutils import escape

from notloaded import NotLoaded

NOTE = "build.gradle: Gradle is not run; sources are compiled directly"
SCRIPTS = ("build.gradle", "build.gradle.kts")
REPOSITORY = "/opt/maven/repository"
TEST_PACKAGES = (
    "org.junit.jupiter:junit-jupiter",
    "junit:junit",
    "org.assertj:assertj-core",
    "org.mockito:mockito-junit-jupiter",
)

_COMMENTS = re.compile(r"/\*.*?\*/|(?<![:/])//[^\n]*", re.DOTALL)
_DECLARED = re.compile(
    r"^[ \t]*(?:implementation|api|compileOnly|compileOnlyApi|runtimeOnly|developmentOnly|annotationProcessor"
    r"|(test\w+))[ \t]*\(?[ \t]*(.+)$",
    re.MULTILINE,
)
_COORDINATES = re.compile(r"""["']([\w.-]+):([\w.-]+)(?::([\w.-]+))?["']""")
_OWN = re.compile(r"(?:(?:testFixtures|platform)\s*\(\s*)?project\s*\(")

POM = """\
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>grader</groupId>
  <artifactId>submission</artifactId>
  <version>1</version>
{managed}  <dependencies>
{dependencies}
  </dependencies>
</project>
"""
MANAGED = """\
  <dependencyManagement><dependencies><dependency>
    <groupId>{group}</groupId><artifactId>spring-boot-dependencies</artifactId><version>{version}</version>
    <type>pom</type><scope>import</scope>
  </dependency></dependencies></dependencyManagement>
"""
SPRING_BOOT = "org.springframework.boot"
DEPENDENCY = (
    "    <dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version>"
    "<scope>{scope}</scope></dependency>"
)


def found(folder: str) -> bool:
    """Whether this is a Gradle build."""
    return any(
        os.path.isfile(os.path.join(folder, name)) for name in (*SCRIPTS, "settings.gradle", "settings.gradle.kts")
    )


def dependencies(folder: str) -> list[tuple[str, str]]:
    """Group and name of everything that the code, not its tests, is declared to need.

    ``NotLoaded`` for a declaration that only Gradle itself could carry out.
    """
    wanted = []
    for script in SCRIPTS:
        for path in sorted(glob.glob(os.path.join(glob.escape(folder), "**", script), recursive=True)):
            with open(path, encoding="utf-8", errors="replace") as file:
                text = _COMMENTS.sub("", file.read(1 << 20))
            for test, what in _DECLARED.findall(text):
                coordinates = _COORDINATES.search(what)
                if coordinates and not test:
                    wanted.append((coordinates[1], coordinates[2]))
                elif not coordinates and not test and not _OWN.match(what):
                    raise NotLoaded(
                        "compile_error", refusal(f"{what.strip()[:80]!r} is not a plain group:name:version")
                    )
    return sorted(set(wanted))


def refusal(why: str) -> str:
    """The letter about a Gradle build that cannot be done without Gradle."""
    return (
        f"Gradle builds are not run here (build.gradle): {why}. Hand in a pom.xml with the same dependencies, or use "
        "packages of the grader's built-in set only."
    )


def as_pom(scratch: str, wanted: list[tuple[str, str]], *, tests: bool) -> str:
    """Write packages down for the resolver, in the versions that this image has; the folder of the pom.xml.

    ``NotLoaded`` for one that is not in the image.
    """
    listed = [_dependency(group, name, "compile") for group, name in wanted]
    if tests:
        listed += [_dependency(*package.split(":"), "test") for package in TEST_PACKAGES]
    folder = os.path.join(scratch, "declared")
    os.makedirs(folder)
    with open(os.path.join(folder, "pom.xml"), "w", encoding="utf-8") as file:
        file.write(POM.format(dependencies="\n".join(listed), managed=_managed(wanted)))
    return folder


def _managed(wanted: list[tuple[str, str]]) -> str:
    """Have versions fit together as Spring Boot's plug-in for Gradle would, where it is asked for."""
    if all(group != SPRING_BOOT for group, _ in wanted):
        return ""
    return MANAGED.format(group=SPRING_BOOT, version=escape(_version(SPRING_BOOT, "spring-boot")))


def _dependency(group: str, name: str, scope: str) -> str:
    version = _version(group, name)
    return DEPENDENCY.format(group=escape(group), name=escape(name), version=escape(version), scope=scope)


def _version(group: str, name: str) -> str:
    """The latest one in the image."""
    jars = glob.glob(f"{REPOSITORY}/{group.replace('.', '/')}/{name}/*/{name}-*.jar")
    if not jars:
        raise NotLoaded("compile_error", refusal(f"{group}:{name} is not in the grader's built-in set"))
    return max({os.path.basename(os.path.dirname(path)) for path in jars}, key=_order)


def _order(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
