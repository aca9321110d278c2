"""From a submission to the image that it starts from, on a sandbox without an engine."""

from __future__ import annotations

import base64
import io
import json
import tarfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from grader.configuration import Configuration
from grader.deliveries import packed
from grader.dependencies import Prepared, manager_of, prepare
from grader.errors import EngineFailed, FetcherFailed, RegistryUnreachable
from grader.languages import all_languages, find
from grader.model import Dropped, Package, Submission
from grader.observing import Silent
from grader.sandbox.fake import FakeSandbox, Inside, OutOfMemory, Program

if TYPE_CHECKING:
    from collections.abc import Callable

REGISTRY = "https://registry.example/simple"
IMAGES = {"python": "python", "proxy": "proxy"}


class Watching(Silent):
    """Counts the times that something had to be resolved."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, name: str) -> None:
        self.steps.append(name)


def submission(*dropped: Dropped, **files: str) -> Submission:
    archive = packed({name.replace("__", "."): text.encode() for name, text in files.items()})
    return Submission(name="s", language="python", sha256="", files=(), dropped=dropped, archive=archive)


def prepared(sandbox: FakeSandbox, given: Submission, **changes: Any) -> Prepared:  # noqa: ANN401 - fields of the configuration
    return prepare(
        given,
        find("python"),
        sandbox=sandbox,
        images=IMAGES,
        run="run",
        configuration=Configuration(**changes),
        observer=Silent(),
    )


def boxes(*programs: Program, proxy: Program | None = None) -> FakeSandbox:
    sandbox = FakeSandbox(images=("python", "examiner", "proxy"))
    return sandbox.runs("dependencies", *programs).runs("proxy", proxy or letting_through)


def letting_through(inside: Inside) -> int:
    settings, _ = inside.delivery()
    assert settings["registry"].startswith("https://")
    say(inside, ready={"hosts": ["registry.example"]})
    inside.wait_for_the_host()
    return 0


def say(inside: Inside, **line: object) -> None:
    inside.write(json.dumps(line).encode() + b"\n")


def fetching(*lines: dict[str, object], then: Callable[[], None] | None = None) -> Program:
    """A dependency box that greets, waits for the proxy, says these lines, and waits or does something else."""

    def program(inside: Inside) -> int:
        settings, archives = inside.delivery()
        assert set(archives) == {"/manifests"}
        say(inside, registry=settings["registry"] or REGISTRY)
        assert inside.readline() == b"\n"
        for line in lines:
            say(inside, **line)
        if then is not None:
            then()
        return 0

    return program


def parts(files: dict[str, bytes], size: int = 700) -> list[dict[str, object]]:
    archive = packed(files)
    return [{"part": base64.b64encode(archive[at : at + size]).decode()} for at in range(0, len(archive), size)]


RESOLVED: dict[str, object] = {
    "resolved": {"packages": [{"name": "six", "version": "1.16.0"}], "notes": ["six is old"]},
}
SIX = (*parts({"dependencies/python/six.py": b"x = 1\n"}), RESOLVED)
WANTS_SIX = submission(requirements__txt="six==1.16.0\n")


# ── where packages come from ──


def test_a_submission_that_asks_for_nothing_starts_from_the_languages_own_image() -> None:
    sandbox = boxes()
    found = prepared(sandbox, submission(solution__py="x = 1\n"))
    assert (found.image, found.parent, found.source, found.packages) == ("python", "python", "none", ())
    assert sandbox.specs == []


def test_what_the_image_has_is_not_fetched() -> None:
    sandbox = boxes()
    found = prepared(sandbox, submission(requirements__txt="flask>=3\n-i https://private.example/simple\n"))
    assert (found.image, found.source, [each.name for each in found.packages]) == ("python", "built in", ["flask"])
    assert "private.example" in found.notes[0]
    assert sandbox.specs == []


def test_what_it_lacks_is_fetched_into_an_image_of_its_own_and_nothing_is_left() -> None:
    sandbox = boxes(fetching(*SIX))
    found = prepared(sandbox, WANTS_SIX)
    assert (found.source, found.parent, found.failure) == ("resolved", "python", None)
    assert found.packages == (Package(name="six", version="1.16.0"),)
    assert found.notes == ("six is old",)
    derivation, layer = sandbox.derived[found.image]
    assert (derivation.parent, derivation.removed) == ("python", ())
    assert derivation.labels["grader.image"] == "dependencies"
    assert derivation.labels["grader.parent"] == "sha256:python"
    with tarfile.open(fileobj=io.BytesIO(layer)) as tar:
        assert tar.getnames() == ["dependencies/python/six.py"]
    assert sandbox.left == []


def test_a_second_grade_resolves_nothing_and_knows_what_there_is() -> None:
    sandbox = boxes(fetching(*SIX))
    first = prepared(sandbox, WANTS_SIX)
    started = len(sandbox.specs)
    again = prepared(sandbox, submission(requirements__txt="# the same, said another way\nsix == 1.16.0\n"))
    assert len(sandbox.specs) == started == 2
    assert (again.image, again.source, again.packages, again.notes) == (
        first.image,
        "cached",
        first.packages,
        first.notes,
    )


def test_another_registry_another_option_or_another_version_is_another_image() -> None:
    sandbox = boxes(fetching(*SIX))
    found = {
        prepared(sandbox, WANTS_SIX).image,
        prepared(sandbox, WANTS_SIX, registries={"pip": "https://other.example/simple"}).image,
        prepared(sandbox, submission(requirements__txt="six==1.16.0\n--pre\n")).image,
        prepared(sandbox, submission(requirements__txt="six==1.17.0\n")).image,
    }
    assert len(found) == 4


def test_two_graders_that_want_the_same_at_once_fetch_it_once() -> None:
    sandbox, watching = boxes(fetching(*SIX)), Watching()

    def once(number: int) -> str:
        return prepare(
            WANTS_SIX,
            find("python"),
            sandbox=sandbox,
            images=IMAGES,
            run=f"run{number}",
            configuration=Configuration(),
            observer=watching,
        ).source

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(once, range(4))) == ["cached"] * 3 + ["resolved"]
    assert watching.steps == ["dependencies"]


def test_only_the_proxy_has_a_network_and_only_the_resolver_may_lock_files() -> None:
    sandbox = boxes(fetching(*SIX))
    prepared(sandbox, WANTS_SIX)
    specs = {spec.role: spec for spec in sandbox.specs}
    assert {role: spec.network for role, spec in specs.items()} == {"dependencies": "none", "proxy": "bridge"}
    assert {role: spec.system_calls for role, spec in specs.items()} == {"dependencies": ("flock",), "proxy": ()}
    assert {role: spec.channel_writable for role, spec in specs.items()} == {"dependencies": False, "proxy": True}
    assert specs["dependencies"].image == "python"


def test_both_boxes_are_told_what_the_configuration_says(tmp_path: Any) -> None:  # noqa: ANN401
    told = {}

    def resolver(inside: Inside) -> int:
        told["dependencies"], _ = inside.delivery()
        say(inside, registry=told["dependencies"]["registry"])
        inside.readline()
        for line in SIX:
            say(inside, **line)
        return 0

    def proxy(inside: Inside) -> int:
        told["proxy"], _ = inside.delivery()
        say(inside, ready={"hosts": []})
        return 0

    certificates = tmp_path / "company.pem"
    certificates.write_bytes(authorities())
    prepared(
        boxes(resolver, proxy=proxy),
        WANTS_SIX,
        registries={"pip": "https://mirror.example/simple"},
        hosts=("files.example",),
        proxy="http://proxy.example:3128",
        no_proxy=(".example",),
        ca_bundle=str(certificates),
    )
    assert told["dependencies"]["registry"] == told["proxy"]["registry"] == "https://mirror.example/simple"
    assert told["dependencies"]["ca"] == told["proxy"]["ca"] == authorities().decode()
    assert (told["proxy"]["kind"], told["proxy"]["hosts"]) == ("pip", ["files.example"])
    assert (told["proxy"]["proxy"], told["proxy"]["no_proxy"]) == ("http://proxy.example:3128", [".example"])
    assert "proxy" not in told["dependencies"]


def authorities() -> bytes:
    import certifi  # noqa: PLC0415

    with open(certifi.where(), "rb") as file:  # noqa: PTH123
        return file.read()


# ── what is theirs ──


def test_what_cannot_be_had_is_the_submissions_failure_in_the_resolvers_words() -> None:
    sandbox = boxes(fetching({"not_resolved": {"message": "no version of six==1.16.0"}}))
    given = submission(
        Dropped(path=".npmrc", why="settings of a package manager, which can redirect it"),
        requirements__txt="six==1.16.0\n--index-url https://private.example/simple\n",
    )
    found = prepared(sandbox, given)
    assert (found.image, found.source) == ("python", "none")
    assert found.failure is not None
    assert found.failure.kind == "compile_error"
    assert found.failure.message.splitlines() == [
        "What requirements.txt asks for cannot be installed.",
        "no version of six==1.16.0",
        "requirements.txt:2: https://private.example/simple is not used; packages come from the configured registry.",
        ".npmrc is not used; packages come from the configured registry.",
    ]
    assert (sandbox.derived, sandbox.left) == ({}, [])


def test_a_failure_is_not_remembered_for_the_registry_may_have_it_tomorrow() -> None:
    sandbox = boxes(fetching({"not_resolved": {"message": "not yet"}}), fetching(*SIX))
    assert prepared(sandbox, WANTS_SIX).failure is not None
    assert prepared(sandbox, WANTS_SIX).source == "resolved"


def test_what_no_registry_has_is_refused_before_anything_is_started() -> None:
    sandbox = boxes()
    found = prepared(sandbox, submission(requirements__txt="git+https://host.example/b.git\n"))
    assert found.failure is not None
    assert "requirements.txt:1: " in found.failure.message
    assert sandbox.specs == []


def test_packages_that_need_too_much_memory_are_the_submissions_failure() -> None:
    def runs_out() -> None:
        raise OutOfMemory

    found = prepared(boxes(fetching(then=runs_out)), WANTS_SIX)
    assert found.failure is not None
    assert "need more than 1024 MiB of memory" in found.failure.message


def test_where_nothing_is_fetched_what_the_image_lacks_is_named() -> None:
    sandbox = boxes()
    found = prepared(sandbox, WANTS_SIX, enabled=False)
    assert found.failure is not None
    assert "the image does not have: six==1.16.0 (requirements.txt:1)" in found.failure.message
    assert sandbox.specs == []


def test_where_nothing_is_fetched_what_only_tests_lack_is_a_note() -> None:
    given = submission(requirements__txt="flask\n", dev_requirements__txt="six==1.16.0\n")
    found = prepared(boxes(), given, enabled=False)
    assert (found.failure, found.source) == (None, "built in")
    assert "own tests do without: six==1.16.0 (dev_requirements.txt:1)" in found.notes[0]


# ── what is ours ──


def test_a_registry_that_is_down_is_ours_with_what_to_do() -> None:
    def unreachable(inside: Inside) -> int:
        inside.delivery()
        say(inside, unreachable={"message": "Connection refused"})
        inside.wait_for_the_host()
        return 0

    sandbox = boxes(fetching(*SIX), proxy=unreachable)
    with pytest.raises(RegistryUnreachable) as caught:
        prepared(sandbox, WANTS_SIX)
    assert caught.value.infrastructure
    assert str(caught.value).splitlines() == [
        "The package registry registry.example does not answer as it should: Connection refused",
        "Check [registries] and ca_bundle in grader.toml, PIP_INDEX_URL and the proxy of the environment.",
    ]
    assert (sandbox.derived, sandbox.left) == ({}, [])


def test_a_registry_that_goes_down_on_the_way_is_ours_and_names_where_its_clients_were_sent() -> None:
    def filtering(inside: Inside) -> int:
        inside.delivery()
        inside.complain(b'NOTICE  Proxying refused on filtered domain "cdn.example"\n')
        say(inside, ready={"hosts": []})
        inside.wait_for_the_host()
        return 0

    sandbox = boxes(fetching({"unreachable": {"message": "tunnel error"}}), proxy=filtering)
    with pytest.raises(RegistryUnreachable, match=r'sends its clients to cdn\.example: .* add it to "hosts"'):
        prepared(sandbox, WANTS_SIX)


def test_a_registry_that_is_too_slow_is_ours() -> None:
    sandbox = boxes(waiting)
    with pytest.raises(RegistryUnreachable, match=r"within 0\.3 s"):
        prepared(sandbox, WANTS_SIX, timeout_s=0.3)
    assert sandbox.left == []


def waiting(inside: Inside) -> int:
    inside.delivery()
    say(inside, registry=REGISTRY)
    inside.wait_for_the_host()
    return 0


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "the dependencies box broke"),
        (({"part": "!"},), "says what cannot be read"),
        (({"resolved": 7},), "says what cannot be read"),
        ((*parts({"etc/passwd": b"x"}), RESOLVED), "cannot be made an image of: 'etc/passwd' is not below"),
        ((*parts({"dependencies/python/../../x": b"x"}), RESOLVED), "is not a plain file"),
        (({"part": base64.b64encode(b"x" * 2000).decode()}, RESOLVED), "not a tar"),
    ],
)
def test_a_box_of_ours_that_breaks_is_ours_and_makes_no_image(lines: tuple[dict[str, object], ...], told: str) -> None:
    sandbox = boxes(fetching(*lines))
    with pytest.raises(FetcherFailed, match=told):
        prepared(sandbox, WANTS_SIX)
    assert (sandbox.derived, sandbox.left) == ({}, [])


@pytest.mark.parametrize("role", ["dependencies", "proxy", "channel"])
def test_an_engine_that_starts_only_one_of_the_boxes_leaves_nothing(role: str) -> None:
    sandbox = boxes(fetching(*SIX)).refuses(role, EngineFailed("no space left", infrastructure=True))
    with pytest.raises(EngineFailed):
        prepared(sandbox, WANTS_SIX)
    assert sandbox.left == []


def test_every_language_has_a_package_manager() -> None:
    assert {language.name for language in all_languages() if manager_of(language.name) is None} == {"sql"}
    assert manager_of("cobol") is None
