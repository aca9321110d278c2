"""What grader knows about a programming language on the host; running it is the business of its image."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fnmatch import fnmatch
from typing import Literal

from grader.model import Challenge, Value


def _never(_paths: Collection[str]) -> bool:
    return False


def _none(_files: Mapping[str, bytes]) -> tuple[str, ...]:
    return ()


class Native(Value, frozen=True):
    """How a language's native suites are written.

    ``cites`` finds the requirement that a case cites in a line of text, and ``citing`` shows how that looks; ``place``
    is the folder of the submission that the suite stands in while it runs, empty where it needs none.
    """

    frameworks: tuple[str, ...]
    files: tuple[str, ...]
    cites: str
    citing: str
    place: str = ""


class Language(Value, frozen=True):
    """A filled-in form: everything that differs from one language to the next, as data.

    ``image`` names the folder under ``sandbox/``; ``style`` is how declared names are spelled in it; in the entry names
    ``{slug}`` stands for the challenge's slug with underscores; ``test_patterns`` tell the candidate's own tests;
    ``reserved`` words cannot be declared; ``kinds`` are the type names that stand for the kinds of exceptions of
    ``challenges/README.md``; ``needs_build`` tells by the files' paths whether something has to be compiled before it
    runs, ``tests_are_built`` whether the candidate's own tests have to be, too; where
    ``builder_reads_manifest``, only the builder can tell which packages are wanted; ``starter`` gives the texts of a
    candidate's first files by path; ``notes`` tells, of the files by path, what the grader will not do; ``native`` is
    how native suites are written in it. Where the runtime has a heap limit of its own, a memory verdict is borne out
    from ``memory_floor`` of the box's limit on. ``interfaces`` are the kinds of challenges that it is taken for.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    image: str
    style: Literal["snake", "camel"]
    function_entries: tuple[str, ...]
    program_entries: tuple[str, ...]
    service_entries: tuple[str, ...]
    test_patterns: tuple[str, ...]
    reserved: frozenset[str]
    kinds: dict[str, tuple[str, ...]]
    starter: Callable[[Challenge], dict[str, str]]
    needs_build: Callable[[Collection[str]], bool] = _never
    tests_are_built: bool = False
    native: Native = Native(frameworks=(), files=(), cites="", citing="")
    builder_reads_manifest: bool = False
    notes: Callable[[Mapping[str, bytes]], tuple[str, ...]] = _none
    memory_floor: float = 0.95
    interfaces: tuple[str, ...] = ("function", "program", "service", "queries", "native")

    def is_test(self, path: str) -> bool:
        """Whether a file is one of the candidate's own tests, by its path and name."""
        name = path.rpartition("/")[2]
        return any(fnmatch(path, pattern) or fnmatch(name, pattern) for pattern in self.test_patterns)

    def entries(self, challenge: Challenge) -> tuple[str, ...]:
        """List the names that a submission's entry may have, best first, without folder or extension."""
        by_kind = {"program": self.program_entries, "service": self.service_entries}
        names = by_kind.get(challenge.interface.kind, self.function_entries)
        return tuple(name.replace("{slug}", challenge.slug.replace("-", "_")) for name in names)

    def spelled(self, name: str) -> str:
        """Write a declared name this language's way: ``add_all`` is ``addAll`` where the style is ``camel``."""
        if self.style == "snake":
            return name
        first, *rest = name.split("_")
        return first + "".join(part[:1].upper() + part[1:] for part in rest)
