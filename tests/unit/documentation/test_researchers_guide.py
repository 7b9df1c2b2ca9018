"""The researchers' guide: its examples run, one after the other, and what they claim holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.slow
def test_the_examples_run_as_they_stand(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for text in EXAMPLES:
        for statement in ast.parse(text).body:
            code = ast.unparse(statement)
            if isinstance(statement, ast.Expr):
                names["shown"] = value = evaluated(statement, names)
                if "==" in code or code.endswith(".same"):
                    assert value, code
            else:
                run(statement, names)
    assert names["model"].finished


def run(statement: ast.stmt, names: dict[str, object]) -> None:
    exec(compile(ast.Module([statement], []), "researchers.md", "exec"), names)


def evaluated(statement: ast.Expr, names: dict[str, object]) -> object:
    return eval(compile(ast.Expression(statement.value), "researchers.md", "eval"), names)
