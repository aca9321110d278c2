"""What grader knows about a programming language on the host; running it is the business of its image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from grader.model import Challenge, Value


class Language(Value, frozen=True):
    """A filled-in form: everything that differs from one language to the next, as data.

    ``image`` names the folder under ``sandbox/``; ``style`` is how declared names are spelled in it; in the entry names
    ``{slug}`` stands for the challenge's slug with underscores; ``test_patterns`` tell the candidate's own tests;
    ``reserved`` words cannot be declared; ``starter`` gives the texts of a candidate's first files by path.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    image: str
    style: Literal["snake", "camel"]
    function_entries: tuple[str, ...]
    program_entries: tuple[str, ...]
    test_patterns: tuple[str, ...]
    reserved: frozenset[str]
    starter: Callable[[Challenge], dict[str, str]]

    def entries(self, challenge: Challenge) -> tuple[str, ...]:
        """List the names that a submission's entry may have, best first, without folder or extension."""
        names = self.program_entries if challenge.interface.kind == "program" else self.function_entries
        return tuple(name.replace("{slug}", challenge.slug.replace("-", "_")) for name in names)

    def spelled(self, name: str) -> str:
        """Write a declared name this language's way: ``add_all`` is ``addAll`` where the style is ``camel``."""
        if self.style == "snake":
            return name
        first, *rest = name.split("_")
        return first + "".join(part[:1].upper() + part[1:] for part in rest)
