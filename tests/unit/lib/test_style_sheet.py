"""The style sheet is served whole: every import in its layer, nothing lost, nothing relative left behind."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from advocacy.lib.style_sheet import bundled

pytestmark = pytest.mark.unit
CSS = Path(settings.BASE_DIR) / "static" / "css"


@pytest.fixture
def sheet() -> str:
    paths = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    return bundled(paths)


def test_every_file_is_in_the_sheet_and_no_import_is_left(sheet: str) -> None:
    assert "@import" not in sheet
    imported = set(re.findall(r'url\("([\w/.-]+)"\)', (CSS / "main.css").read_text()))
    assert imported == {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"main.css"}


def test_the_order_of_the_layers_comes_first_and_print_stays_print(sheet: str) -> None:
    first = re.search(r"@layer [^;{]+[;{]", sheet)
    assert first is not None
    assert first[0] == "@layer reset, base, layout, components, utilities;"
    assert "@media print {\n" in sheet


def test_a_bundled_file_names_nothing_beside_it(sheet: str) -> None:
    assert all(url.startswith('"data:') for url in re.findall(r"url\(([^)]{0,8})", sheet))


def test_braces_are_balanced(sheet: str) -> None:
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert bare.count("{") == bare.count("}")
