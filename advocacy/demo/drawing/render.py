"""From SVG strings to PNG files: Chromium draws, Pillow reduces the palette."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

BLANK = '<!doctype html><body style="margin:0;background:transparent">'


@contextmanager
def browser_page() -> Iterator[Page]:
    """A blank Chromium page; CHROMIUM names the executable when it is not Playwright's own."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"])
        try:
            yield browser.new_page()
        finally:
            browser.close()


def picture(page: Page, svg: str, width: int, height: int) -> Image.Image:
    """One drawing at its size, transparent where nothing is drawn."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(BLANK + svg)
    return Image.open(io.BytesIO(page.screenshot(omit_background=True)))


def sheet(page: Page, drawings: list[str], side: int, columns: int = 8) -> list[Image.Image]:
    """Many square drawings in one screenshot, then cut apart."""
    rows = -(-len(drawings) // columns)
    cells = "".join(
        f'<g transform="translate({i % columns * side} {i // columns * side})">{one}</g>'
        for i, one in enumerate(drawings)
    )
    size = f'width="{columns * side}" height="{rows * side}"'
    whole = picture(page, f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{cells}</svg>', columns * side, rows * side)
    return [
        whole.crop((i % columns * side, i // columns * side, (i % columns + 1) * side, (i // columns + 1) * side))
        for i in range(len(drawings))
    ]


def save_png(image: Image.Image, where: Path, most: int, colours: int = 224) -> int:
    """Write a palette PNG, with fewer and fewer colours until it weighs at most `most` bytes."""
    opaque = image.convert("RGB")
    while True:
        reduced = opaque.quantize(colors=colours, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
        out = io.BytesIO()
        reduced.save(out, "PNG", optimize=True)
        if out.tell() <= most or colours <= 16:
            where.parent.mkdir(parents=True, exist_ok=True)
            where.write_bytes(out.getvalue())
            return out.tell()
        colours = colours * 3 // 4
