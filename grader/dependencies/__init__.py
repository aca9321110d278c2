"""Gives a submission the packages that its manifest asks for: of the image, of an earlier grade, or of a registry.

manifest ── read, checked ──> satisfied by the image?  ── yes ──> the language's image, as it is
                                    │ no
                              seen before, on this image? ── yes ──> the image that was made then
                                    │ no
                              resolved in a box (``fetching.py``) ──> an image of its own, kept by hash

What cannot be had is the submission's failure, in the resolver's words; a registry that is down is ours.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.util
import io
import json
import re
import tarfile
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from grader.configuration import Configuration
from grader.dependencies.base import Comparison, Manifest, PackageManager, Wanted
from grader.dependencies.fetching import Fetched, Resolved, fetch
from grader.languages.base import Language
from grader.model import Package, Submission, Unbuilt, Value
from grader.observing import Observer
from grader.sandbox.base import Derivation, Sandbox
from grader.sandbox.images import LABEL, PARENT_LABEL, ca_bundle, one_at_a_time

MANIFEST_BYTES = 8 << 20
MAX_NAMED = 10
KEY_LABEL = "grader.key"
RESOLVED_LABEL = "grader.resolved"
FORMAT = 1
"""Part of every key: raise it where the same manifest would now make another image."""

_REDIRECTS = "settings of a package manager"


class Prepared(Value, frozen=True):
    """What a submission starts with. ``image`` is the tag for its boxes, ``parent`` the language's own.

    ``failure`` is the submission's, and ends its grade; the image is then the language's own.
    """

    image: str
    parent: str
    source: Literal["none", "built in", "cached", "resolved"] = "none"
    packages: tuple[Package, ...] = ()
    notes: tuple[str, ...] = ()
    failure: Unbuilt | None = None
    duration_s: float = 0.0


def prepare(
    submission: Submission,
    language: Language,
    *,
    sandbox: Sandbox,
    images: Mapping[str, str],
    run: str,
    configuration: Configuration,
    observer: Observer,
    runtime: str = "",
) -> Prepared:
    """Find, or have fetched, what a submission's manifest asks for; ``RegistryUnreachable`` where that is our trouble.

    For a language whose manifest only its builder can read (Java's), call it once the builder says what it needs.
    """
    began = time.monotonic()
    preparing = _Preparing(submission, language, sandbox, images, run, configuration, observer, runtime)
    return msgspec.structs.replace(preparing.prepared(), duration_s=round(time.monotonic() - began, 3))


def manager_of(language: str) -> PackageManager | None:
    """Find the package manager of a language: the module of that name in this folder, if there is one."""
    path = f"{__name__}.{language}"
    if importlib.util.find_spec(path) is None:
        return None
    manager = getattr(importlib.import_module(path), "MANAGER", None)
    if not isinstance(manager, PackageManager):
        raise TypeError(f"{path}: the module of a language defines MANAGER = PackageManager(...), see base.py")
    return manager


class _Preparing:
    """All that one preparation depends on."""

    def __init__(
        self,
        submission: Submission,
        language: Language,
        sandbox: Sandbox,
        images: Mapping[str, str],
        run: str,
        configuration: Configuration,
        observer: Observer,
        runtime: str,
    ) -> None:
        self._submission = submission
        self._language = language
        self._sandbox = sandbox
        self._images = images
        self._parent = images[language.image]
        self._run = f"{run}-dependencies"
        self._configuration = configuration
        self._observer = observer
        self._runtime = runtime

    def prepared(self) -> Prepared:
        manager = manager_of(self._language.name)
        if manager is None:
            return Prepared(image=self._parent, parent=self._parent)
        manifest = manager.read(manifests(self._submission.archive, manager.is_manifest))
        notes = (*manifest.notes, *manifest.unused)
        if manifest.problem:
            return self._failed(manifest.problem, notes)
        if not manifest.wanted:
            return Prepared(image=self._parent, parent=self._parent, notes=notes)
        comparison = manager.compare(manifest)
        if not comparison.missing:
            return self._built_in(comparison, notes)
        if not self._configuration.enabled:
            return self._without(comparison, notes)
        return self._found_or_fetched(manifest, manager, notes)

    def _built_in(self, comparison: Comparison, notes: tuple[str, ...]) -> Prepared:
        return Prepared(
            image=self._parent,
            parent=self._parent,
            source="built in",
            packages=comparison.packages,
            notes=(*notes, *comparison.notes),
        )

    def _without(self, comparison: Comparison, notes: tuple[str, ...]) -> Prepared:
        """Make do with what the image has: what only the submission's own tests may need is not worth a failure."""
        lacking = _named(comparison.missing)
        if any(not wanted.dev for wanted in comparison.missing):
            why = f"No packages are fetched here, and the image does not have: {lacking}. Use those that it has."
            return self._failed(why, notes)
        note = f"No packages are fetched here, so the submission's own tests do without: {lacking}."
        return self._built_in(comparison, (*notes, note))

    def _found_or_fetched(self, manifest: Manifest, manager: PackageManager, notes: tuple[str, ...]) -> Prepared:
        digest = self._sandbox.image_digests({"parent": self._parent})["parent"]
        key = key_of(manifest, manager, digest, self._configuration.registries.get(manager.registry, ""))
        tag = f"grader-dependencies:{key[:12]}"
        # Two graders that want the same wait for each other here, and the second finds what the first made.
        with one_at_a_time(f"dependencies-{key[:2]}"):
            known = found(self._sandbox.image_labels(tag), key)
            if known is not None:
                return self._derived(tag, "cached", known, notes)
            self._observer.step("dependencies")
            fetched = self._fetched(manifest, manager)
            if fetched.layer is None:
                return self._failed(refusal(manifest, fetched.refusal), notes)
            with fetched.layer as layer:
                labels = {LABEL: "dependencies", PARENT_LABEL: digest, KEY_LABEL: key}
                labels[RESOLVED_LABEL] = packed_label(fetched.resolved)
                removed = (f"/{manager.folder}",) if manager.replaces else ()
                self._sandbox.derive(Derivation(tag=tag, parent=self._parent, removed=removed, labels=labels), layer)
        return self._derived(tag, "resolved", fetched.resolved, notes)

    def _fetched(self, manifest: Manifest, manager: PackageManager) -> Fetched:
        ca_file = self._configuration.ca_bundle
        return fetch(
            manifest,
            manager,
            images={"language": self._parent, "proxy": self._images["proxy"]},
            sandbox=self._sandbox,
            run=self._run,
            configuration=self._configuration,
            authorities=ca_bundle({"SSL_CERT_FILE": ca_file}) if ca_file else b"",
            runtime=self._runtime,
        )

    def _derived(
        self, tag: str, source: Literal["cached", "resolved"], resolved: Resolved, notes: tuple[str, ...]
    ) -> Prepared:
        return Prepared(
            image=tag,
            parent=self._parent,
            source=source,
            packages=resolved.packages,
            notes=(*notes, *resolved.notes),
        )

    def _failed(self, why: str, notes: tuple[str, ...]) -> Prepared:
        """Fail the submission, with a word on each registry that it names: there the package may well be."""
        redirects = [dropped.path for dropped in self._submission.dropped if _REDIRECTS in dropped.why]
        elsewhere = [note for note in notes if "configured registry" in note and note not in why]
        elsewhere += [f"{path} is not used; packages come from the configured registry." for path in redirects]
        message = "\n".join([why, *elsewhere])
        failure = Unbuilt(kind="compile_error", message=message)
        return Prepared(image=self._parent, parent=self._parent, notes=notes, failure=failure)


def manifests(archive: bytes, is_manifest: Callable[[str], bool]) -> dict[str, bytes]:
    """Read a submission's manifests by path."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            if member.isreg() and member.size <= MANIFEST_BYTES and is_manifest(member.name):
                content = tar.extractfile(member)
                files[member.name] = content.read() if content is not None else b""
    return files


def key_of(manifest: Manifest, manager: PackageManager, parent: str, registry: str) -> str:
    """Name what would be fetched, by all that it depends on but the registry's own changes: they are not wanted."""
    parts = [FORMAT, manager.registry, manager.folder, manifest.files, manifest.options, parent, registry]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def packed_label(resolved: Resolved) -> str:
    """Write what was resolved as the label of an image, which the engine wants short and plain."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(resolved))).decode()


def found(labels: Mapping[str, str] | None, key: str) -> Resolved | None:
    """Read what was resolved from an image's labels; ``None`` where it was not made for this key."""
    if labels is None or labels.get(KEY_LABEL) != key:
        return None
    return msgspec.json.decode(zlib.decompress(base64.b64decode(labels[RESOLVED_LABEL])), type=Resolved)


def refusal(manifest: Manifest, words: str) -> str:
    """Introduce a resolver's words, which do not say what they are about."""
    asking = list(dict.fromkeys(re.split(r":\d+", wanted.where)[0] for wanted in manifest.wanted))
    return f"What {' and '.join(asking[:MAX_NAMED])} asks for cannot be installed.\n{words}"


def _named(wanted: tuple[Wanted, ...]) -> str:
    more = f" and {len(wanted) - MAX_NAMED} more" if len(wanted) > MAX_NAMED else ""
    return ", ".join(f"{each.asked} ({each.where})" for each in wanted[:MAX_NAMED]) + more
