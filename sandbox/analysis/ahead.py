"""What is got ready before there is a submission, so that the box that waits for one answers sooner.

The tools read a sample of ours (``typical.py``): their libraries are loaded, pylint knows the standard library.
Programs in other languages are started. A submission that has a module of a name that is known by then must be looked
at by a program that knows nothing: ``is_safe_for`` tells.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.machinery
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import found
import running

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = "typical.py"
SUFFIXES = (*importlib.machinery.all_suffixes(), ".pyi")


class Ahead:
    """All that is ready for a submission in one language."""

    def __init__(self, language: str, scratch: str, tools: list[Any]) -> None:
        self.language = language
        # Before this process has grown, for each of them is a copy of it.
        self.started = {tool.NAME: running.Running(tool, None) for tool in tools if hasattr(tool, "start")}
        own = set(sys.modules)
        self.known = set(sys.stdlib_module_names)
        with _unheard(), _unchanged(), _sample(language, scratch) as sample:
            for tool in tools:
                if hasattr(tool, "warm"):
                    tool.warm(sample)
        self.known.update(*(getattr(tool, "KNOWN", ()) for tool in tools))
        self.coloured = tuple(word for tool in tools for word in getattr(tool, "COLOURED", ()))
        self.known |= {name.partition(".")[0] for name in set(sys.modules) - own}
        gc.freeze()

    def is_safe_for(self, work: found.Work) -> bool:
        """Whether nothing in the submission would be taken for, or judged by, what was read ahead of it."""
        if work.language != self.language:
            return False
        if work.language != "python":
            return True
        # A package at the root of everything would make modules of all folders beside it.
        at_root = any(os.path.lexists(work.absolute(f"__init__{suffix}")) for suffix in SUFFIXES)
        return not at_root and self.known.isdisjoint(_importable(work.root)) and not self._mentions_coloured(work)

    def _mentions_coloured(self, work: found.Work) -> bool:
        """Whether a source speaks of what is seen otherwise once more modules are known than it imports."""
        return any(word in text for text in map(work.read, work.paths) for word in self.coloured)

    def close(self) -> None:
        """End what was started."""
        for each in self.started.values():
            each.end()
        self.started.clear()


def _importable(root: str) -> Iterator[str]:
    """Whatever might be imported, in any folder: linters try more than one."""
    for _, folders, files in os.walk(root):
        yield from folders
        yield from (name.partition(".")[0] for name in files if name.endswith(SUFFIXES))


@contextlib.contextmanager
def _sample(language: str, scratch: str) -> Iterator[found.Work]:
    """Our own file as if it were a submission, with a scratch folder that is gone afterwards."""
    own = os.path.join(scratch, "sample")
    os.mkdir(own)
    settings = {"submission": HERE, "build": own, "scratch": own, "language": language}
    yield found.Work(settings | {"paths": [SAMPLE], "texts": [SAMPLE], "called": []})
    shutil.rmtree(own)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Keep whatever a tool prints out of what the host reads."""
    kept = {stream: os.dup(stream) for stream in (1, 2)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in kept:
        os.dup2(nowhere, stream)
    yield
    for stream, copy in kept.items():
        os.dup2(copy, stream)
        os.close(copy)
    os.close(nowhere)


@contextlib.contextmanager
def _unchanged() -> Iterator[None]:
    """Keep from each other what tools change in their process: another one would find it, which has its own else."""
    deepest, path = sys.getrecursionlimit(), list(sys.path)
    gc.disable()
    with warnings.catch_warnings():
        yield
    sys.setrecursionlimit(deepest)
    sys.path[:] = path
    gc.enable()
