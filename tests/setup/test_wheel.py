"""A wheel carries everything that a checkout has: challenges, image folders, templates."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
from grader.attacks import attacks
from grader.challenge import list_challenges
from grader.paths import DATA, REPORTS
from grader.sandbox.images import wanted
print(DATA)
print(*(f"{challenge.slug} {challenge.sha256}" for challenge in list_challenges()))
print(wanted())
print(*(f"{attack.language}/{attack.name}" for attack in attacks()))
print((REPORTS / "report.html.j2").is_file(), (REPORTS / "result.schema.json").is_file())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def answer(grader: Path) -> list[str]:
    # -I would leave the environment's own editable install first; the path given here comes before it.
    script = f"import sys; sys.path.insert(0, {str(grader)!r})\n{ASK}"
    asked = subprocess.run([sys.executable, "-B", "-c", script], check=True, capture_output=True, text=True, cwd=grader)
    return asked.stdout.splitlines()


def test_a_wheel_finds_its_own_data_and_the_same_as_a_checkout(installed: Path) -> None:
    from_wheel, from_checkout = answer(installed), answer(ROOT)
    assert from_wheel[0] == str(installed / "grader" / "_data")
    assert from_checkout[0] == str(ROOT)
    assert from_wheel[1:] == from_checkout[1:]
    assert from_wheel[-1] == "True True"


def test_a_wheel_carries_no_leavings(installed: Path) -> None:
    names = [path.name for path in installed.rglob("*")]
    assert not {"__pycache__", ".venv", "grade-out", "bench.json"} & set(names)
