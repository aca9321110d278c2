"""The one decision that all readers share: an entry is kept, left out and listed, or refuses the submission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from grader.errors import SubmissionError
from grader.intake import names
from grader.intake.leftovers import Leftovers
from grader.intake.limits import IntakeLimits, size_text

if TYPE_CHECKING:
    from collections.abc import Callable

FILE: Final = "file"
FOLDER: Final = "folder"
SYMBOLIC_LINK: Final = "symbolic link"
HARD_LINK: Final = "hard link"
SPARSE: Final = "sparse file"

Parts = tuple[str, ...]


class Entry(NamedTuple):
    """One entry of an archive: what its header claims, and ``read`` for the bytes, which must bear the claim out."""

    raw: bytes
    kind: str
    size: int
    packed: int
    read: Callable[[], bytes]
    target: bytes = b""


class Gate:
    """Takes entries in turn and remembers what is needed to tell that a later one contradicts an earlier one."""

    def __init__(self, limits: IntakeLimits) -> None:
        self.leftovers = Leftovers()
        self.total_bytes = 0
        self._limits = limits
        self._known: dict[Parts, tuple[Parts, bool]] = {}
        self._why: dict[Parts, str] = {}
        self._files_in: dict[Parts, int] = {}

    def admit(self, parts: Parts, kind: str, *, size: int = 0, target: str | bytes = "") -> bool:
        """Say whether an entry is kept; one that is not shows in ``dropped``. Raises ``SubmissionError``."""
        if self._left_out(parts, kind):
            return False
        path = names.printable("/".join(parts))
        if kind not in {FILE, FOLDER}:
            raise SubmissionError(path, _special(kind, target))
        if size > self._limits.file_bytes:
            raise SubmissionError(path, _too_big("is", size, self._limits.file_bytes))
        self._register(parts, folder=kind == FOLDER)
        self.total_bytes += size
        if self.total_bytes > self._limits.total_bytes:
            raise SubmissionError("", _too_big("the files add up to", self.total_bytes, self._limits.total_bytes))
        return True

    def count(self, parts: Parts, files: int) -> None:
        """Add to the number of files shown for a folder that was left out."""
        self._files_in[parts] += files

    def dropped(self) -> list[tuple[str, str]]:
        """List path and reason of everything left out; a whole folder is one item."""
        items = sorted(self._why.items())
        return [("/".join(parts), why + self._count_text(self._files_in.get(parts, 0))) for parts, why in items]

    def _count_text(self, files: int) -> str:
        if files >= self._limits.headers:
            return f" ({files:,} files or more)"
        return f" ({files:,} file{'s' * (files != 1)})" if files else ""

    def _left_out(self, parts: Parts, kind: str) -> bool:
        for end in range(1, len(parts)):
            if self._leave_out(parts[:end], folder=True):
                self._files_in[parts[:end]] += kind != FOLDER
                return True
        # A link may stand for either: node_modules -> elsewhere, libz.so -> libz.so.1.
        as_folder = {FILE: (False,), FOLDER: (True,)}.get(kind, (True, False))
        return any(self._leave_out(parts, folder=folder) for folder in as_folder)

    def _leave_out(self, parts: Parts, *, folder: bool) -> bool:
        if folder and parts in self._files_in:
            return True
        names.check(parts)
        why = self.leftovers.why(parts, folder=folder)
        if why:
            self._why[parts] = why
            self._check_number()
        if why and folder:
            self._files_in[parts] = 0
        return bool(why)

    def _register(self, parts: Parts, *, folder: bool) -> None:
        for end in range(1, len(parts) + 1):
            self._register_one(parts[:end], folder=folder or end < len(parts))
        self._check_number()

    def _register_one(self, parts: Parts, *, folder: bool) -> None:
        key = tuple(map(names.fold, parts))
        if key not in self._known:
            self._known[key] = (parts, folder)
        elif rule := _contradiction(parts, self._known[key], folder=folder):
            raise SubmissionError(names.printable("/".join(parts)), rule)

    def _check_number(self) -> None:
        if len(self._known) + len(self._why) > self._limits.entries:
            rule = f"holds more than {self._limits.entries:,} files and folders; hand in only what you wrote"
            raise SubmissionError("", rule)


def _contradiction(parts: Parts, earlier: tuple[Parts, bool], *, folder: bool) -> str:
    known, known_folder = earlier
    if known != parts:
        other = names.printable("/".join(known))
        return f"cannot be told from {other!r} on some file systems; rename one of them"
    if known_folder != folder:
        return "is both a file and a folder; pack it again"
    return "" if folder else "appears twice; pack it again"


def check_ratio(unpacked: int, packed: int, limits: IntakeLimits, path: str = "") -> None:
    """Refuse what grows out of all proportion when unpacked."""
    if unpacked > limits.ratio_floor_bytes and unpacked > limits.ratio * packed:
        rule = f"unpacks to more than {limits.ratio} times its packed size; leave it out, or pack without compression"
        raise SubmissionError(path, rule)


def _special(kind: str, target: str | bytes) -> str:
    shown = f" to {names.printable(target)!r}" if target else ""
    return f"is a {kind}{shown}; only plain files and folders are taken, so put the file itself there or leave it out"


def _too_big(what: str, size: int, limit: int) -> str:
    return f"{what} {size_text(size)}, over the limit of {size_text(limit)}; leave out data the work does not need"
