"""What may become the layer of an image: plain files below one folder, and nothing else."""

from __future__ import annotations

import io
import tarfile

import pytest

from grader.dependencies import layer
from grader.dependencies.layer import repacked
from grader.sandbox.base import Derivation
from grader.sandbox.derived import dockerfile, pack


def entry(name: str, *, mode: int = 0o644, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.mode, found.type, found.linkname = mode, kind, link
    found.uid, found.mtime = 4711, 1
    return found


def packed(*entries: tarfile.TarInfo, content: bytes = b"x") -> io.BytesIO:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for each in entries:
            each.size = len(content) if each.isreg() else 0
            tar.addfile(each, io.BytesIO(content) if each.isreg() else None)
    return buffer


def test_files_are_roots_without_a_time_and_run_if_they_ran_before() -> None:
    given = packed(entry("node_modules/a.js", mode=0o600), entry("node_modules/b/bin", mode=0o4711))
    with repacked(given, "node_modules") as made:
        made.seek(0)
        with tarfile.open(fileobj=made) as tar:
            found = [(each.name, each.mode, each.uid, each.mtime) for each in tar]
    assert found == [("node_modules/a.js", 0o644, 0, 0), ("node_modules/b/bin", 0o755, 0, 0)]


def test_the_same_files_are_the_same_bytes() -> None:
    with repacked(packed(entry("a/b")), "a") as first, repacked(packed(entry("a/b", mode=0o664)), "a") as second:
        first.seek(0)
        second.seek(0)
        assert first.read() == second.read()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (entry("a/link", kind=tarfile.SYMTYPE, link="/etc/passwd"), "not a plain file"),
        (entry("a/link", kind=tarfile.LNKTYPE, link="a/b"), "not a plain file"),
        (entry("a/folder", kind=tarfile.DIRTYPE), "not a plain file"),
        (entry("a/device", kind=tarfile.CHRTYPE), "not a plain file"),
        (entry("a/pipe", kind=tarfile.FIFOTYPE), "not a plain file"),
        (entry("/a/b"), "not a plain file"),
        (entry("a/../b"), "not a plain file"),
        (entry("a//b"), "not a plain file"),
        (entry("a/./b"), "not a plain file"),
        (entry("a/new\nline"), "not a plain file"),
        (entry("a/" + "x" * 256), "not a plain file"),
        (entry("/".join("a" * 70)), "not a plain file"),
        (entry("etc/passwd"), "not below a"),
        (entry("ab/c"), "not below a"),
        (entry("a"), "not below a"),
    ],
)
def test_anything_else_is_refused(bad: tarfile.TarInfo, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        repacked(packed(entry("a/first"), bad), "a")


def test_a_name_may_stand_only_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        repacked(packed(entry("a/b"), entry("a/b")), "a")


def test_there_may_not_be_too_many_files_nor_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer, "MAX_FILES", 2)
    monkeypatch.setattr(layer, "MAX_BYTES", 5)
    repacked(packed(entry("a/b"), entry("a/c")), "a").close()
    with pytest.raises(ValueError, match="too many"):
        repacked(packed(entry("a/b"), entry("a/c"), entry("a/d")), "a")
    with pytest.raises(ValueError, match="too many"):
        repacked(packed(entry("a/b"), content=b"123456"), "a")


@pytest.mark.parametrize("garbage", [b"x" * 5000, b"\0" * 100])
def test_what_is_no_tar_is_refused(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="not a tar"):
        repacked(io.BytesIO(garbage), "a")


def test_an_image_is_made_without_running_anything_but_a_removal() -> None:
    plain = Derivation(tag="t:1", parent="p:2")
    assert dockerfile(plain) == "FROM p:2\nADD layer.tar /\n"
    replacing = Derivation(tag="t:1", parent="p:2", removed=("/node_modules",))
    assert dockerfile(replacing) == 'FROM p:2\nRUN ["rm", "-rf", "/node_modules"]\nADD layer.tar /\n'


def test_the_engine_is_given_the_layer_as_a_tar_in_a_tar() -> None:
    context = io.BytesIO()
    pack(Derivation(tag="t:1", parent="p:2"), io.BytesIO(b"the layer"), context)
    context.seek(0)
    with tarfile.open(fileobj=context) as tar:
        inner = tar.extractfile("layer.tar")
        assert inner is not None
        assert (tar.getnames(), inner.read()) == (["Dockerfile", "layer.tar"], b"the layer")
