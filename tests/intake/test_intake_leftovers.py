from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from crafted import LIMITS, files_in_tar, taken, write_folder

from grader.errors import SubmissionError
from grader.intake.snapshot import take

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = {
    "node_modules/a/index.js": "node_modules",
    "web/node_modules/a/index.js": "web/node_modules",
    ".venv/bin/python": ".venv",
    "venv/pyvenv.cfg": "venv",
    "my-env/pyvenv.cfg": "my-env",
    "src/__pycache__/main.cpython-313.pyc": "src/__pycache__",
    "main.pyc": "main.pyc",
    "Main.CLASS": "Main.CLASS",
    "lib/evil.jar": "lib/evil.jar",
    "solution.cpython-313-x86_64-linux-gnu.so": "solution.cpython-313-x86_64-linux-gnu.so",
    "libz.so.1": "libz.so.1",
    "addon.node": "addon.node",
    "build/Main.java": "build",
    "dist/index.js": "dist",
    "target/x.txt": "target",
    ".mvn/extensions.xml": ".mvn",
    "mvnw": "mvnw",
    "mvnw.cmd": "mvnw.cmd",
    "gradlew.bat": "gradlew.bat",
    "gradle/wrapper/gradle-wrapper.properties": "gradle/wrapper",
    ".npmrc": ".npmrc",
    ".yarnrc.yml": ".yarnrc.yml",
    ".pnp.cjs": ".pnp.cjs",
    "evil.pth": "evil.pth",
    "src/sitecustomize.py": "src/sitecustomize.py",
    "sitecustomize/__init__.py": "sitecustomize",
    "usercustomize.py": "usercustomize.py",
    "src/main/resources/META-INF/services/x": "src/main/resources/META-INF",
    "junit-platform.properties": "junit-platform.properties",
    ".idea/workspace.xml": ".idea",
    ".vscode/settings.json": ".vscode",
    ".DS_Store": ".DS_Store",
    "__MACOSX/x": "__MACOSX",
    "src/._main.py": "src/._main.py",
    ".git/config": ".git",
    "vendor/.git": "vendor/.git",
    "app.egg-info/PKG-INFO": "app.egg-info",
}

KEPT = [
    "src/main/java/com/acme/build/Builder.java",
    "app/target/model.py",
    "Build/x.py",
    "build",
    "bin/cli.js",
    "out/x.py",
    "env/__init__.py",
    "conftest.py",
    ".gitignore",
    ".env",
    "soft.software.py",
    "gradle/libs.versions.toml",
    "node.py",
]


@pytest.mark.parametrize(("path", "dropped"), LEFT_OUT.items())
def test_what_is_not_source_is_left_out_and_listed_alike_in_folders_and_archives(
    tmp_path: Path, path: str, dropped: str
) -> None:
    files = {"main.py": b"1\n", path: b"x"}
    from_archive = taken(tmp_path, files_in_tar(files))
    assert from_archive.files == {"main.py": b"1\n"}
    assert [left_out for left_out, _ in from_archive.dropped] == [dropped]
    assert from_archive == take(str(write_folder(tmp_path / "folder", files)), LIMITS)


@pytest.mark.parametrize("path", KEPT)
def test_what_only_looks_like_it_is_kept(tmp_path: Path, path: str) -> None:
    files = {"main.py": b"1\n", path: b"x"}
    assert taken(tmp_path, files_in_tar(files)).files == files
    assert take(str(write_folder(tmp_path / "folder", files)), LIMITS).files == files


@pytest.mark.parametrize("manifest", ["pom.xml", "package.json", "pyproject.toml"])
def test_build_output_beside_a_manifest_is_left_out_in_any_module(tmp_path: Path, manifest: str) -> None:
    files = {"main.py": b"1\n", f"module/{manifest}": b"x", "module/target/x.js": b"x", "other/target/x.js": b"x"}
    assert taken(tmp_path, files_in_tar(files)).dropped == [("module/target", "output of a build (1 file)")]


def test_a_link_in_place_of_a_leftover_is_left_out_without_being_followed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"main.py": b"1\n"})
    (folder / "node_modules").symlink_to("/")
    (folder / "libz.so").symlink_to("libz.so.1")
    assert take(str(folder), LIMITS).dropped == [
        ("libz.so", "compiled; the grader builds from source"),
        ("node_modules", "installed packages, which the manifest names"),
    ]


def test_a_submission_of_leftovers_only_is_refused_with_their_names(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"only what is never taken \(a.class, b.jar, dist\)"):
        taken(tmp_path, files_in_tar({"a.class": b"", "b.jar": b"", "dist/x.py": b""}))


def test_leftovers_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="more than 20 files and folders"):
        taken(tmp_path, files_in_tar({f"{number}.pyc": b"" for number in range(40)}), LIMITS._replace(entries=20))


def test_a_leftover_s_size_does_not_count(tmp_path: Path) -> None:
    files = {"main.py": b"1\n", "huge.jar": bytes(6 << 20)}
    assert list(take(str(write_folder(tmp_path / "folder", files)), LIMITS).files) == ["main.py"]
