"""Draw every picture again: `python -m advocacy.demo.drawing` (Chromium and Pillow needed)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from advocacy.demo.drawing import buildings, harbour, interiors, marks, outdoors, site
from advocacy.demo.drawing.cast import CAST
from advocacy.demo.drawing.faces import portrait
from advocacy.demo.drawing.render import browser_page, picture, save_png, sheet
from advocacy.demo.drawing.spots import HEIGHT, SPOTS, WIDTH
from advocacy.demo.drawing.svg import document, tag
from advocacy.demo.drawing.words import ALTERNATIVES

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
STATIC = Path(__file__).resolve().parents[3] / "static" / "img"
SCENES: dict[str, Callable[[], str]] = {**buildings.SCENES, **outdoors.SCENES, **interiors.SCENES, **harbour.SCENES}
LOGOS = {"armorel": marks.armorel, "halden": marks.halden}
SCENE_BYTES, PORTRAIT_BYTES = 60_000, 8_000


def _write(where: Path, text: str) -> None:
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_text(text, encoding="utf-8")


def _write_json(where: Path, content: object) -> None:
    _write(where, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _boxed(inside: str, box: int, side: int) -> str:
    """A drawing of `box` units shown at `side` pixels."""
    return tag("svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {box} {box}", width=side, height=side)


def draw_static(page: Page) -> None:
    """The interface's own pictures."""
    _write(STATIC / "relais.svg", document(64, 64, marks.relais(), title="Relais"))
    _write(STATIC / "favicon.svg", document(64, 64, marks.relais()))
    for name, side in (("apple-touch-icon", 180), ("icon-192", 192), ("icon-512", 512)):
        save_png(picture(page, _boxed(marks.maskable(), 64, side), side, side), STATIC / f"{name}.png", SCENE_BYTES, 64)
    _write(STATIC / "scenes" / "team-table.svg", document(1200, 580, site.team_table()))
    _write(STATIC / "scenes" / "riders.svg", document(1200, 580, site.riders()))
    for name, draw in SPOTS.items():
        _write(STATIC / "empty" / f"{name}.svg", document(WIDTH, HEIGHT, draw()))


def draw_scenes(page: Page) -> None:
    for slug, draw in SCENES.items():
        svg = document(1200, 675, draw())
        save_png(picture(page, svg, 1200, 675), PICTURES / "scenes" / f"{slug}.png", SCENE_BYTES)


def draw_logos(page: Page) -> None:
    for name, draw in LOGOS.items():
        _write(PICTURES / "logos" / f"{name}.svg", document(512, 512, draw()))
        logo = picture(page, _boxed(draw(), 512, 512), 512, 512)
        where = PICTURES / "logos" / f"{name}.png"
        where.parent.mkdir(parents=True, exist_ok=True)
        logo.quantize(colors=64).save(where, "PNG", optimize=True)


def draw_portraits(page: Page) -> None:
    drawings = [_boxed(portrait(one.look, one.tint), 256, 256) for one in CAST]
    people = []
    for number, (one, image) in enumerate(zip(CAST, sheet(page, drawings, 256), strict=True), 1):
        name = f"p{number:02}"
        save_png(image, PICTURES / "portraits" / f"{name}.png", PORTRAIT_BYTES, 96)
        people.append(
            {
                "id": name, "file": f"portraits/{name}.png", "suggested_first_name": one.name, "presents": one.presents,
                "age": one.age, "skin": one.look.skin, "hair": one.look.hair, "hair_style": one.look.style,
                "beard": one.look.beard, "glasses": bool(one.look.glasses), "outfit": one.look.outfit,
            }
        )  # fmt: skip
    _write_json(PICTURES / "portraits" / "manifest.json", {"portraits": people})


def write_manifest() -> None:
    """What there is, and what each scene shows, in both languages."""
    scenes = [
        {
            "slug": slug, "file": f"scenes/{slug}.png", "organisation": organisation, "width": 1200, "height": 675,
            "alt": {"fr": french, "en": english},
        }
        for organisation, texts in ALTERNATIVES.items() for slug, (french, english) in texts.items()
    ]  # fmt: skip
    logos = [{"organisation": name, "png": f"logos/{name}.png", "svg": f"logos/{name}.svg"} for name in LOGOS]
    _write_json(PICTURES / "manifest.json", {"scenes": scenes, "logos": logos})


PARTS: dict[str, Callable[[Page], None]] = {
    "static": draw_static, "scenes": draw_scenes, "logos": draw_logos, "portraits": draw_portraits,
}  # fmt: skip


def main(wanted: list[str]) -> int:
    with browser_page() as page:
        for name in wanted or list(PARTS):
            PARTS[name](page)
    write_manifest()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
