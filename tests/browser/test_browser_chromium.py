"""Where the browser of these tests comes from. Nothing is installed: every apt-get here is a stand-in."""

from __future__ import annotations

import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parent / "chromium.sh"
ROOT = Path(__file__).parents[2]
SHELL = "/bin/sh"


def path_with(folder: Path, **programs: str) -> Path:
    """Make a folder of these programs, each the body of a shell script."""
    folder.mkdir(exist_ok=True)
    for name, body in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!{SHELL}\n{body}\n")
        program.chmod(0o755)
    return folder


def chromium(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the script with the programs of this folder on the PATH and no others."""
    return subprocess.run(
        [SHELL, str(SCRIPT)],
        env={"PATH": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def to_type(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


def test_the_script_can_be_read_and_run() -> None:
    assert subprocess.run([SHELL, "-n", str(SCRIPT)], check=True, capture_output=True).stderr == b""
    assert SCRIPT.stat().st_mode & 0o111


def test_a_browser_on_the_path_is_named(tmp_path: Path) -> None:
    done = chromium(path_with(tmp_path, google_chrome="exit 0"))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path}/google-chrome\n", "")


def test_one_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    done = chromium(path_with(tmp_path, chromium="exit 1", chromium_browser="exit 0"))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path}/chromium-browser\n")


def test_the_browser_that_the_user_chose_is_taken_or_refused_and_never_replaced(tmp_path: Path) -> None:
    folder = path_with(tmp_path, chromium="exit 0", mine="exit 0", broken="exit 1")
    assert chromium(folder, CHROMIUM=f"{folder}/mine").stdout == f"{folder}/mine\n"
    refused = chromium(folder, CHROMIUM=f"{folder}/broken")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert f"CHROMIUM={folder}/broken does not start." in refused.stderr


def test_without_root_two_lines_to_type_are_given(tmp_path: Path) -> None:
    done = chromium(path_with(tmp_path, id="echo 1000", apt_get="echo apt was called >&2"))
    assert (done.returncode, done.stdout) == (3, "")
    assert to_type(done.stderr) == [
        "sudo apt-get update",
        "sudo apt-get install -y --no-install-recommends chromium",
    ]
    assert "apt was called" not in done.stderr


def test_on_another_distribution_nothing_is_installed_even_by_root(tmp_path: Path) -> None:
    done = chromium(path_with(tmp_path, id="echo 0"))
    assert (done.returncode, done.stdout) == (3, "")
    assert to_type(done.stderr) == ["export CHROMIUM=/path/to/chromium", "make test"]


# What installs, does so by writing the program; `*` stands for the options before the command.
INSTALLS = """printf '%s\\n' "$DEBIAN_FRONTEND $*" >>{0}/calls
case "$*" in *install*)
    [ -e {0}/failed-once ] || {{ : >{0}/failed-once; echo "the mirror is gone"; exit 100; }}
    printf '#!/bin/sh\\nexit 0\\n' >{0}/chromium; {1} 755 {0}/chromium ;;
esac"""


def test_root_gets_one_installed_also_where_the_mirror_fails_once(tmp_path: Path) -> None:
    folder = path_with(tmp_path, id="echo 0", apt_get=INSTALLS.format(tmp_path, "/bin/chmod"))
    done = chromium(folder)
    assert (done.returncode, done.stdout) == (0, f"{folder}/chromium\n"), done.stderr
    assert done.stderr.splitlines() == [
        "No Chromium starts: installing chromium with apt-get.",
        "That failed, as a mirror does now and then: trying once more.",
    ]
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call.split()[-1] for call in calls] == ["update", "chromium"] * 2
    assert all(call.startswith("noninteractive ") for call in calls)
    assert "install -y --no-install-recommends chromium" in calls[1]


def test_a_mirror_that_stays_away_is_told_with_what_apt_said(tmp_path: Path) -> None:
    done = chromium(path_with(tmp_path, id="echo 0", apt_get="echo the mirror is gone; exit 100"))
    assert (done.returncode, done.stdout) == (3, "")
    assert "the mirror is gone" in done.stderr
    assert to_type(done.stderr) == ["export CHROMIUM=/path/to/chromium", "make test"]


def test_make_finds_a_browser_before_anything_slow_and_hands_it_to_the_tests() -> None:
    make = ["/usr/bin/env", "make", "--no-print-directory", "-n", "test"]
    told = subprocess.run(make, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert told.index("chromium.sh") < told.index("images build")
    assert "export CHROMIUM" in told.splitlines()[-1]
