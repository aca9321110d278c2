import pathlib
import subprocess
import sys
import unittest

import pytest


def test_fixture(cache):
    cache.put("a", 1)
    assert cache.get("a") == 1


def test_fails(cache):
    assert cache.get("a") == 1, "it is not there"


@pytest.mark.parametrize("value", [1, "two"], ids=["one", "1 [two]"])
def test_values(value):
    assert value


def test_starts_a_program():
    ran = subprocess.run([sys.executable, "solution.py", "x"], capture_output=True, text=True, check=True)
    assert ran.stdout == "started x\n"


def test_writes(tmp_path):
    pathlib.Path("written.txt").write_text("here")
    (tmp_path / "written.txt").write_text("there")


@pytest.mark.skip(reason="not today")
def test_skipped(): ...


@pytest.mark.xfail(reason="known")
def test_known():
    assert False


def test_needs_nothing_there(nothing_there): ...


async def test_async():
    assert True


class TestOuter:
    class TestInner:
        def test_nested(self): ...


class Old(unittest.TestCase):
    def test_old(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)
