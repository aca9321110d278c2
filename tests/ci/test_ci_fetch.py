"""A candidate's commit comes as data: whatever the repository holds, nothing of it runs and nothing else is fetched."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from jobs import CI, commit, git, plain, program, repository

FILES = {"solution.py": b"class LruCache:\n    pass\n", "src/täst.txt": b"\xff\x00\r\n"}
TOKEN = "not-a-real-token-5d41402a"  # noqa: S105


def fetch(url: str, wanted: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(CI / "fetch.sh"), url, wanted, str(folder)]
    given = plain(**{"FETCH_PROTOCOL": "file"} | environ)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=given)


def fetched(source: Path, wanted: str, folder: Path, **environ: str) -> Path:
    ran = fetch(f"file://{source}", wanted, folder, **environ)
    assert ran.returncode == 0, ran.stderr
    return folder


def test_the_commit_that_was_asked_for_comes_with_its_history_and_no_later_one(tmp_path: Path) -> None:
    wanted = repository(tmp_path / "anna", FILES)
    (tmp_path / "anna" / "solution.py").write_text("late = True\n", encoding="utf-8")
    git(tmp_path / "anna", "add", "--all")
    late = commit(tmp_path / "anna")
    there = fetched(tmp_path / "anna", wanted, tmp_path / "here")
    assert {name: (there / name).read_bytes() for name in FILES} == FILES
    assert git(there, "rev-list", "--all", "HEAD") == wanted
    assert late not in git(there, "rev-list", "--all", "HEAD")


def test_no_filter_hook_template_or_submodule_does_anything(tmp_path: Path) -> None:
    repository(tmp_path / "other", {"a.txt": b"a"})
    repository(tmp_path / "anna", FILES | {".gitattributes": b"*.py filter=lfs\n*.txt filter=mark\n"})
    (tmp_path / "anna" / ".lfsconfig").write_text("[lfs]\n\turl = http://127.0.0.1:1/\n", encoding="utf-8")
    git(tmp_path / "anna", "submodule", "--quiet", "add", f"file://{tmp_path}/other", "inner")
    git(tmp_path / "anna", "add", "--all")
    wanted = commit(tmp_path / "anna")
    # What a machine may have of its own: a filter that obeys the repository's attributes, and hooks from a template.
    mark = f"touch {tmp_path}/ran\ncat\n"
    program(tmp_path / "hooks", "post-checkout", mark)
    home = tmp_path / "home"
    home.mkdir()
    settings = f'[core]\n\thooksPath = {tmp_path}/hooks\n[filter "mark"]\n\tsmudge = touch {tmp_path}/ran; cat\n'
    (home / ".gitconfig").write_text(settings, encoding="utf-8")
    there = fetched(tmp_path / "anna", wanted, tmp_path / "here", HOME=str(home))
    assert not (tmp_path / "ran").exists()
    assert list((there / "inner").iterdir()) == []
    assert (there / "src" / "täst.txt").read_bytes() == FILES["src/täst.txt"]
    assert not list((there / ".git").glob("hooks/*"))
    plainly = tmp_path / "plainly"
    subprocess.run(
        ["/bin/sh", "-euc", f"git clone --quiet file://{tmp_path}/anna {plainly}"],
        env=plain(HOME=str(home)),
        check=True,
    )
    assert (tmp_path / "ran").exists(), "a plain clone would have run it, or this test proves nothing"


def test_a_link_stays_a_link_for_grade_to_refuse(tmp_path: Path) -> None:
    repository(tmp_path / "anna", FILES)
    (tmp_path / "anna" / "passwords").symlink_to("/etc/passwd")
    git(tmp_path / "anna", "add", "--all")
    there = fetched(tmp_path / "anna", commit(tmp_path / "anna"), tmp_path / "here")
    assert (there / "passwords").is_symlink()


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch% ran",
        "--upload-pack=touch ran",
        "file:///etc",
        "http://git.example/anna.git",
        "ssh://git.example/anna",
        "git.example:anna",
        "https://git.example/a b",
        "https://git.example/$(id)",
    ],
)
def test_an_address_that_is_not_plain_https_is_a_mistake(url: str, tmp_path: Path) -> None:
    ran = fetch(url, "a" * 40, tmp_path / "here", FETCH_PROTOCOL="https")
    assert (ran.returncode, (tmp_path / "here").exists()) == (2, False)
    assert "fetch.sh: the address" in ran.stderr


@pytest.mark.parametrize("wanted", ["main", "", "--all", "a" * 39, "A" * 40, f"{'a' * 39};"])
def test_only_a_whole_hash_names_a_commit(wanted: str, tmp_path: Path) -> None:
    ran = fetch(f"file://{tmp_path}", wanted, tmp_path / "here")
    assert (ran.returncode, (tmp_path / "here").exists()) == (2, False)
    assert "fetch.sh: the commit is not a" in ran.stderr


def test_a_commit_that_is_not_there_fails_and_leaves_no_files(tmp_path: Path) -> None:
    repository(tmp_path / "anna", FILES)
    ran = fetch(f"file://{tmp_path}/anna", "a" * 40, tmp_path / "here")
    assert ran.returncode not in {0, 1, 2, 3, 4}
    assert [path.name for path in (tmp_path / "here").iterdir()] == [".git"]


def test_a_token_is_told_to_git_and_left_nowhere(tmp_path: Path) -> None:
    program(tmp_path / "programs", "git", f'printf "%s\\n" "$@" >>{tmp_path}/told\nenv >>{tmp_path}/environ\n')
    ran = fetch(
        "https://git.example/anna.git",
        "a" * 40,
        tmp_path / "here",
        FETCH_PROTOCOL="https",
        FETCH_TOKEN=TOKEN,
        PATH=f"{tmp_path}/programs:{plain()['PATH']}",
    )
    assert ran.returncode == 0
    environ = (tmp_path / "environ").read_text("utf-8")
    assert "GIT_CONFIG_KEY_0=http.extraHeader" in environ
    assert "GIT_CONFIG_VALUE_0=Authorization: Basic " in environ
    assert "\nFETCH_TOKEN=" not in environ
    told = (tmp_path / "told").read_text("utf-8") + ran.stdout + ran.stderr
    assert TOKEN not in told
    assert "Basic" not in told
    assert "protocol.allow=never" in told


def test_a_file_beyond_the_bound_never_comes_to_lie_on_the_disk(tmp_path: Path) -> None:
    wanted = repository(tmp_path / "anna", {"big": bytes(8 << 20)})
    ran = fetch(f"file://{tmp_path}/anna", wanted, tmp_path / "here", FETCH_MOST_MIB="1")
    assert ran.returncode not in {0, 1, 2, 3, 4}
    assert all(path.lstat().st_size <= 1 << 20 for path in (tmp_path / "here").rglob("*"))
