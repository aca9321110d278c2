"""jscpd in the analysis box: what was copied, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from analysis_box import analyse

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

PYTHON = """\
def summary(rows, limit):
    total = 0
    names = []
    for row in rows:
        if row.amount > limit and row.name not in names:
            names.append(row.name)
            total += row.amount * row.rate
    return {"total": total, "names": sorted(names), "mean": total / max(1, len(names))}
"""

TYPESCRIPT = """\
export function summary(rows: Row[], limit: number): Summary {
  let total = 0;
  const names: string[] = [];
  for (const row of rows) {
    if (row.amount > limit && !names.includes(row.name)) {
      names.push(row.name);
      total += row.amount * row.rate;
    }
  }
  return { total, names: names.sort(), mean: total / Math.max(1, names.length) };
}
"""

JAVA = """\
class Summary {
    double total(java.util.List<Row> rows, double limit) {
        double total = 0;
        for (Row row : rows) {
            if (row.amount() > limit && row.rate() > 0) {
                total += row.amount() * row.rate() - row.discount();
            }
        }
        return Math.round(total * 100) / 100.0;
    }
}
"""

SQL = """\
SELECT customer.name, SUM(line.amount * line.rate) AS total, COUNT(*) AS lines
FROM customer
JOIN purchase ON purchase.customer_id = customer.id
JOIN line ON line.purchase_id = purchase.id
WHERE purchase.paid AND line.amount > 10 AND line.rate > 0
GROUP BY customer.name
HAVING SUM(line.amount) > 100
ORDER BY total DESC, customer.name;
"""


@pytest.mark.parametrize(
    ("language", "ending", "text"),
    [("python", "py", PYTHON), ("node", "ts", TYPESCRIPT), ("java", "java", JAVA), ("sql", "sql", SQL)],
)
def test_a_copy_is_named_once_with_both_its_places(
    engine: DockerSandbox, run: str, language: str, ending: str, text: str
) -> None:
    told = analyse(engine, run, language, {f"a.{ending}": text, f"src/b.{ending}": "\n\n" + text})

    [copy] = told.rows("duplicates")
    assert (copy["path"], copy["other_path"]) == (f"src/b.{ending}", f"a.{ending}")
    assert (copy["line"], copy["other_line"]) == (3, 1)
    assert copy["lines"] >= text.count("\n") - 1
    assert copy["tokens"] >= 50


def test_a_comment_hides_no_copy_and_a_few_like_lines_are_none(engine: DockerSandbox, run: str) -> None:
    files = {
        "a.py": PYTHON,
        "hidden.py": f"# jscpd:ignore-start\n{PYTHON}# jscpd:ignore-end\n",
        "short.py": "".join(PYTHON.splitlines(keepends=True)[:4]),
    }
    told = analyse(engine, run, "python", files)

    assert [(row["path"], row["other_path"]) for row in told.rows("duplicates")] == [("hidden.py", "a.py")]
