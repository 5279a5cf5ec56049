"""Every promise is carried by a test or a gate: nobody can drop the last one unnoticed."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
PROMISES = [*(f"R{number}" for number in range(1, 17)), "K1", "K2", "K3", "K4", "K5", "K7", "O1"]
# What needs minutes of real processes or of load is no test of the suite: the file that carries it.
GATES = {
    "tests/chaos/run.py": ("R1", "R2", "R3", "R7", "R8", "R10", "R11", "R15"),
    "advocacy/bench/burst.py": ("R5", "R13"),
}


def carried() -> dict[str, list[str]]:
    """Which tests carry which promise, read from their marks."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.promise":
                for number in node.args:
                    found[ast.literal_eval(number)].append(path.name)
    for path, numbers in GATES.items():
        assert (TESTS.parent / path).is_file(), f"{path} is gone: what carries {', '.join(numbers)}?"
        for number in numbers:
            found[number].append(path)
    return found


@pytest.mark.parametrize("number", PROMISES)
def test_somebody_carries(number: str) -> None:
    assert carried()[number], f"Nothing proves {number} any more (tests/promises/README.md)."


def test_nobody_carries_what_is_no_promise() -> None:
    assert set(carried()) <= set(PROMISES)


def test_the_readme_names_every_promise() -> None:
    text = (TESTS / "promises" / "README.md").read_text(encoding="utf-8")
    assert [number for number in PROMISES if f"| {number} |" not in text] == []
