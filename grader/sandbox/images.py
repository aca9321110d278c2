"""The images that boxes start from, named by what they are made of.

    sandbox/<name>/Dockerfile   ->   grader-<name>:<first 12 hex digits of a SHA-256>

The digest covers the Dockerfile, every file that its COPY lines name, and the tag of the base image. A file is looked
up in the image's own folder first, then beside it: ``COPY agent/*.py`` takes the folder that several images share.
What differs from machine to machine (certificates, proxies) is given to a build and is not part of the name.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import io
import os
import re
import ssl
import tarfile
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import ImageBuildFailed, UserError
from grader.paths import SANDBOX
from grader.sandbox import root_image
from grader.sandbox.at_once import at_once
from grader.sandbox.docker import engine_errors
from grader.untrusted import without_passwords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import docker

    from grader.sandbox.at_once import Report

BASE = "base"
LABEL = "grader.image"
PARENT_LABEL = "grader.parent"
"""On an image that was made of another one: the other's content identity."""
CA_BUNDLE = "ca-bundle.pem"
_CA_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")
_PROXY_VARIABLES = ("http_proxy", "https_proxy", "no_proxy")
_REGISTRY_VARIABLES = ("PIP_INDEX_URL", "NPM_CONFIG_REGISTRY", "MAVEN_MIRROR_URL")
_LAST_LINES = 15

SIDE_BY_SIDE = 3
"""Builds at once: each waits for a package server half of the time, and works on one core the other half."""

_ADVICE = {
    r"no space left on device": (
        "The engine's disk is full. Make room (`grade images prune`, `docker system prune`) and try again."
    ),
    r"certificate.verify.failed|self.signed certificate": (
        "A certificate was not accepted. Behind a proxy of your company, set SSL_CERT_FILE to a PEM file with its "
        "authority and try again."
    ),
    r"temporary failure resolving|could not resolve|name resolution|unable to connect|connection timed out|timed out|"
    r"network is unreachable|failed to fetch|no matching distribution": (
        "Containers could not reach the package servers. Check that the engine's containers have network and, behind a "
        "proxy, set HTTP_PROXY and HTTPS_PROXY (and PIP_INDEX_URL for a mirror), then try again."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What one image is built from, complete and in memory."""

    name: str
    files: Mapping[str, bytes]
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One image of ours, as ``grade images list`` shows it; without ``id`` and ``size_bytes`` where it is not built."""

    name: str
    tag: str
    wanted: bool
    id: str | None
    size_bytes: int | None

    @property
    def present(self) -> bool:
        """Whether the engine has it."""
        return self.id is not None


# ── What is wanted: pure ─────────────────────────────────────────────────────────────────────────


def wanted(sandbox: Path | None = None) -> dict[str, str]:
    """Tell the tag of every image of ours, the base first; asks no engine.

    Our own files are read once: they belong to the code that runs.
    """
    return dict(_own()) if sandbox is None else _tagged(sandbox)


def _tagged(sandbox: Path) -> dict[str, str]:
    return {recipe.name: recipe.tag for recipe in recipes(sandbox)}


@functools.cache
def _own() -> dict[str, str]:
    return _tagged(SANDBOX)


def recipes(sandbox: Path = SANDBOX) -> list[Recipe]:
    """Read every folder with a Dockerfile, in the order in which they must be built."""
    names = sorted(path.parent.name for path in sandbox.glob("*/Dockerfile"))
    base = _recipe(sandbox, BASE, parent=root_image.release(sandbox))
    return [base, *(_recipe(sandbox, name, parent=base.tag) for name in names if name != BASE)]


def _recipe(sandbox: Path, name: str, *, parent: str) -> Recipe:
    dockerfile = (sandbox / name / "Dockerfile").read_bytes()
    files = {"Dockerfile": dockerfile}
    for pattern in _copied(dockerfile.decode()):
        for root in (sandbox / name, sandbox):
            found = {str(path.relative_to(root)): path.read_bytes() for path in root.glob(pattern) if path.is_file()}
            files |= found
            if found:
                break
    digest = hashlib.sha256(parent.encode())
    for path, content in sorted(files.items()):
        digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
    return Recipe(name=name, files=files, tag=f"grader-{name}:{digest.hexdigest()[:12]}")


def _copied(dockerfile: str) -> list[str]:
    """List what the COPY lines take from the build context; each must stand on one line."""
    lines = (line.split() for line in dockerfile.splitlines() if line.startswith("COPY "))
    return [source for words in lines if "--from=" not in words[1] for source in words[1:-1] if source != CA_BUNDLE]


def build_context(recipe: Recipe, ca_bundle: bytes) -> bytes:
    """Pack a recipe into the tar that the engine builds from: the same bytes for the same files, on every machine."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path, content in sorted({**recipe.files, CA_BUNDLE: ca_bundle}.items()):
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            # From the content, because a wheel or a downloaded archive may have lost the file's own mode.
            entry.mode = 0o755 if content.startswith(b"#!") else 0o644
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def ca_bundle(environ: Mapping[str, str]) -> bytes:
    """Read the certificate authorities that the environment names; empty where it names none."""
    variable = next((name for name in _CA_VARIABLES if environ.get(name)), None)
    if variable is None:
        return b""
    path = Path(environ[variable])
    try:
        # Refuses what is not PEM, so that no build fails later on a file that could never have worked.
        ssl.create_default_context(cafile=str(path))
        return path.read_bytes()
    except (OSError, ssl.SSLError) as error:
        raise UserError(
            f"{variable}={path}: not a readable PEM file of certificates ({error}). Correct the variable or unset it."
        ) from error


def build_arguments(recipe: Recipe, environ: Mapping[str, str], **given: str) -> dict[str, str]:
    """Choose what a build is told: its parent image, the proxies, and the registries that the Dockerfile asks for."""
    arguments = dict(given)
    for lower in _PROXY_VARIABLES:
        value = environ.get(lower) or environ.get(lower.upper())
        if value:
            # apt reads the lower-case names only, others the upper-case ones only.
            arguments |= {lower: value, lower.upper(): value}
    asked = recipe.files["Dockerfile"].decode().splitlines()
    registries = {name: environ[name] for name in _REGISTRY_VARIABLES if environ.get(name) and f"ARG {name}" in asked}
    return arguments | registries


# ── What is there: the engine ────────────────────────────────────────────────────────────────────


@engine_errors("listing the images")
def listing(client: docker.APIClient, *, sandbox: Path = SANDBOX) -> list[Image]:
    """List the wanted images, built or not, then the others of ours: made of a wanted one, or not wanted any more."""
    names = {tag: name for name, tag in wanted(sandbox).items()}
    built = {tag: found for found in _ours(client) for tag in _tags(found)}
    images = [_image(name, tag, built.get(tag), wanted=True) for tag, name in names.items()]
    others = sorted(built.keys() - names.keys() - {root_image.tag(sandbox)})
    kept = _derived_of(names, built)
    return images + [_image(built[tag]["Labels"][LABEL], tag, built[tag], wanted=tag in kept) for tag in others]


def _derived_of(tags: Collection[str], built: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Tell which images were made of one of these as it is now, and so serve for as long as it does."""
    parents = {built[tag]["Id"] for tag in tags if tag in built}
    return {tag for tag, found in built.items() if found["Labels"].get(PARENT_LABEL) in parents}


@engine_errors("looking for the images")
def missing(client: docker.APIClient, *, sandbox: Path | None = None) -> list[str]:
    """Name the images that have to be built, in order."""
    # Asked one by one: listing costs the engine several times as much, and every grade waits for this answer.
    return [name for name, tag in wanted(sandbox).items() if not _present(client, tag)]


def _present(client: docker.APIClient, tag: str) -> bool:
    from docker.errors import ImageNotFound  # noqa: PLC0415 - dear to import, and whoever has a client has paid

    try:
        client.inspect_image(tag)
    except ImageNotFound:
        return False
    return True


@engine_errors("removing images")
def prune(client: docker.APIClient, *, everything: bool = False, sandbox: Path = SANDBOX) -> list[str]:
    """Remove what nothing wants any more, or all that we ever built and its cache; tell the tags that went."""
    from docker.errors import APIError  # noqa: PLC0415 - dear to import, and whoever has a client has paid

    ours = _ours(client)
    built = {tag: found for found in ours for tag in _tags(found)}
    tags = wanted(sandbox).values()
    keep = set() if everything else {*tags, root_image.tag(sandbox), *_derived_of(tags, built)}
    # Those that were made of others come first, for they hold on to them.
    ordered = sorted(built, key=lambda tag: PARENT_LABEL not in built[tag]["Labels"])
    removed = [tag for tag in ordered if tag not in keep]
    # Of the untagged ones, those that carry the base's label are the stages of builds: a cache. They go first, for they
    # hold on to the base image.
    untagged = [found["Id"] for found in ours if not _tags(found) and (everything or found["Labels"][LABEL] != BASE)]
    for target in [*untagged, *removed]:
        try:
            client.remove_image(target)
        except APIError as error:
            if error.status_code not in {404, 409}:  # gone meanwhile; or a box still runs from it
                raise
            removed = [tag for tag in removed if tag != target]
    return removed


def _ours(client: docker.APIClient) -> list[dict[str, Any]]:
    return list(client.images(filters={"label": LABEL}))


def _tags(found: Mapping[str, Any]) -> list[str]:
    return [tag for tag in found["RepoTags"] or [] if tag != "<none>:<none>"]


def _image(name: str, tag: str, found: Mapping[str, Any] | None, *, wanted: bool) -> Image:
    size, digest = (found["Size"], found["Id"]) if found else (None, None)
    return Image(name=name, tag=tag, wanted=wanted, id=digest, size_bytes=size)


# ── Building ─────────────────────────────────────────────────────────────────────────────────────


@engine_errors("building the images")
def build(
    client: docker.APIClient,
    *,
    report: Report,
    environ: Mapping[str, str],
    names: Collection[str] | None = None,
    sandbox: Path = SANDBOX,
) -> dict[str, str]:
    """Build what is missing of the named images (all, where none is named), the base first; tell the tag of each.

    ``report`` is called by the caller's thread alone.
    """
    every = recipes(sandbox)
    chosen = {recipe.name for recipe in every} if names is None else set(names)
    if chosen & set(missing(client, sandbox=sandbox)):
        with one_at_a_time():
            # Asked again, for whoever held the lock may have built them.
            absent = set(missing(client, sandbox=sandbox))
            needed = chosen & absent
            if needed:
                needed |= absent & {BASE}
            base, *others = [recipe for recipe in every if recipe.name in needed or recipe.name == BASE]
            authorities = ca_bundle(environ)
            if BASE in needed:
                root = root_image.ensure(client, report=report, environ=environ, sandbox=sandbox)
                _build(client, base, authorities, build_arguments(base, environ, ROOT=root), report)
            told = {recipe.name: build_arguments(recipe, environ, BASE=base.tag) for recipe in others}
            works = [partial(_build, client, recipe, authorities, told[recipe.name]) for recipe in others]
            # A build that is told a password keeps it in its stages, which are taken away when it ends, even by Ctrl-C;
            # and only the caller's thread hears that.
            if any(map(passwords, told.values())):
                for work in works:
                    work(report)
            else:
                at_once(works, most=SIDE_BY_SIDE, report=report)
    return {recipe.name: recipe.tag for recipe in every if recipe.name in chosen}


@contextlib.contextmanager
def one_at_a_time(what: str = "images") -> Iterator[None]:
    """Keep two graders on one machine from making the same thing twice."""
    path = Path(tempfile.gettempdir()) / f"grader-{what}-{os.getuid()}.lock"
    # Anybody may have put a link of that name where all may write.
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _build(
    client: docker.APIClient, recipe: Recipe, authorities: bytes, arguments: dict[str, str], report: Report
) -> None:
    from docker.errors import DockerException  # noqa: PLC0415 - as above
    from requests import RequestException  # noqa: PLC0415 - as above

    report(f"{recipe.name}: building {recipe.tag}")
    try:
        events = client.build(
            fileobj=io.BytesIO(build_context(recipe, authorities)),
            custom_context=True,
            tag=recipe.tag,
            buildargs=arguments,
            labels={LABEL: recipe.name},
            rm=True,
            forcerm=True,
            decode=True,
        )
        lines, error = _follow(events, recipe.name, report)
    except (DockerException, RequestException) as refused:
        lines, error = [], str(refused)
    finally:
        forget_stages(client, arguments)
    if error:
        raise ImageBuildFailed(without_passwords(failure(recipe.name, [*lines, error])))


def forget_stages(client: docker.APIClient, arguments: Mapping[str, str]) -> None:
    """Remove the stages of a build that was told a password: the engine keeps in them what each step was told.

    The image itself is one layer of its own and knows nothing of it; what goes with the stages is a cache.
    """
    told = passwords(arguments)
    if not told:
        return
    from docker.errors import APIError  # noqa: PLC0415 - as above

    every = client.images(all=True)
    stages = [found["Id"] for found in every if not _tags(found) and _knows(client, found["Id"], told)]
    while stages:
        left = list(stages)
        for stage in stages:
            # One that another was made of has to wait for that one's end.
            with contextlib.suppress(APIError):
                client.remove_image(stage)
        stages = [found["Id"] for found in client.images(all=True) if found["Id"] in set(left)]
        if len(stages) == len(left):
            return


def passwords(arguments: Mapping[str, str]) -> set[str]:
    """Choose what of a build's arguments has a password in it."""
    return {each for name, each in arguments.items() if name in _REGISTRY_VARIABLES and without_passwords(each) != each}


def _knows(client: docker.APIClient, image: str, secrets: Collection[str]) -> bool:
    from docker.errors import ImageNotFound  # noqa: PLC0415 - as above

    try:
        steps = client.history(image)
    except ImageNotFound:
        return False
    return any(secret in str(step["CreatedBy"]) for step in steps for secret in secrets)


def _follow(events: Iterable[Mapping[str, Any]], name: str, report: Report) -> tuple[list[str], str]:
    """Read a build to its end, reporting its steps; its lines, and the error it ended with or an empty text."""
    lines: list[str] = []
    for event in events:
        if "error" in event:
            return lines, str(event["error"])
        for line in str(event.get("stream", "")).splitlines():
            if line.strip():
                lines.append(line.rstrip())
            if line.startswith("Step "):
                report(without_passwords(f"{name}: {line}"))
    return lines, ""


def failure(name: str, lines: list[str]) -> str:
    """Write the letter about a failed build: its last lines, and what they say should be done."""
    last = [line for line in lines if line.strip()][-_LAST_LINES:]
    advice = [text for pattern, text in _ADVICE.items() if re.search(pattern, "\n".join(lines), re.IGNORECASE)]
    what_now = advice[0] if advice else f"See sandbox/{name}/Dockerfile; `grade images build` tries again."
    return "\n".join([f"The image {name!r} cannot be built:", *(f"    {line}" for line in last), what_now])
