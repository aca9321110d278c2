"""The candidate's own tests in real boxes, in every language: what is found, run, covered, told, and what it survives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from languages import image_of, submission
from msgspec import structs

from grader.challenge import load_challenge
from grader.checks import own_tests
from grader.checks.box import box_for_tests, settings_for_tests
from grader.deliveries import delivery
from grader.languages import find
from grader.model import Build, Challenge, Outcome, OwnTests, OwnTestsState
from grader.sandbox import errand
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

Files = Mapping[str, str]


@pytest.fixture(scope="module")
def lru() -> Challenge:
    return load_challenge("lru-cache")


@pytest.fixture(scope="module")
def no_examples(lru: Challenge) -> Challenge:
    """The same without anything to seed bugs with, which would take a minute each time."""
    return structs.replace(lru, folder="/nonexistent")


def measured(language: str, files: Files, challenge: Challenge, engine: DockerSandbox, run: str) -> OwnTests:
    handed_in = submission(language, files)
    spoken = find(language)
    build = Build(image=image_of(language, engine))
    found = own_tests.measure(challenge, handed_in, spoken, build=build, sandbox=engine, run=run)
    assert isinstance(found, OwnTests), found
    return found


def outcomes(found: OwnTests) -> dict[str, str]:
    """How each test ended, by the last part of its name."""
    return {
        test.name.replace("::", " > ").rpartition(" > ")[2].rpartition("#")[2]: test.outcome for test in found.tests
    }


def within(seconds: float, files: Files, challenge: Challenge, engine: DockerSandbox, run: str) -> OwnTests:
    """Python tests in a box that is given less time than usual."""
    python, build = find("python"), Build(image=image_of("python", engine))
    settings = settings_for_tests(challenge, python, build) | {"task": "own", "runs": 3, "seconds": seconds}
    parcel = delivery(settings, {"/submission": submission("python", files).archive, "/build": b""})
    returned = errand.send(engine, box_for_tests("tests", build, run=run, runtime=""), parcel, within_s=60)
    found = own_tests.understood(returned)
    assert isinstance(found, OwnTests)
    return found


# ── Python ──

SOLUTION = """\
import sys


class LruCache:
    def __init__(self, capacity):
        self.values = {}

    def get(self, key):
        if key == "zz":  # pragma: no cover
            return 26
        return self.values.get(key)

    def put(self, key, value, ttl_ms=None):
        self.values[key] = value


def main():
    print("started", *sys.argv[1:])


if __name__ == "__main__":
    main()
"""
TESTS = """\
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
    assert ran.stdout == "started x\\n"


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
"""
CONFTEST = "import pytest\nfrom solution import LruCache\n\n\n@pytest.fixture\ndef cache():\n    return LruCache(2)\n"
INI = "[pytest]\naddopts = -p evil --collect-only\npython_files = nothing\nasyncio_mode = auto\n"


@pytest.fixture(scope="module")
def python_found(no_examples: Challenge, engine: DockerSandbox) -> OwnTests:
    files = {
        "solution.py": SOLUTION,
        "tests/unit/test_cache.py": TESTS,
        "tests/conftest.py": CONFTEST,
        "pytest.ini": INI,
        "tests/test_broken.py": "def test_it(:\n",
        "evil.py": "raise SystemExit('loaded')\n",
        "unused.py": "A = 1\nB = 2\n",
    }
    return measured("python", files, no_examples, engine, "test-own-python")


def test_python_tests_are_run_and_told_one_by_one(python_found: OwnTests) -> None:
    assert outcomes(python_found) == {
        "tests/test_broken.py": "error",
        "test_fixture": "passed",
        "test_fails": "failed",
        "test_values[one]": "passed",
        "test_values[1 [two]]": "passed",
        "test_starts_a_program": "passed",
        "test_writes": "passed",
        "test_skipped": "skipped",
        "test_known": "skipped",
        "test_needs_nothing_there": "error",
        "test_async": "passed",
        "test_nested": "passed",
        "test_old": "failed",
    }
    assert (python_found.framework, python_found.runs, python_found.reason) == ("pytest", 3, "")


def test_a_failing_test_has_its_own_message_and_place(python_found: OwnTests) -> None:
    messages = {test.name.rpartition("::")[2]: test.message for test in python_found.tests}
    assert messages["test_fails"].startswith("AssertionError: it is not there")
    assert messages["test_fails"].endswith("(tests/unit/test_cache.py:16)")
    assert messages["test_skipped"] == "Skipped: not today"
    assert "SyntaxError" in messages["tests/test_broken.py"]


def test_python_coverage_counts_started_programs_and_code_that_wants_to_be_hidden(python_found: OwnTests) -> None:
    covered = {file.path: file for file in python_found.coverage or ()}
    assert list(covered) == ["evil.py", "solution.py", "unused.py"]
    assert (covered["solution.py"].uncovered, covered["unused.py"].uncovered) == ("10", "1-2")
    assert (covered["solution.py"].branches, covered["solution.py"].covered_branches) == (4, 2)


def test_a_conftest_of_theirs_is_said(python_found: OwnTests) -> None:
    assert any(note.startswith("tests/conftest.py is loaded") for note in python_found.notes)


def test_a_test_that_depends_on_chance_is_flaky(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text = "import secrets\n" + "".join(f"def test_{n}():\n    assert secrets.randbelow(2)\n" for n in range(20))
    found = measured("python", {"solution.py": "", "test_chance.py": text}, no_examples, engine, run)
    assert len(found.flaky) >= 1  # all alike three times: once in 10^12


HOSTILE = {
    "leaves while it is loaded": ("import os\nos._exit(0)\n", "exit code 0 before its tests were done"),
    "leaves in a test": ("import os\ndef test_a(): ...\ndef test_b(): os._exit(0)\n", "in test_x.py::test_b"),
    "kills everybody": ("import os\ndef test_a():\n    os.kill(-1, 9)\n    os.kill(1, 9)\n", ""),
    "forges a finish": (
        'import os\nos.write(3, b\'[]\\nnull\\n{"event": "finished"}\\n\\xff\\n\')\nos._exit(0)\ndef test_a(): ...\n',
        "",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_tests_do_is_told_and_ends(what: str, no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text, words = HOSTILE[what]
    found = within(25, {"solution.py": "", "test_x.py": text}, no_examples, engine, run)
    assert words in found.reason
    assert found.state in {OwnTestsState.RAN, OwnTestsState.NOT_RUN}


def test_tests_that_never_end_are_stopped_and_keep_what_they_had(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    text = "import os, subprocess\ndef test_a(): ...\ndef test_b():\n    subprocess.Popen(['sleep', '99'])\n    while True: ...\n"
    found = within(14, {"solution.py": "", "test_x.py": text}, no_examples, engine, run)
    assert outcomes(found) == {"test_a": "passed"}
    assert "was stopped, in test_x.py::test_b" in found.reason


def test_tests_that_report_without_end_are_stopped(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text = "import os\nwhile True:\n    os.write(3, b'x' * 65536)\n    os.write(1, b'y' * 65536)\ndef test_a(): ...\n"
    found = within(40, {"solution.py": "", "test_x.py": text}, no_examples, engine, run)
    assert "more than there is room for" in found.reason


def test_tests_that_take_all_memory_do_not_take_the_tester_along(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    found = within(
        40, {"solution.py": "", "test_x.py": "def test_a():\n    bytearray(2 << 30)\n"}, no_examples, engine, run
    )
    assert found.state in {OwnTestsState.RAN, OwnTestsState.NOT_RUN}
    assert found.count(Outcome.PASSED) == 0


# ── Java ──

JAVA = """\
package cache;

import java.util.HashMap;
import java.util.Map;

public class LruCache {
    private final Map<String, Long> values = new HashMap<>();

    public LruCache(long capacity) {
    }

    public Long get(String key) {
        if (key.equals("zz")) {
            return 26L;
        }
        return values.get(key);
    }

    public void put(String key, long value, Long ttlMs) {
        values.put(key, value);
    }

    public long size() {
        return values.size();
    }
}
"""
JAVA_TESTS = """\
package cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The cache")
class LruCacheTest {
    @Test
    void stores() {
        LruCache cache = new LruCache(2);
        cache.put("a", 1, null);
        assertEquals(1, cache.get("a"));
    }

    @Test
    @DisplayName("fails with style")
    void fails() {
        assertThat(new LruCache(2).get("a")).isEqualTo(1L);
    }

    @Test
    void mocks() {
        LruCache cache = mock(LruCache.class);
        when(cache.get("a")).thenReturn(9L);
        assertEquals(9, cache.get("a"));
    }

    @Test
    @Disabled("not today")
    void disabled() {
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return IntStream.range(0, 2).mapToObj(n -> DynamicTest.dynamicTest("number " + n, () -> { }));
    }

    @Nested
    @DisplayName("when it is full")
    class Full {
        @ParameterizedTest(name = "{0} and {1}")
        @CsvSource({"1, 2", "3, 5"})
        void counts(int a, int b) {
            assertEquals(b, a + 1);
        }
    }

    @Nested
    @Disabled
    class Off {
        @Test
        void never() {
        }
    }
}

class BrokenTest {
    @BeforeAll
    static void prepare() {
        throw new IllegalStateException("no database");
    }

    @Test
    void first() {
    }
}
"""
JUNIT4 = """\
package cache;

import static org.junit.Assert.assertEquals;

import org.junit.Ignore;
import org.junit.Test;

public class OldTest {
    @Test
    public void isEmpty() {
        assertEquals(0, new LruCache(1).size());
    }

    @Ignore("old")
    @Test
    public void ignored() {
    }
}
"""
MAIN, TEST = "src/main/java/cache/", "src/test/java/cache/"


def test_java_tests_of_two_generations_are_run_and_told(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = {
        MAIN + "LruCache.java": JAVA,
        TEST + "LruCacheTest.java": JAVA_TESTS,
        TEST + "OldTest.java": JUNIT4,
        "src/test/resources/junit-platform.properties": "junit.platform.execution.dryRun.enabled=true\n",
    }
    found = measured("java", files, no_examples, engine, run)
    assert outcomes(found) == {
        "first()": "error",
        "stores() (The cache > stores())": "passed",
        "fails() (The cache > fails with style)": "failed",
        "mocks() (The cache > mocks())": "passed",
        "disabled() (The cache > disabled())": "skipped",
        "dynamic()[1] (The cache > dynamic() > number 0)": "passed",
        "dynamic()[2] (The cache > dynamic() > number 1)": "passed",
        "counts(int, int)[1] (The cache > when it is full > counts(int, int) > 1 and 2)": "passed",
        "counts(int, int)[2] (The cache > when it is full > counts(int, int) > 3 and 5)": "failed",
        "never() (The cache > Off > never())": "skipped",
        "isEmpty": "passed",
        "ignored": "skipped",
    } | {name: outcome for name, outcome in outcomes(found).items() if "OldTest > " in name}
    assert (found.framework, found.runs, found.flaky) == ("JUnit 5", 3, ())
    (file,) = found.coverage or ()
    assert (file.path, file.uncovered, file.branches) == (MAIN + "LruCache.java", "14", 2)


def test_java_tests_that_do_not_compile_are_told_in_the_compilers_words(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    wrong = JUNIT4.replace("size()", "length()")
    found = measured("java", {"LruCache.java": JAVA, "OldTest.java": wrong}, no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "OldTest.java:11: error: cannot find symbol" in found.reason


def test_java_tests_that_end_the_machine_are_told(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    exits = JUNIT4.replace("assertEquals(0, new LruCache(1).size());", "System.exit(0);")
    found = measured("java", {"LruCache.java": JAVA, "OldTest.java": exits}, no_examples, engine, run)
    assert "exit code 0 before its tests were done" in found.reason


def test_testng_is_said_not_to_be_run(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text = (
        "import org.testng.annotations.Test;\n\npublic class CacheTest {\n    @Test\n    public void a() {\n    }\n}\n"
    )
    found = measured("java", {"LruCache.java": JAVA, "CacheTest.java": text}, no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "TestNG is not run here" in found.reason


# ── Node ──

TYPESCRIPT = """\
import type { Entry } from './entry';
import { Other } from './entry';

export enum Kind { Small, Large }

export class LruCache {
  private values = new Map<string, Entry>();
  constructor(private capacity: number) {}
  get(key: string): number | undefined {
    const other: Other = { value: 1 };
    /* c8 ignore next 3 */ /* v8 ignore next 3 */ /* istanbul ignore next */
    if (key === 'zz') {
      return other.value;
    }
    return this.values.get(key)?.value;
  }
  put(key: string, value: number): void {
    this.values.set(key, { value });
  }
}
"""
ENTRY = "export interface Entry { value: number }\nexport interface Other { value: number }\n"
PROGRAM = "if (process.argv.length > 9) {\n  console.log('never');\n}\nconsole.log('started');\n"
BODY = """\
describe('LruCache', () => {
  describe('when empty', () => {
    it('stores', () => {
      const cache = new LruCache(1);
      cache.put('a', 1);
      same(cache.get('a'), 1);
    });
    it('fails', () => { same(new LruCache(1).get('a'), 1); });
    it.skip('is skipped', () => {});
    it('waits', async () => { await new Promise((done) => setTimeout(done, 5)); });
    it('starts a program', () => { execFileSync('node', ['src/program.cjs']); });
  });
});
"""
SPAWN = "import { execFileSync } from 'node:child_process';\n"
RUNNERS = {
    "jest": (
        '{"devDependencies": {"jest": "^29", "ts-jest": "^29"}, "jest": {"testMatch": []}}',
        f"{SPAWN}import {{ LruCache }} from '../src/index.js';\n"
        "jest.mock('../src/entry', () => ({}));\nconst same = (a, b) => expect(a).toBe(b);\n",
    ),
    "vitest": (
        '{"type": "module", "scripts": {"test": "vitest run"}}',
        f"{SPAWN}import {{ describe, expect, it }} from 'vitest';\nimport {{ LruCache }} from '../src/index.js';\n"
        "const same = (a: unknown, b: unknown) => expect(a).toBe(b);\n",
    ),
    "mocha": (
        '{"scripts": {"test": "mocha"}}',
        f"{SPAWN}import {{ expect }} from 'chai';\nimport {{ LruCache }} from '../src';\n"
        "const same = (a: unknown, b: unknown) => expect(a).to.equal(b);\n",
    ),
    "node:test": (
        '{"type": "module"}',
        f"{SPAWN}import assert from 'node:assert/strict';\nimport {{ describe, it }} from 'node:test';\n"
        "import { LruCache } from '../src/index.ts';\nconst same = (a: unknown, b: unknown) => assert.equal(a, b);\n",
    ),
}


@pytest.mark.parametrize("runner", RUNNERS)
def test_node_tests_are_run_by_their_own_runner(
    runner: str, no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    manifest, head = RUNNERS[runner]
    files = {
        "package.json": manifest,
        "src/index.ts": TYPESCRIPT,
        "src/entry.ts": ENTRY,
        "src/program.cjs": PROGRAM,
        "src/unused.cjs": "// never loaded\nconst a = 1;\nmodule.exports = a;\n",
        "test/cache.test.ts": head + BODY,
        "test/broken.test.ts": "import './nothing-there';\nimport { LruCache } from '../src/index';\n",
        "jest.config.cjs": "process.exit(0);\n",
        "vitest.config.ts": "process.exit(0);\n",
        ".mocharc.cjs": "process.exit(0);\n",
    }
    found = measured("node", files, no_examples, engine, run)
    assert outcomes(found) == {
        "(the file itself)": "error",
        "stores": "passed",
        "fails": "failed",
        "is skipped": "skipped",
        "waits": "passed",
        "starts a program": "passed",
    }
    assert (found.framework, found.runs, found.flaky, found.reason) == (runner, 3, (), "")
    covered = {file.path: file.uncovered for file in found.coverage or ()}
    assert covered == {"src/index.ts": "13", "src/program.cjs": "2", "src/unused.cjs": covered["src/unused.cjs"]}
    assert covered["src/unused.cjs"] in {"2-3", "2"}


def test_a_runner_that_is_not_ours_is_said(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    files = {"package.json": '{"devDependencies": {"ava": "6"}}', "index.js": "", "test/a.test.js": "import 'ava';\n"}
    found = measured("node", files, no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "ava is not run here; Jest, Vitest, Mocha, node:test are." in found.reason


@pytest.mark.parametrize(
    ("language", "files"),
    [("python", {"solution.py": SOLUTION}), ("java", {"LruCache.java": JAVA}), ("node", {"index.js": PROGRAM})],
)
def test_no_tests_is_a_fact(
    language: str, files: Files, no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    assert measured(language, files, no_examples, engine, run) == OwnTests(state=OwnTestsState.NONE)


# ── seeded bugs ──

RIGHT_TESTS = {
    "python": {
        "test_it.py": "from solution import LruCache\n\n\ndef test_evicts():\n    cache = LruCache(2)\n"
        "    cache.put('a', 1)\n    cache.put('b', 2)\n    cache.get('a')\n    cache.put('c', 3)\n"
        "    assert [cache.get(key) for key in 'abc'] == [1, None, 3]\n\n\n"
        "def test_of_the_inside():\n    assert LruCache(2)._unlikely_name is None\n",
    },
    "java": {
        "LruCacheTest.java": "import static org.junit.jupiter.api.Assertions.*;\n\nimport org.junit.jupiter.api.Test;\n\n"
        "class LruCacheTest {\n    @Test\n    void evicts() {\n        LruCache cache = new LruCache(2);\n"
        '        cache.put("a", 1, null);\n        cache.put("b", 2, null);\n        cache.get("a");\n'
        '        cache.put("c", 3, null);\n        assertNull(cache.get("b"));\n'
        '        assertNotNull(cache.get("a"));\n    }\n}\n',
    },
    "node": {
        "test/it.test.js": "import assert from 'node:assert';\nimport { test } from 'node:test';\n\n"
        "import { LruCache } from '../index.js';\n\ntest('evicts', () => {\n  const cache = new LruCache(2);\n"
        "  cache.put('a', 1);\n  cache.put('b', 2);\n  cache.get('a');\n  cache.put('c', 3);\n"
        "  assert.deepEqual(['a', 'b', 'c'].map((key) => cache.get(key) ?? null), [1, null, 3]);\n});\n",
    },
}


@pytest.mark.parametrize("language", RIGHT_TESTS)
def test_tests_of_the_declared_interface_catch_the_bugs_they_ask_about(
    language: str, lru: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = _folder(lru, "accepted", "ordered_dict", language) | RIGHT_TESTS[language]
    if language == "python":
        files["solution.py"] += "\n\nLruCache._unlikely_name = None\n"
    found = measured(language, files, lru, engine, run)
    assert found.count(Outcome.PASSED) == len(found.tests) > 0, found
    seeded = found.seeded
    assert seeded is not None
    assert seeded.why_not == ""
    assert (seeded.tests, seeded.caught + len(seeded.not_caught)) == (1, seeded.total)
    assert {"first_in_first_out", "get_does_not_refresh"}.isdisjoint(seeded.not_caught)
    assert "lifetime_in_seconds" in seeded.not_caught
    assert seeded.caught >= 2


def _folder(challenge: Challenge, expectation: str, name: str, language: str) -> dict[str, str]:
    folder = Path(challenge.folder) / "submissions" / expectation / name / language
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_tests_of_other_files_measure_nothing(lru: Challenge, engine: DockerSandbox, run: str) -> None:
    files = {
        "solution.py": SOLUTION,
        "helper.py": "A = 1\n",
        "test_it.py": "import helper\ndef test_a(): assert helper.A\n",
    }
    seeded = measured("python", files, lru, engine, run).seeded
    assert seeded is not None
    assert "without the declared entry" in seeded.why_not


def test_nothing_that_these_boxes_print_reaches_the_report_of_seeded_bugs(
    lru: Challenge, engine: DockerSandbox, run: str
) -> None:
    spy = (
        "import os, pathlib\nfrom solution import LruCache\n\n\ndef test_a():\n"
        "    found = [p.read_text() for p in pathlib.Path('/variants').rglob('*.py')] if os.path.isdir('/variants') else []\n"
        "    assert LruCache(1).get('a') is None, found\n    print(found)\n"
    )
    found = measured("python", {"solution.py": SOLUTION, "test_it.py": spy}, lru, engine, run)
    text = (
        json.dumps([test.message for test in found.tests])
        + str(found.reason)
        + str(found.seeded and found.seeded.why_not)
    )
    assert "class LruCache" not in text
