"""The languages that grader takes: one module each in this folder, found by looking, listed nowhere.

A module here other than ``base`` defines ``LANGUAGE = Language(...)`` whose name is the module's. One that does not,
or that cannot be imported, stops grader: a language that silently went missing would cost its candidates.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from types import ModuleType

from grader.errors import LanguageError
from grader.languages.base import Language
from grader.mistakes import near_miss


def all_languages() -> tuple[Language, ...]:
    """List every language of this installation, by name."""
    return discover(sys.modules[__name__])


def find(name: str) -> Language:
    """Look a language up by name; ``LanguageError`` with the near miss where there is none."""
    known = {language.name: language for language in all_languages()}
    if name not in known:
        raise LanguageError(f'unknown language "{name}".{near_miss(name, known)}')
    return known[name]


def discover(package: ModuleType) -> tuple[Language, ...]:
    """List the languages of a package of plug-ins, by name; ``TypeError`` for a module that is not one."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.name != "base")
    return tuple(_plugin(f"{package.__name__}.{name}") for name in names)


def _plugin(path: str) -> Language:
    language = getattr(importlib.import_module(path), "LANGUAGE", None)
    name = path.rpartition(".")[2]
    if not isinstance(language, Language):
        raise TypeError(f"{path}: a language module defines LANGUAGE = Language(...), see grader/languages/base.py")
    if language.name != name:
        raise TypeError(f'{path}: LANGUAGE.name is "{language.name}", but the file says "{name}". Rename one of them.')
    return language
