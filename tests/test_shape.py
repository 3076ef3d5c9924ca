"""The shape of the house: nothing grows past a glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cmwatch"
FILES = sorted(PACKAGE.rglob("*.py"))
LIMITS = {"file": 300, "class": 200, "function": 40}


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _too_long(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if _lines(text) > LIMITS["file"]:
        yield f"{path.name}: {_lines(text)} lines"
    source = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        kind = {ast.ClassDef: "class", ast.FunctionDef: "function", ast.AsyncFunctionDef: "function"}.get(type(node))
        if kind is None:
            continue
        length = _lines("\n".join(source[node.lineno - 1 : node.end_lineno]))
        if length > LIMITS[kind]:
            yield f"{path.name}:{node.name}: {length} lines"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_classes_and_functions_stay_small(path: Path) -> None:
    """A file of 300 lines, a class of 200, a function of 40: past that it wants to be two."""
    assert list(_too_long(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is(path: Path) -> None:
    """The first line of a module says its one idea in a sentence."""
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()


def test_no_room_is_called_utils() -> None:
    """Rooms carry nouns of the trade."""
    vague = {"utils", "util", "helpers", "managers", "common", "core", "misc"}
    assert not [path for path in FILES if {path.stem, *path.parent.parts} & vague]
