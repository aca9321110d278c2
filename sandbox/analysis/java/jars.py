"""Makes jars quicker to start from: what is signed and what nobody asks for costs every run a second.

python3 jars.py FOLDER FILTER

A class of a signed jar is never kept in a class-data archive. SpotBugs and FindSecBugs look each of their patterns up
among all, so those that FILTER (rules/spotbugs.xml) leaves out go, with the detectors that report nothing else, and so
does every page of explanation.
"""

from __future__ import annotations

import glob
import os
import re
import sys
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

MANIFEST = "META-INF/MANIFEST.MF"
END = b"\r\n\r\n"
"""Of the manifest's main part; the digests of a signature follow."""
SIGNATURE = re.compile(r"META-INF/[^/]+\.(?:SF|RSA|DSA|EC)")
TRANSLATED = re.compile(r"messages_\w+\.xml")

Edit = Callable[[bytes], bytes]


def main() -> None:
    """Write three jars of the folder anew."""
    folder, filter_file = sys.argv[1:]
    rewrite(_only(folder, "Saxon-HE-*.jar"), {MANIFEST: lambda content: content.partition(END)[0] + END})
    for pattern in ("spotbugs-[0-9]*.jar", "findsecbugs-plugin-*.jar"):
        jar = _only(folder, pattern)
        with zipfile.ZipFile(jar) as opened:
            listed = ET.fromstring(opened.read("findbugs.xml"))  # noqa: S314 - SpotBugs's own file
        dropped = _dropped(listed, _left_out(filter_file))
        rewrite(jar, {"findbugs.xml": _without(dropped), "messages.xml": _without(dropped)})


def _only(folder: str, pattern: str) -> str:
    [path] = glob.glob(os.path.join(folder, pattern))
    return path


def rewrite(path: str, edits: dict[str, Edit]) -> None:
    """Copy a jar in its place, some of its files edited, without signatures and translations."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(f"{path}.new", "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not SIGNATURE.fullmatch(entry.filename) and not TRANSLATED.fullmatch(entry.filename):
                new.writestr(entry, edits.get(entry.filename, bytes)(old.read(entry)))
    os.replace(f"{path}.new", path)


def _left_out(filter_file: str) -> re.Pattern[str]:
    bugs = ET.parse(filter_file).iter("Bug")  # noqa: S314 - our own file
    return re.compile("|".join(bug.attrib["pattern"].removeprefix("~").replace(",", "|") for bug in bugs))


def _dropped(listed: ET.Element, left_out: re.Pattern[str]) -> set[str]:
    """Classes of detectors, and types of patterns that no detector which stays reports."""
    dropped, reported = set(), set()
    for detector in listed.iter("Detector"):
        reports = {each for each in detector.get("reports", "").split(",") if each}
        if detector.get("disabled") == "true" or (reports and all(map(left_out.fullmatch, reports))):
            dropped.add(detector.attrib["class"])
        else:
            reported |= reports
    patterns = {each.attrib["type"] for each in listed.iter("BugPattern")}
    return dropped | {each for each in patterns - reported if left_out.fullmatch(each)}


def _without(dropped: set[str]) -> Edit:
    def edit(content: bytes) -> bytes:
        root = ET.fromstring(content)  # noqa: S314 - SpotBugs's own file
        root[:] = [each for each in root if not {each.get("class"), each.get("type")} & dropped]
        for details in root.iter("Details"):
            details.text = "-"
        return ET.tostring(root)

    return edit


if __name__ == "__main__":
    main()
