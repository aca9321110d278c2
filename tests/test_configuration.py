"""``grader.toml`` and the environment: what is read, what wins, and what each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.configuration import Advisories, Configuration, load_configuration
from grader.errors import ConfigurationError

FULL = """\
ca_bundle = "company.pem"

[registries]
pip = "https://mirror.example/pypi/simple"
npm = "https://mirror.example/npm"
maven = "http://mirror.example:8081/maven2"
hosts = ["files.mirror.example"]

[dependencies]
enabled = false
install_scripts = false
timeout = "2m"

[advisories]
osv = "mirror/osv"
"""


def written(folder: Path, text: str, name: str = "grader.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load_configuration({}, written(folder, text))
    return str(caught.value).splitlines()


def test_without_a_file_and_without_a_word_of_the_environment_all_is_the_package_managers_own(tmp_path: Path) -> None:
    assert load_configuration({"HOME": "/root"}, tmp_path) == Configuration()


def test_everything_can_be_said_in_the_file(tmp_path: Path) -> None:
    assert load_configuration({}, written(tmp_path, FULL)) == Configuration(
        registries={
            "pip": "https://mirror.example/pypi/simple",
            "npm": "https://mirror.example/npm",
            "maven": "http://mirror.example:8081/maven2",
        },
        hosts=("files.mirror.example",),
        enabled=False,
        timeout_s=120.0,
        ca_bundle=str(tmp_path / "company.pem"),
        advisories=Advisories(osv=str(tmp_path / "mirror/osv")),
    )


@pytest.mark.parametrize(
    ("environ", "indexes"),
    [
        ({"HOME": "/home/me"}, "/home/me/.cache/grader/advisories"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "/cache"}, "/cache/grader/advisories"),
        ({}, ""),
    ],
)
def test_what_is_found_out_about_advisories_is_kept_where_users_keep_such_things(
    tmp_path: Path, environ: dict[str, str], indexes: str
) -> None:
    found = load_configuration(environ, written(tmp_path, '[advisories]\nosv = "/srv/osv"\n')).advisories
    assert found == Advisories(osv="/srv/osv", indexes=indexes)


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    environ = {
        "PIP_INDEX_URL": "https://other.example/simple",
        "npm_config_registry": "https://other.example/npm",
        "MAVEN_MIRROR_URL": "",
        "REQUESTS_CA_BUNDLE": "/etc/other.pem",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "localhost, .example",
    }
    found = load_configuration(environ, written(tmp_path, FULL))
    assert found.registries == {
        "pip": "https://other.example/simple",
        "npm": "https://other.example/npm",
        "maven": "http://mirror.example:8081/maven2",
    }
    assert found.ca_bundle == "/etc/other.pem"
    assert (found.proxy, found.no_proxy) == ("http://proxy.example:3128", ("localhost", ".example"))


def test_the_environment_may_name_another_file(tmp_path: Path) -> None:
    written(tmp_path, "[dependencies]\nenabled = false\n", "other.toml")
    assert not load_configuration({"GRADER_CONFIG": "other.toml"}, written(tmp_path, "")).enabled
    assert not load_configuration({"GRADER_CONFIG": str(tmp_path / "other.toml")}, Path("/")).enabled


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.toml: cannot be read .* or GRADER_CONFIG, which names it\."):
        load_configuration({"GRADER_CONFIG": "gone.toml"}, tmp_path)


def test_the_builds_of_images_are_told_the_same(tmp_path: Path) -> None:
    assert load_configuration({}, written(tmp_path, FULL)).variables() == {
        "PIP_INDEX_URL": "https://mirror.example/pypi/simple",
        "NPM_CONFIG_REGISTRY": "https://mirror.example/npm",
        "MAVEN_MIRROR_URL": "http://mirror.example:8081/maven2",
        "SSL_CERT_FILE": str(tmp_path / "company.pem"),
    }
    assert Configuration().variables() == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[registries]\npip = yes\n", "grader.toml:2: is not TOML: Invalid value."),
        ("\n[registry]\n", 'grader.toml:2: unknown key "registry". Did you mean "registries"?'),
        ("[registries]\n\npipp = 'x'\n", 'grader.toml:3: unknown key "pipp" in [registries]. Did you mean "pip"?'),
        ("registries = 1\n", 'grader.toml:1: "registries" is a table. Write [registries] on a line of its own.'),
        ("[registries]\npip = 7\n", 'grader.toml:2: "pip": must be text in quotes, not 7.'),
        (
            "[registries]\npip = 'x'\n",
            'grader.toml:2: "pip": "x" is not the address of a registry. It begins with https:// and names a host.',
        ),
        (
            "[registries]\nhosts = 'a'\n",
            'grader.toml:2: "hosts": must be a list of names of hosts, such as ["files.example.org"].',
        ),
        ("[dependencies]\nenabled = 'no'\n", "grader.toml:2: \"enabled\": must be true or false, not 'no'."),
        (
            "[dependencies]\ntimeout = '300'\n",
            'grader.toml:2: "timeout": "300" has no unit. Write a duration such as 60s or 500ms.',
        ),
        ("[dependencies]\ntimeout = '3h'\n", 'grader.toml:2: "timeout": unknown unit "h". Known: "m", "ms", "s".'),
        (
            "[dependencies]\ninstall_scripts = true\n",
            "grader.toml:2: install scripts are never run here. Remove the line.",
        ),
        ("dependencies = {timeout = '1s'}\n", 'grader.toml: "timeout": "1s" is outside the bounds, from 10s to 60m.'),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_now(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(tmp_path, text) == [told]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = "[registries]\npip = 'x'\nnmp = 'y'\n[dependencies]\ntimeout = 'z'\n"
    assert [line.partition(": ")[0] for line in mistakes(tmp_path, text)] == [
        "grader.toml:2",
        "grader.toml:3",
        "grader.toml:5",
    ]


def test_a_variable_with_a_mistake_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match='PIP_INDEX_URL: "mirror" is not the address'):
        load_configuration({"PIP_INDEX_URL": "mirror"}, tmp_path)


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "grader.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_configuration({}, tmp_path)
