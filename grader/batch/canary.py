"""What a worker of a cluster must be before it is given work, and why one is not; pure, but for who we are."""

from __future__ import annotations

import functools
import hashlib
import platform
from collections import Counter
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import grader
from grader.batch.keys import Settings, registries_of
from grader.model import Challenge, Value

_PACKAGE = Path(grader.__file__).parent


class Identity(Value, frozen=True):
    """Which grader this is. The version is a number that people set, ``code`` a hash of what is installed."""

    grader: str
    code: str
    python: str
    distributed: str


class Wanted(Value, frozen=True):
    """What a batch asks of every worker; ``digests`` are the images' content identities, once it is known which."""

    batch: str
    identity: Identity
    challenge: str
    challenge_sha256: str
    images: dict[str, str]
    runtime: str
    registries: str
    analysis: bool
    advisories: str
    digests: dict[str, str] = {}


class Seen(Value, frozen=True):
    """What a worker is. ``trouble`` says why its engine cannot be used, ``unread`` why its challenge cannot be read."""

    host: str
    identity: Identity
    trouble: str = ""
    digests: dict[str, str] = {}
    challenge_sha256: str = ""
    unread: str = ""
    registries: str = ""
    advisories: str = ""


def identity() -> Identity:
    """Say which grader this process runs, on which Python and Dask."""
    return Identity(
        grader=grader.__version__,
        code=_code(),
        python=platform.python_version(),
        distributed=_version("distributed"),
    )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:  # an extra
        return "none"


@functools.cache
def _code() -> str:
    digest = hashlib.sha256()
    # Challenges and recipes of images that a wheel has in there are compared by themselves.
    for path in sorted(each for each in _PACKAGE.rglob("*.py") if "_data" not in each.parts):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def wanted_of(batch: str, *, name: str, challenge: Challenge, images: dict[str, str], settings: Settings) -> Wanted:
    """Say what workers of a batch must have; the challenge by the name that the invoker gave it."""
    return Wanted(
        batch=batch,
        identity=identity(),
        challenge=name,
        challenge_sha256=challenge.sha256,
        images=images,
        runtime=settings.runtime,
        registries=registries_of(settings.configuration),
        analysis=settings.analysis,
        advisories=settings.advisories,
    )


def why_not(wanted: Wanted, seen: Seen) -> str:
    """Say why a worker gets no work, and what to do; empty where it does."""
    if seen.identity != wanted.identity:
        return _other(wanted.identity, seen.identity)
    return seen.trouble or _images(wanted, seen) or _challenge(wanted, seen) or _configuration(wanted, seen)


def _images(wanted: Wanted, seen: Seen) -> str:
    if missing := [tag for name, tag in wanted.images.items() if name not in seen.digests]:
        return f"has no image {', '.join(missing)}. Build there (`grade images build`), or load what you built here."
    if unlike := [wanted.images[name] for name, digest in wanted.digests.items() if seen.digests[name] != digest]:
        return (
            f"has another {', '.join(unlike)} than the other workers: the same recipe, built another time. "
            "Build once and carry it there (`docker save`, `docker load`)."
        )
    return ""


def _challenge(wanted: Wanted, seen: Seen) -> str:
    if seen.unread:
        return f"cannot read the challenge {wanted.challenge}: {seen.unread}"
    if seen.challenge_sha256 != wanted.challenge_sha256:
        return (
            f"has another challenge under the name {wanted.challenge} ({_short(seen.challenge_sha256)}, here "
            f"{_short(wanted.challenge_sha256)}). Copy yours there."
        )
    return ""


def _configuration(wanted: Wanted, seen: Seen) -> str:
    if seen.registries != wanted.registries:
        return "has other package registries configured. Give it the same grader.toml (or GRADER_CONFIG) and variables."
    if wanted.analysis and seen.advisories != wanted.advisories:
        return "has another state of the advisories. Copy yours there, or grade with --no-analysis."
    return ""


def _other(ours: Identity, theirs: Identity) -> str:
    named = {
        "grader": (ours.grader, theirs.grader),
        "Python": (ours.python, theirs.python),
        "distributed": (ours.distributed, theirs.distributed),
        "code of the grader": (ours.code, theirs.code),
    }
    unlike = ", ".join(f"{what} {there} (here {here})" for what, (here, there) in named.items() if here != there)
    return f"is of another version: {unlike}. Install there what runs here, and start the worker again."


def _short(sha256: str) -> str:
    return sha256[:12]


def agreed(wanted: Wanted, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Choose, image by image, the content that most good workers have; of as many, the one of the first address."""
    good = [seen[address] for address in sorted(seen) if not why_not(wanted, seen[address])]
    if not good:
        return {}
    return {name: Counter(each.digests[name] for each in good).most_common(1)[0][0] for name in wanted.images}
