"""ESLint in the analysis box: our rules and none of theirs, and the numbers of every function."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from analysis_box import Analysis, analyse

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

USERS = """\
/* eslint-disable */
const db = require("./db");

/** Looks a user up. */
async function find(name) {
  const sql = "SELECT id FROM users WHERE name = '" + name + "'";
  try {
    return await db.query(sql);
  } catch (error) {}
}

async function save() {
  await Promise.resolve();
}

function rank(users, limit, strict) {
  for (const user of users) {
    if (user.active && limit > 0) {
      if (strict) console.log(user);
    }
  }
  save();
  save().catch(() => {});
  return [10, 9].sort();
}

module.exports = { find, rank };
"""

SERVICE = """\
import express from "express";
import { readFile } from "node:fs/promises";

export class Service {
  constructor(private readonly folder: string) {}

  /** Reads a file of the folder. */
  read(name: string, fallback: any): Promise<string> {
    // @ts-ignore
    readFile(name);
    return readFile(`${this.folder}/${name}`, "utf8");
  }

  #hidden() {}
}

const app = express();
app.listen(3000);
"""

HOSTILE = {
    "eslint.config.js": "require('fs').writeFileSync('/tmp/run', ''); module.exports = [{ ignores: ['**'] }];",
    ".eslintrc.js": "throw new Error('run');",
    ".eslintignore": "**",
    "tsconfig.json": '{"extends": "/etc/passwd", "compilerOptions": {"plugins": [{"name": "./evil"}]}, "files": []}',
    "package.json": '{"eslintConfig": {"rules": {"no-empty": "off"}}, "type": "module"}',
    "node_modules/eslint-plugin-promise/index.js": "throw new Error('run');",
}


@pytest.fixture(scope="module")
def found(engine: DockerSandbox) -> Analysis:
    files = {"users.js": USERS, "src/service.ts": SERVICE}
    return analyse(engine, "test-analysis-node", "node", files)


def test_lost_errors_unsafe_sql_and_debugging_left_in_are_found_though_a_comment_asks_for_silence(
    found: Analysis,
) -> None:
    assert found.rules("eslint", "users.js") >= {
        "grader/sql-concatenation",
        "no-empty",
        "@typescript-eslint/no-floating-promises",
        "grader/swallowed-rejection",
        "@typescript-eslint/require-array-sort-compare",
        "no-console",
    }


def test_a_finding_says_where_it_is_how_bad_and_where_to_read_more(found: Analysis) -> None:
    [lost] = [row for row in found.rows("findings", "eslint") if row["rule"] == "no-empty"]

    assert (lost["path"], lost["line"], lost["severity"]) == ("users.js", 9, "error")
    assert lost["help"].endswith("/rules/no-empty")


def test_what_silences_a_tool_is_listed(found: Analysis) -> None:
    listed = {(row["path"], row["line"], row["text"]) for row in found.rows("suppressions", "eslint")}

    assert listed == {("users.js", 1, "eslint-disable"), ("src/service.ts", 9, "@ts-ignore")}


def test_types_are_worked_out_and_what_is_not_installed_counts_as_anything(found: Analysis) -> None:
    lines = {row["line"] for row in found.rows("findings", "eslint") if row["rule"].endswith("no-floating-promises")}

    assert lines == {10, 22}  # and not app.listen()
    assert "@typescript-eslint/no-explicit-any" in found.rules("eslint", "src/service.ts")


def test_every_function_has_its_numbers(found: Analysis) -> None:
    [rank] = [row for row in found.rows("functions", "eslint") if row["name"] == "rank"]
    names = {row["name"] for row in found.rows("functions", "eslint")}

    assert rank == {
        "tool": "eslint",
        "path": "users.js",
        "name": "rank",
        "line": 16,
        "end_line": 25,
        "cyclomatic": 5,
        "cognitive": 7,
        "parameters": 3,
    }
    assert names >= {"find", "Service.constructor", "Service.read", "Service.#hidden", "catch callback"}


def test_what_is_exported_is_counted_with_what_is_documented_and_typed(found: Analysis) -> None:
    shares = {row["path"]: row for row in found.rows("files", "eslint")}

    assert (shares["users.js"]["documentable"], shares["users.js"]["documented"]) == (2, 1)
    service = shares["src/service.ts"]
    assert (service["documentable"], service["documented"]) == (2, 1)
    assert (service["annotatable"], service["annotated"]) == (4, 3)  # all but the any


def test_no_configuration_and_no_package_of_theirs_changes_anything(
    engine: DockerSandbox, run: str, found: Analysis
) -> None:
    again = analyse(engine, run, "node", {"users.js": USERS, "src/service.ts": SERVICE}, beside=HOSTILE)

    assert again.rows("findings", "eslint") == found.rows("findings", "eslint")
    assert again.rows("functions", "eslint") == found.rows("functions", "eslint")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_still_there(engine: DockerSandbox, run: str) -> None:
    files = {
        "-rf @ü .js": "eval('1');\n",
        "broken.ts": "function ( {",
        "deep.js": "x = " + "[" * 20_000 + "]" * 20_000 + ";",
        "long.js": f'const text = "{"x" * 1_000_000}";\nmodule.exports = text;\n',
    }
    told = analyse(engine, run, "node", files)

    assert told.rules("eslint", "-rf @ü .js") == {"no-eval"}
    assert {row["path"] for row in told.rows("unread", "eslint")} == {"broken.ts", "deep.js"}
    assert not told.rows("tools", "eslint")[0]["failed"]


def test_the_same_files_give_the_same_bytes(engine: DockerSandbox, run: str) -> None:
    files = {f"{name}.js": USERS for name in "cab"} | {"service.ts": SERVICE}
    first, second = (analyse(engine, run, "node", files).lists() for _ in range(2))

    assert json.dumps(first) == json.dumps(second)
