"""Small files, small functions, few arguments, little nesting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidiness.files import python_files, source

FILE_LINES = 400
FUNCTION_LINES = 40
ARGUMENTS = 5
KEYWORD_ONLY_ARGUMENTS = 8
NESTING = 3
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function of the file, methods and inner ones too."""
    return (node for node in ast.walk(ast.parse(source(path))) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines without decorators and docstring."""
    described = ast.get_docstring(function) is not None
    docstring = function.body[0].end_lineno - function.body[0].lineno + 1 if described else 0
    return function.end_lineno - function.lineno + 1 - docstring


def depth(node: ast.AST) -> int:
    """How deep blocks stand within one another; `elif` is no deeper than its `if`."""
    below = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda | ast.ClassDef):
            continue
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        below = max(below, depth(child) + (isinstance(child, BLOCKS) and not chained))
    return below


def problems(path: Path) -> Iterator[str]:
    """What is too large in one file, in words."""
    lines = source(path).count("\n")
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines"
    for function in functions(path):
        place = f"{path}:{function.lineno} {function.name}"
        positional = [
            argument.arg
            for argument in (*function.args.posonlyargs, *function.args.args)
            if argument.arg not in {"self", "cls"}
        ]
        if body_lines(function) > FUNCTION_LINES:
            yield f"{place}: {body_lines(function)} lines"
        if len(positional) > ARGUMENTS:
            yield f"{place}: {len(positional)} positional arguments"
        if len(function.args.kwonlyargs) > KEYWORD_ONLY_ARGUMENTS:
            yield f"{place}: {len(function.args.kwonlyargs)} keyword-only arguments"
        if depth(function) > NESTING:
            yield f"{place}: {depth(function)} blocks within one another"


def test_nothing_is_too_large() -> None:
    found = [problem for path in python_files() for problem in problems(path)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("if a: pass\nelif b: pass\nelif c: pass", 1),
        ("for a in b:\n if c:\n  with d:\n   if e: pass", 4),
        ("if a:\n pass\nelse:\n for b in c: pass", 2),
        ("def g():\n if a: pass", 0),
    ],
)
def test_depth_counts_blocks(code: str, expected: int) -> None:
    assert depth(ast.parse(code)) == expected
