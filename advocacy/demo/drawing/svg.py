"""Small words for writing SVG: shapes, strokes, colours, and a few things found in every landscape."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most two decimals, so that files stay small and comparable."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element; `stroke_width=2` becomes `stroke-width="2"`, and None leaves an attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, (int, float)) else value}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def group(*children: str, **attributes: object) -> str:
    return tag("g", *children, **attributes)


def rect(x: float, y: float, w: float, h: float, fill: str, rx: float | None = None, **more: object) -> str:
    return tag("rect", x=x, y=y, width=w, height=h, fill=fill, rx=rx, **more)


def circle(cx: float, cy: float, r: float, fill: str, **more: object) -> str:
    return tag("circle", cx=cx, cy=cy, r=r, fill=fill, **more)


def ellipse(cx: float, cy: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return tag("ellipse", cx=cx, cy=cy, rx=rx, ry=ry, fill=fill, **more)


def path(d: str, fill: str, **more: object) -> str:
    return tag("path", d=d, fill=fill, **more)


def stroke(d: str, colour: str, width: float, **more: object) -> str:
    """A round-ended line along a path."""
    return tag(
        "path", d=d, fill="none", stroke=colour, stroke_width=width,
        stroke_linecap=more.pop("cap", "round"), stroke_linejoin="round", **more,
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, **more: object) -> str:
    return stroke(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", colour, width, **more)


def poly(points: Sequence[Point], fill: str, **more: object) -> str:
    return tag("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), fill=fill, **more)


def clipped(name: str, shape: str, *children: str) -> str:
    """Children cut to a shape; `name` is unique inside its drawing."""
    return tag("clipPath", shape, id=name) + group(*children, clip_path=f"url(#{name})")


def at(x: float, y: float, *children: str, scale: float = 1, flip: bool = False, turn: float = 0) -> str:
    """Children moved to a place, possibly scaled, mirrored or turned."""
    move = f"translate({number(x)} {number(y)})"
    if turn:
        move += f" rotate({number(turn)})"
    if scale != 1 or flip:
        move += f" scale({number(-scale if flip else scale)} {number(scale)})"
    return group(*children, transform=move)


def document(width: int, height: int, *children: str, title: str | None = None) -> str:
    """A whole SVG file. The title, when given, is its accessible name."""
    named, role = (tag("title", title), ' role="img"') if title else ("", "")
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"{role}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{named}{"".join(children)}</svg>\n'


def mix(first: str, second: str, share: float) -> str:
    """The colour lying at `share` of the way from the first to the second."""
    one = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    two = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(one, two, strict=True))


def dark(colour: str, share: float = 0.14) -> str:
    return mix(colour, "#1A1420", share)


def light(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#FFFFFF", share)


def many(parts: Iterable[str]) -> str:
    return "".join(parts)


# Things found in every landscape.


def sky(colour: str) -> str:
    return rect(0, 0, 1200, 675, colour)


def sun(x: float, y: float, r: float, colour: str = "#F7D58A") -> str:
    return circle(x, y, r, colour)


def cloud(x: float, y: float, w: float, colour: str = "#FFFFFF", opacity: float | None = 0.8) -> str:
    """A flat-bottomed cloud, `w` wide."""
    u = w / 100
    return at(
        x, y,
        path("M12 30A12 12 0 0 1 14 6A20 20 0 0 1 50-2A16 16 0 0 1 78 6A12 12 0 0 1 88 30Z", colour, opacity=opacity),
        scale=u,
    )


def tree(x: float, y: float, h: float, crown: str = "#6F9C6D", trunk: str = "#7B573E") -> str:
    """A round tree standing on (x, y)."""
    w = h * 0.27
    return (
        rect(x - h * 0.025, y - h * 0.42, h * 0.05, h * 0.42, trunk)
        + ellipse(x, y - h * 0.63, w, h * 0.37, crown)
        + path(
            f"M{number(x)} {number(y - h)}A{number(w)} {number(h * 0.37)} 0 0 1 {number(x)} {number(y - h * 0.26)}"
            f"A{number(w * 0.75)} {number(h * 0.4)} 0 0 0 {number(x)} {number(y - h)}Z",
            dark(crown, 0.14),
        )
        + ellipse(x - w * 0.3, y - h * 0.74, w * 0.4, h * 0.16, light(crown, 0.2))
        + stroke(
            f"M{number(x)} {number(y - h * 0.38)}l{number(-w * 0.35)} {number(-h * 0.1)}"
            f"M{number(x)} {number(y - h * 0.34)}l{number(w * 0.32)} {number(-h * 0.1)}",
            trunk,
            h * 0.025,
        )
    )


def pine(x: float, y: float, h: float, colour: str = "#3F6B57", trunk: str = "#6B4A36") -> str:
    """A spruce standing on (x, y), its right half in the shade."""
    w = h * 0.21
    parts = [rect(x - h * 0.02, y - h * 0.16, h * 0.04, h * 0.16, trunk)]
    for top, base, share in ((0.42, 0.1, 1.0), (0.7, 0.34, 0.78), (1.0, 0.58, 0.54)):
        parts.append(poly([(x, y - h * top), (x + w * share, y - h * base), (x - w * share, y - h * base)], colour))
        parts.append(poly([(x, y - h * top), (x + w * share, y - h * base), (x, y - h * base)], dark(colour, 0.18)))
    return many(parts)


def bush(x: float, y: float, w: float, colour: str = "#7FA877") -> str:
    return path(
        f"M{number(x - w / 2)} {number(y)}a{number(w * 0.2)} {number(w * 0.2)} 0 0 1 {number(w * 0.22)} {number(-w * 0.2)}"
        f"a{number(w * 0.26)} {number(w * 0.26)} 0 0 1 {number(w * 0.5)} {number(-w * 0.02)}"
        f"a{number(w * 0.2)} {number(w * 0.2)} 0 0 1 {number(w * 0.28)} {number(w * 0.22)}Z",
        colour,
    )


def plant(x: float, y: float, h: float, leaf: str = "#4F8A68", pot: str = "#C8694A") -> str:
    """A house plant in its pot, standing on (x, y)."""
    u = h / 100
    leaves = "".join(
        at(0, -34, path("M0 0C-13-14-11-40 0-58C11-40 13-14 0 0Z", shade), turn=angle)
        for angle, shade in (
            (-52, dark(leaf)), (52, dark(leaf)), (-26, leaf), (28, leaf), (0, light(leaf, 0.18)),
        )
    )
    return at(x, y, leaves, path("M-17-38H17L13 0H-13Z", pot), rect(-19, -40, 38, 9, dark(pot, 0.1), 2), scale=u)


def gull(x: float, y: float, w: float, colour: str = "#FFFFFF") -> str:
    return stroke(
        f"M{number(x - w / 2)} {number(y - w * 0.12)}q{number(w * 0.28)} {number(-w * 0.2)} {number(w / 2)} {number(w * 0.12)}"
        f"q{number(w * 0.22)} {number(-w * 0.32)} {number(w / 2)} {number(-w * 0.12)}", colour, w * 0.09,
    )


def wave_band(y: float, colour: str, height: float, length: float, depth: float = 700, shift: float = 0) -> str:
    """Everything under a regular swell, from edge to edge."""
    d, x = f"M{number(-length - shift)} {number(y)}", -length - shift
    while x < 1200 + length:
        half = number(length / 2)
        d += f"q{number(length / 4)} {number(-height)} {half} 0t{half} 0"
        x += length
    return path(f"{d}V{number(depth)}H{number(-length - shift)}Z", colour)
