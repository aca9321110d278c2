"""Java: every pom.xml, as it is; what Maven would make of them takes a program of its own (``sandbox/java/resolver``).

Whether the image satisfies them is found out when the submission is built; so all of them are wanted here.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.dependencies.base import Comparison, Manifest, PackageManager, Wanted, decoded

FILE = "pom.xml"


def is_manifest(path: str) -> bool:
    """Tell the files that may say what a Java submission needs."""
    return path.rpartition("/")[2] == FILE


def read(files: Mapping[str, bytes]) -> Manifest:
    """Take every pom.xml along, for one may be the parent or a module of another."""
    found = {path: content for path, content in sorted(files.items()) if is_manifest(path)}
    try:
        texts = {path: decoded(content) for path, content in found.items()}
    except UnicodeDecodeError as error:
        return Manifest(problem=f"{FILE}: is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
    return Manifest(wanted=tuple(Wanted(name=path, asked=path, where=path) for path in found), files=texts)


def compare(manifest: Manifest) -> Comparison:
    """Call all of it missing: whoever asks has tried the image first."""
    return Comparison(missing=manifest.wanted)


MANAGER = PackageManager(
    registry="maven", folder="dependencies/java", is_manifest=is_manifest, read=read, compare=compare
)
