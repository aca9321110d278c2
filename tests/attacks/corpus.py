"""The attacks that are more than planted code: on intake, on the analysis, on the reports; and a list of all there are.

tests/attacks/<area>/<name>/
  attack.yaml   what it tries, what must happen, the rows of THREATS.md, and per area what must come of it (``EXPECTS``)
  files/…       laid over what is handed in
  make.py       def make(folder: Path) -> Path    builds in an empty folder what git cannot store, and says where
  texts.json    hostile texts, to be put wherever a report shows a text

Beside the folder that ``make`` is given lies ``host-secret``, a file of the host's with a canary word. What an attack
on intake keeps changing meanwhile lies in ``restless`` in that folder, until there is ``restless/ended``.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.attacks import attacks
from grader.mistakes import Mistakes
from grader.model import Value
from grader.yaml_reader import read_yaml

HERE = Path(__file__).parent
HOSTS = HERE / "hosts"

EXPECTS: Mapping[str, tuple[str, ...]] = {
    # refused: what the refusal says; taken, dropped: the paths that are kept and left out. With both, either may come.
    "intake": ("refused", "taken", "dropped"),
    # found: "<concept or title> <path>:<line>"; told: "<path>:<line>" of a suppression; unread: paths not measured.
    "analysis": ("language", "found", "told", "unread"),
    # times: how often each text is repeated; shown, never: what some report must, and none may, say; secret: what none
    # that a candidate may see.
    "report": ("times", "shown", "never", "secret"),
}
"""Keys of ``attack.yaml`` by area, each a list of texts; regular expressions where words are looked for."""


class Attack(Value, frozen=True):
    """A hostile submission or text, and by key what must come of it."""

    area: str
    name: str
    tries: str
    must: str
    threats: tuple[str, ...]
    folder: Path
    expects: dict[str, tuple[str, ...]] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        """The hostile texts themselves; none where an attack is code or files."""
        file = self.folder / "texts.json"
        (times,) = self.expects.get("times", ("1",))
        return tuple(text * int(times) for text in json.loads(file.read_text("utf-8"))) if file.is_file() else ()


def attacks_on(area: str, root: Path = HERE) -> list[Attack]:
    """Read the attacks of an area by name; ``ChallengeError`` carries every mistake in them."""
    mistakes = Mistakes()
    folders = sorted(path for path in (root / area).glob("*") if (path / "attack.yaml").is_file())
    found = [_attack(area, folder, mistakes) for folder in folders]
    mistakes.stop_if_any()
    return found


def _attack(area: str, folder: Path, mistakes: Mistakes) -> Attack:
    given = read_yaml(folder / "attack.yaml", name=f"attacks/{area}/{folder.name}/attack.yaml", mistakes=mistakes)
    given.allow(("tries", "must", "threats"), EXPECTS[area])
    return Attack(
        area=area,
        name=folder.name,
        tries=given.text("tries"),
        must=given.text("must"),
        threats=tuple(text.text for text in given.texts("threats")),
        folder=folder,
        expects={key: tuple(text.text for text in given.texts(key)) for key in EXPECTS[area] if key in given},
    )


def all_attacks() -> list[Attack]:
    """List every attack of the corpus, those that are planted first; of these the name begins with the language."""
    planted = [
        Attack(
            area="planted",
            name=f"{each.language}/{each.name}",
            tries=each.tries,
            must=each.must,
            threats=each.threats,
            folder=each.folder,
        )
        for each in attacks()
    ]
    return planted + [attack for area in EXPECTS for attack in attacks_on(area)]


def laid_out(attack: Attack, folder: Path, *, host: Path | None = None) -> Path:
    """Build in ``folder``, which must not exist, what an attack hands in, over a copy of ``host``; say where it is."""
    if host is None:
        folder.mkdir()
    else:
        shutil.copytree(host, folder)
    if (attack.folder / "files").is_dir():
        shutil.copytree(attack.folder / "files", folder, symlinks=True, dirs_exist_ok=True)
    return _made(attack.folder / "make.py", folder) if (attack.folder / "make.py").is_file() else folder


def _made(file: Path, folder: Path) -> Path:
    crafted = str(HERE.parent / "intake")  # makers of archives that no library would write
    if crafted not in sys.path:
        sys.path.append(crafted)
    spec = importlib.util.spec_from_file_location(f"made_by_{file.parent.name}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.make(folder)
    assert isinstance(made, Path)
    return made
