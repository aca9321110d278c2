"""Which files of a submission are sources, which its own tests, and which lie beside them to be read at run time.

**/src/main/java/**, **/src/main/resources/**     a Maven or Gradle layout, with any number of modules
**/src/test/java/**, **/src/test/resources/**     its tests
*.java, src/*.java, any/package/*.java            anything else; tests are told by their names there
"""

from __future__ import annotations

import os
import re

TEST_NAME = re.compile(r"Test[A-Z0-9_]\w*\.java|Test\.java|\w+Tests?\.java|\w+TestCase\.java|\w+IT\.java")
_TEST_FOLDERS = frozenset({"test", "tests", "integrationTest"})
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_MAIN = "src/main/java/"
_TEST = "src/test/java/"


class Layout:
    """The files of a submission by what they are for; paths are relative to its folder and sorted."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        every = _files(folder)
        java = [path for path in every if path.endswith(".java") and os.path.basename(path) != "module-info.java"]
        self.modules = [path for path in every if os.path.basename(path) == "module-info.java"]
        self.built = any(_below(path, _MAIN) is not None for path in java)
        self.tests = [path for path in java if self._is_test(path)]
        self.sources = [path for path in java if path not in set(self.tests) and self._is_source(path)]
        self.poms = [path for path in every if os.path.basename(path) == "pom.xml"]
        self._every = every

    def _is_test(self, path: str) -> bool:
        if _below(path, _MAIN) is not None:
            return False
        folders = set(path.split("/")[:-1])
        in_tests = _below(path, _TEST) is not None or bool(folders & _TEST_FOLDERS)
        return in_tests or (not self.built and TEST_NAME.fullmatch(os.path.basename(path)) is not None)

    def _is_source(self, path: str) -> bool:
        return not self.built or _below(path, _MAIN) is not None

    def resources(self) -> dict[str, str]:
        """Files that belong on the class path, by their place there."""
        return self._resources("src/main/resources/", self.sources)

    def test_resources(self) -> dict[str, str]:
        """The same for the tests."""
        return self._resources("src/test/resources/", self.tests)

    def _resources(self, folder: str, sources: list[str]) -> dict[str, str]:
        others = [path for path in self._every if not path.endswith(".java")]
        found = {below: path for path in others if (below := _below(path, folder)) is not None}
        for root in sorted({root for path in sources if (root := self._root(path)) is not None}):
            found |= {
                path[len(root) :]: path for path in others if path.startswith(root) and "src/" not in path[len(root) :]
            }
        return found

    def _root(self, path: str) -> str | None:
        """Where a source's package begins: ``src/`` for ``src/a/b/C.java`` in the package a.b."""
        with open(os.path.join(self.folder, path), encoding="utf-8", errors="replace") as file:
            found = _PACKAGE.search(file.read(65536))
        folder = os.path.dirname(path)
        package = found[1].replace(".", "/") if found else ""
        if not package:
            return f"{folder}/" if folder else ""
        root = f"/{folder}".removesuffix(f"/{package}")
        return None if root == f"/{folder}" else f"{root}/"[1:]


def _files(folder: str) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(where, name), folder) for where, _, names in os.walk(folder) for name in names
    )


def _below(path: str, folder: str) -> str | None:
    """What follows a folder that lies anywhere in a path; ``None`` where it is not in there."""
    _, found, rest = f"/{path}".partition(f"/{folder}")
    return rest if found else None
