"""Small mirrors of OSV's exports, in folders of a test."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
LOW = "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"


def entry(
    name: str,
    identifier: str = "GHSA-aaaa-bbbb-cccc",
    /,
    ecosystem: str = "PyPI",
    **more: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """An advisory of everything below 2.0.0, unless ``events``, ``versions`` or whole fields say otherwise."""
    events = more.pop("events", [{"introduced": "0"}, {"fixed": "2.0.0"}])
    kind = more.pop("type", "SEMVER" if ecosystem == "npm" else "ECOSYSTEM")
    affected: dict[str, Any] = {"package": {"ecosystem": ecosystem, "name": name}}
    affected |= {"ranges": [{"type": kind, "events": events}]} if events else {}
    affected |= {"versions": more.pop("versions")} if "versions" in more else {}
    given = {"id": identifier, "modified": "2026-11-20T10:11:12Z", "summary": "It breaks", "affected": [affected]}
    return given | more


def export(
    folder: Path, *entries: dict[str, Any], ecosystem: str = "PyPI", raw: Mapping[str, bytes] | None = None
) -> Path:
    """Write an archive as OSV publishes them; ``raw`` are members as they are."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{ecosystem}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, each in enumerate(entries):
            archive.writestr(f"{number}-{each['id']}.json", json.dumps(each))
        for name, content in (raw or {}).items():
            archive.writestr(name, content)
    return folder
