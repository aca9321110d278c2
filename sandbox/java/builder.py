"""Compiles one submission in a box of its own, and prints what came of it: one JSON line (sandbox/README.md).

    stdin    the delivery: settings, and the submission for /submission
    stdout   {"built": …}, {"failed": …} or {"needs": "dependencies"}

Nothing of the submission runs here: javac alone, without annotation processors but ours, and never a build tool.
"""

from __future__ import annotations

import base64
import io
import os
import shutil
import sys
import tarfile
import xml.etree.ElementTree as ET
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import gradle
import javac
import resolving
import values
from layout import Layout
from notloaded import NotLoaded

MAX_WORDS = 4_000
MAX_TYPES, MAX_NAME = 200, 120
MAX_SHOWN = 8
MAX_RESOURCES = 32 << 20


class NeedsDependencies(Exception):
    """The manifest wants packages that are not here."""


def main() -> None:
    """Take the delivery, build, and say so."""
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    sys.stdout.buffer.write(values.dumps(reply(settings)))


def reply(settings: dict[str, Any]) -> dict[str, Any]:
    """The result in the host's form."""
    try:
        return {"built": build(settings)}
    except NotLoaded as error:
        return {"failed": {"kind": error.kind, "message": capped(error.message)}}
    except NeedsDependencies:
        return {"needs": "dependencies"}


def build(settings: dict[str, Any]) -> dict[str, Any]:
    """Compile the sources, and the tests where they are asked for; what is packed is all of the build folder."""
    layout = Layout(settings["submission"])
    check_sources(layout)
    packages = packages_of(settings, layout)
    compiled = compile_sources(settings, layout, packages)
    facts = {
        "classpath": packages["classpath"],
        "mains": compiled["mains"],
        "holders": compiled["holders"],
        "types": [name[:MAX_NAME] for name in compiled["types"][:MAX_TYPES]],
        "found": {
            name: full for name, full in compiled["found"].items() if name in {"Solution", *settings["declared"]}
        },
    }
    if settings.get("tests"):
        facts |= compile_tests(settings, layout, packages)
    return {
        "archive": base64.b64encode(packed(settings["build"])).decode(),
        "facts": facts,
        "notes": [*packages["notes"], *[f"{path}: left out; classes run on the class path" for path in layout.modules]],
        "words": "",
    }


def capped(words: str) -> str:
    """As many whole lines as may be told."""
    if len(words) <= MAX_WORDS:
        return words
    kept = words[: MAX_WORDS - 40].rpartition("\n")[0] or words[: MAX_WORDS - 40]
    return f"{kept}\n… {words.count(chr(10)) - kept.count(chr(10))} more lines"


# ── what is refused before any compiler sees it ──


def check_sources(layout: Layout) -> None:
    """See that there is something to compile, and that it is text."""
    if not layout.sources:
        left_out = f" Left out as tests: {some(layout.tests)}." if layout.tests else ""
        raise NotLoaded("compile_error", f"There is no Java source to compile: looked for *.java.{left_out}")
    for path in [*layout.sources, *layout.tests]:
        with open(os.path.join(layout.folder, path), "rb") as file:
            content = file.read()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise NotLoaded(
                "compile_error",
                f"{path}:{line}: the byte 0x{content[error.start]:02x} is not UTF-8. Save the file as UTF-8.",
            ) from None


def some(paths: list[str]) -> str:
    """The first few of many paths."""
    return ", ".join(paths[:MAX_SHOWN]) + (", …" if len(paths) > MAX_SHOWN else "")


# ── packages ──


def packages_of(settings: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """The class paths that the manifest asks for, from what is in this image."""
    if "pom.xml" in layout.poms:
        for path in layout.poms:
            check_pom(layout.folder, path)
        return asked(settings)
    if gradle.found(layout.folder):
        return from_gradle(settings, layout)
    if settings.get("tests"):
        return asked(settings | {"submission": gradle.as_pom(settings["scratch"], [], tests=True)})
    return {"classpath": [], "test_classpath": [], "release": None, "notes": []}


def check_pom(folder: str, path: str) -> None:
    """Refuse what is not XML, before a resolver says so in more words."""
    try:
        ET.parse(os.path.join(folder, path))  # noqa: S314 - in a box with limits, and expat bounds its entities
    except ET.ParseError as error:
        raise NotLoaded("compile_error", f"{path} is not XML: {error}. Correct it.") from None


def asked(settings: dict[str, Any]) -> dict[str, Any]:
    """What the resolver finds without any network; ``NeedsDependencies`` where something is not here."""
    found = resolving.offline(settings)
    if found is None:
        raise NeedsDependencies
    return dict(found)


def from_gradle(settings: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """What a Gradle build's plain declarations come to; Gradle itself, which is a program, is not run."""
    wanted = gradle.dependencies(layout.folder)
    if not wanted and not settings.get("tests"):
        return {"classpath": [], "test_classpath": [], "release": None, "notes": [gradle.NOTE]}
    folder = gradle.as_pom(settings["scratch"], wanted, tests=bool(settings.get("tests")))
    found = resolving.offline(settings | {"submission": folder})
    if found is None:
        raise NotLoaded("compile_error", gradle.refusal("it wants packages that the grader does not have"))
    return dict(found) | {"notes": [gradle.NOTE]}


# ── compiling ──


def compile_sources(settings: dict[str, Any], layout: Layout, packages: dict[str, Any]) -> dict[str, Any]:
    """Compile what is to be examined; ``NotLoaded`` in javac's words."""
    output = os.path.join(settings["build"], "classes")
    functions = [settings["spelled"][name] for name in settings["interface"].get("functions", {})]
    compiled = javac.compiled(settings, layout.sources, packages["classpath"], output, packages["release"], functions)
    if not compiled["compiled"]:
        left_out = f"Left out as tests: {some(layout.tests)}" if layout.tests and not layout.built else ""
        raise NotLoaded("compile_error", "\n".join(filter(None, [capped(compiled["words"]).rstrip(), left_out])))
    copy(settings["submission"], layout.resources(), output)
    return compiled


def compile_tests(settings: dict[str, Any], layout: Layout, packages: dict[str, Any]) -> dict[str, Any]:
    """Compile the candidate's own tests; that they do not compile is a fact of its own, and no compile error."""
    classes, output = (os.path.join(settings["build"], name) for name in ("classes", "test-classes"))
    facts = {"test_classes": output, "test_classpath": packages["test_classpath"], "test_words": ""}
    if not layout.tests:
        os.makedirs(output)
        return facts
    path = [classes, *dict.fromkeys([*packages["classpath"], *packages["test_classpath"]])]
    compiled = javac.compiled(settings, layout.tests, path, output, packages["release"], [])
    if not compiled["compiled"]:
        return facts | {"test_words": capped(compiled["words"])}
    copy(settings["submission"], layout.test_resources(), output)
    return facts


def copy(folder: str, resources: dict[str, str], output: str) -> None:
    """Put files that the program reads at run time beside its classes."""
    total = sum(os.path.getsize(os.path.join(folder, path)) for path in resources.values())
    if total > MAX_RESOURCES:
        raise NotLoaded(
            "compile_error",
            f"The files beside the sources take {total:,} bytes on the class path; {MAX_RESOURCES:,} are allowed.",
        )
    for place, path in resources.items():
        target = os.path.join(output, place)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(os.path.join(folder, path), target)


def packed(folder: str) -> bytes:
    """A tar of the files below a folder."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for where, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(where, name)
                member = tarfile.TarInfo(os.path.relpath(path, folder))
                member.size = os.path.getsize(path)
                with open(path, "rb") as file:
                    tar.addfile(member, file)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
