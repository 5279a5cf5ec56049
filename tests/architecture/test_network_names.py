"""No network is named in the code but where it is at home: adding one touches its adapter and a registry line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from sharing.networks import REGISTRY

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("advocacy", "content_library", "sharing", "reporting")
AT_HOME = ("sharing/networks/", "sharing/simulator/", "advocacy/demo/", "advocacy/bench/")
# Settings: also signing in with LinkedIn, another consent than publishing.
# A network's badge is drawn where all icons are.
ALLOWED = {"advocacy/settings.py", "advocacy/lib/icons.py"}


def modules() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [
        path
        for path in found
        if not str(path.relative_to(ROOT)).startswith(AT_HOME)
        and str(path.relative_to(ROOT)) not in ALLOWED
        and "migrations" not in path.parts
    ]


def names(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in REGISTRY:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_network_is_named(path: Path) -> None:
    assert list(names(path)) == []


def test_the_test_would_see_one() -> None:
    assert {"linkedin", "x"} <= set(REGISTRY)
    assert (ROOT / "sharing/networks/__init__.py") not in modules()
