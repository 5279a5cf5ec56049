"""`manage.py build_fonts`: make the web font from the packaged one. Fast when nothing changed; never fatal."""

import importlib.util
import logging
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin with every accent of western and central Europe, French and English punctuation, narrow no-break spaces,
# arrows, the minus sign and superscripts. Kept small: it travels to every phone once.
UNICODES: Final = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x192, *range(0x218, 0x21C), 0x2C6, 0x2DA, 0x2DC, *range(0x2009, 0x200B),
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039,
    0x203A, 0x2044, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip
FEATURES: Final = ("kern", "ccmp", "locl", "mark", "tnum", "sups")
SHEET: Final = """/* Made by manage.py build_fonts. Inter is licensed under the SIL Open Font License 1.1. */
@font-face {
  font-family: "Inter";
  src: url("inter.woff2") format("woff2");
  font-weight: 400 700;
  font-style: normal;
  font-display: swap;
}
"""


class Command(BaseCommand):
    """Subset Inter to what our pages write, at the weights they use."""

    help = "Make the web font from the packaged one; without it, pages use the system's font."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the font and its style sheet unless they are up to date."""
        folder: Path = settings.GENERATED_ASSETS / "fonts"
        target, sheet = folder / "inter.woff2", folder / "inter.css"
        source = packaged_font()
        if source is None:
            self.stderr.write("The package fontpkg-inter is not installed: pages will use the system's font.")
            return
        newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
        if sheet.exists() and target.exists() and target.stat().st_mtime >= newest:
            return
        folder.mkdir(parents=True, exist_ok=True)
        make_font(source, target)
        sheet.write_text(SHEET, encoding="utf-8")
        self.stdout.write(f"Font made: {target} ({target.stat().st_size // 1024} KB)")


def packaged_font() -> Path | None:
    """Return where the package keeps the variable font, or None: a site without the package must still start."""
    package = importlib.util.find_spec("fontpkg_inter")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent / "files" / "Inter[opsz,wght].ttf"
    return path if path.exists() else None


def make_font(source: Path, target: Path) -> None:
    """Cut the font down and write it as WOFF2; a reader never sees half a file."""
    # It tells every glyph it keeps.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    font = TTFont(source)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": (400, 400, 700), "opsz": None})
    font.flavor = "woff2"
    partial = target.with_suffix(".partial")
    font.save(partial)
    partial.replace(target)
