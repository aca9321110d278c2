"""Canaries in Node: a copy of a test file with one expected value made wrong, and a file that asserts nonsense."""

from __future__ import annotations

import json
import os
import random
import subprocess
from typing import Any

from unit import Canary, other_number, word

NODE = "/usr/local/bin/node"
FINDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "testing", "canaries.mjs")
_FINDING_S = 60

_PLAIN = {
    "jest": 'test("{title}", () => {{\n  expect({a}).toBe({b});\n}});\n',
    "vitest": 'test("{title}", () => {{\n  expect({a}).toBe({b});\n}});\n',
    "mocha": 'import assert from "node:assert";\n\nit("{title}", () => {{\n  assert.strictEqual({a}, {b});\n}});\n',
    "node:test": (
        'import assert from "node:assert";\nimport {{ test }} from "node:test";\n\n'
        'test("{title}", () => {{\n  assert.strictEqual({a}, {b});\n}});\n'
    ),
}
_EXTENSIONS = {"jest": ".js", "vitest": ".js", "mocha": ".mjs", "node:test": ".mjs"}


def canaries(folder: str, files: list[str], framework: str, chance: random.Random) -> dict[str, list[Canary]]:
    """Write the canaries of each file beside it."""
    sites = _sites(folder, files)
    made = {}
    for file in files:
        made[file] = [_plain(folder, file, framework, chance)]
        if sites.get(file):
            made[file].append(_changed(folder, file, chance.choice(sites[file]), chance))
    return made


def _sites(folder: str, files: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What the suite's own text offers; it is read by a parser and not run."""
    done = subprocess.run(
        [NODE, FINDER],
        input=json.dumps({"folder": folder, "files": files}).encode(),
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd="/",
        stdout=subprocess.PIPE,
        timeout=_FINDING_S,
        check=True,
    )
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def _plain(folder: str, file: str, framework: str, chance: random.Random) -> Canary:
    name = _beside(file, _EXTENSIONS[framework], chance)
    text = _PLAIN[framework].format(title=word(chance), a=other_number(chance), b=other_number(chance))
    _write(folder, name, text.encode())
    return Canary("asserts that two different numbers are equal", name)


def _changed(folder: str, file: str, site: dict[str, Any], chance: random.Random) -> Canary:
    name = _beside(file, os.path.splitext(file)[1], chance)
    value = json.dumps(word(chance, 12)) if site["text"] else str(other_number(chance))
    with open(os.path.join(folder, file), "rb") as opened:
        source = opened.read()
    _write(folder, name, source[: site["start"]] + value.encode() + source[site["end"] :])
    return Canary(f"{site['test']}, with {value} expected in line {site['line']}", name, only=site["test"])


def _beside(file: str, extension: str, chance: random.Random) -> str:
    stem = os.path.basename(file).split(".")[0]
    return os.path.join(os.path.dirname(file), f"{stem}-{word(chance)}.test{extension}")


def _write(folder: str, name: str, source: bytes) -> None:
    with open(os.path.join(folder, name), "xb") as file:
        file.write(source)
