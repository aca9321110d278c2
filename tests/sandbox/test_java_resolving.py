"""What is built into the image for Java, and what of a dependency step's harvest goes on; both without an engine."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from grader.paths import SANDBOX

BUILT_IN = SANDBOX / "java" / "builtin"
DOCS = SANDBOX.parent / "docs" / "java-built-in.md"
POM = "{http://maven.apache.org/POM/4.0.0}"
NEIGHBOURS = ("java", "agent", "fetcher")


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module as it is in the image, where its neighbours lie beside it."""
    for folder in NEIGHBOURS:
        monkeypatch.syspath_prepend(str(SANDBOX / folder))
    before = set(sys.modules)
    spec = spec_from_file_location("java_resolving", SANDBOX / "java" / "resolving.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for name in set(sys.modules) - before:
        del sys.modules[name]


def wanted() -> set[tuple[str, str]]:
    """Every artifact that a built-in pom names, with its version where it is written there."""
    found = set()
    for path in BUILT_IN.glob("*/pom.xml"):
        for dependency in ET.parse(path).getroot().iter(f"{POM}dependency"):  # noqa: S314 - our own
            group, name = (dependency.findtext(f"{POM}{tag}", "") for tag in ("groupId", "artifactId"))
            found.add((f"{group}:{name}", dependency.findtext(f"{POM}version", "")))
    return found


def test_jars_and_poms_go_on_and_where_they_came_from_does_not(resolving: ModuleType, tmp_path: Path) -> None:
    version = tmp_path / "com" / "acme" / "lib" / "1.0"
    version.mkdir(parents=True)
    nothing = tmp_path / "com" / "acme" / "nothing"
    nothing.mkdir()
    for path in (version / "lib-1.0.jar", version / "lib-1.0.pom", tmp_path / "nowhere.txt"):
        path.touch()
    for path in (
        version / "lib-1.0.jar.sha1",
        version / "_remote.repositories",
        nothing / "resolver-status.properties",
    ):
        path.touch()
    resolving.tidy(str(tmp_path))
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"com/acme/lib/1.0/lib-1.0.jar", "com/acme/lib/1.0/lib-1.0.pom", "nowhere.txt"}
    assert not nothing.exists()


def test_every_built_in_artifact_has_a_checksum() -> None:
    listed = (BUILT_IN / "checksums.sha256").read_text("ascii").splitlines()
    assert all(re.fullmatch(r"[0-9a-f]{64}  \./[\w./+-]+\.(jar|pom)", line) for line in listed)
    places = [line.split("  ./")[1] for line in listed]
    assert places == sorted(set(places))
    for package, version in wanted():
        group, _, name = package.partition(":")
        folder = f"{group.replace('.', '/')}/{name}/{version}"
        assert any(place.startswith(folder) and place.endswith(".jar") for place in places), package


def test_the_docs_list_every_built_in_artifact() -> None:
    text = DOCS.read_text("utf-8")
    for package, version in wanted():
        name = package.removeprefix("org.springframework.boot:")
        row = rf"`{re.escape(name)}`[ |]*{re.escape(version)}"
        assert re.search(row, text), package


def test_the_docs_name_the_spring_boot_that_is_there() -> None:
    spring = ET.parse(BUILT_IN / "spring" / "pom.xml").getroot()  # noqa: S314 - our own
    parent = spring.findtext(f"{POM}parent/{POM}version")
    assert f"## Spring Boot {parent}\n" in DOCS.read_text("utf-8")
