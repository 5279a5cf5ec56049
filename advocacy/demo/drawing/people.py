"""People seen from further away: standing figures, cyclists, and busts at a table with their arms."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from advocacy.demo.drawing.faces import HAIRS, SKINS, Look, bust
from advocacy.demo.drawing.svg import Point, at, circle, dark, ellipse, light, number, path, rect, stroke

HI_VIS, HELMET = "#F4B73F", "#FFFFFF"
Arm = tuple[Point, Point]

# Arms of a standing figure, 100 units high, right-hand side (the left one is mirrored): elbow, hand.
DOWN: Arm = ((12.5, -58), (12, -44))
HIP: Arm = ((18, -59), (10, -48))
UP: Arm = ((20, -76), (23, -94))
WAVE: Arm = ((19, -66), (25, -82))
POINT: Arm = ((19, -66), (31, -73))
FORWARD: Arm = ((14, -58), (24, -60))
ACROSS: Arm = ((13, -58), (2, -58))
CARRY: Arm = ((15, -58), (13, -52))


@dataclass(frozen=True)
class Figure:
    """How a small figure looks."""

    skin: str = "light"
    hair: str = "brown"
    style: str = "short"
    top: str = "#0C5A66"
    bottom: str = "#2C3A4F"
    helmet: str = ""
    vest: bool = False
    skirt: bool = False
    bag: str = ""


FOLK = (
    Figure("warm", "black", "long", "#0C5A66", "#2C3A4F"),
    Figure("dark", "black", "curly", "#D0633F", "#33424F"),
    Figure("light", "blond", "bob", "#7A3F56", "#3A3F55"),
    Figure("beige", "brown", "short", "#3C5C7C", "#2B333F"),
    Figure("deep", "black", "short", "#C98A2B", "#37424A"),
    Figure("honey", "dark", "bun", "#5C8A6B", "#2F3B4C"),
    Figure("rosy", "ginger", "short", "#48654F", "#40464F"),
    Figure("brown", "black", "short", "#E0A94A", "#2C3A4F"),
    Figure("porcelain", "grey", "bob", "#56707C", "#33313F"),
    Figure("honey", "black", "scarf", "#A4503B", "#333B4C"),
)


def site(who: Figure, helmet: str = "#FFFFFF", vest: bool = True) -> Figure:
    """The same person dressed for a building site or a quay."""
    return replace(who, helmet=helmet, vest=vest)


def _head(who: Figure) -> tuple[str, str]:
    skin, hair = SKINS[who.skin], HAIRS[who.hair]
    back = ""
    cap = path(
        "M-9.400-86C-10.500-97-4-100.500 0.500-100.500S10.500-97 9.400-86C8.500-90 7-92.500 4-93.500C0-92.500-4-92.500-6.500-93C-8-91.500-9-89-9.400-86Z",
        hair,
    )
    if who.style == "long":
        back = path("M0-101C-12-101-12-88-11.500-70Q0-66 11.500-70C12-88 12-101 0-101Z", dark(hair))
    elif who.style == "bob":
        back = path("M0-101C-12-101-12-90-11-79Q0-76 11-79C12-90 12-101 0-101Z", dark(hair))
    elif who.style == "bun":
        back = circle(0, -102, 4.6, dark(hair))
    elif who.style == "curly":
        back = "".join(
            circle(x, y, 6, hair)
            for x, y in ((-9, -84), (-10.5, -91), (-6.500, -98), (0, -100.500), (6.500, -98), (10.500, -91), (9, -84))
        )
    elif who.style == "bald":
        cap = ""
    elif who.style == "scarf":
        cloth = light(who.top, 0.35)
        back = path("M0-101C-13-101-12-86-12-76Q0-68 12-76C12-86 13-101 0-101Z", cloth)
        cap = path(
            "M-9.400-84C-10.500-97-4-100.500 0.500-100.500S10.500-97 9.400-84C9-90 6-94 0-94S-9-90-9.400-84Z",
            dark(cloth, 0.08),
        )
    if who.helmet:
        cap = (
            path("M-10.500-91.500C-10.500-100-5-104.500 0-104.500S10.500-100 10.500-91.500Z", who.helmet)
            + rect(-12.5, -93, 25, 2.8, dark(who.helmet, 0.16), 1.4)
        )
    face = (
        circle(0, -88, 8.8, skin)
        + circle(-3.1, -87.4, 0.95, "#221816")
        + circle(3.1, -87.4, 0.95, "#221816")
        + stroke("M-2.600-83.600Q0-81.600 2.600-83.600", dark(skin, 0.5), 0.9)
    )
    return back, face + cap


def _arm(side: int, arm: Arm, colour: str, skin: str) -> str:
    (ex, ey), (hx, hy) = arm
    d = f"M{number(9.4 * side)}-71.500L{number(ex * side)} {number(ey)}L{number(hx * side)} {number(hy)}"
    return stroke(d, colour, 5.8) + circle(hx * side, hy, 3.1, skin)


def figure(
    x: float, y: float, height: float, who: Figure, left: Arm = DOWN, right: Arm = DOWN, *, flip: bool = False,
    stride: float = 0, front: str = "", behind: bool = False,
) -> str:
    """Somebody standing at (x, y). `front` is drawn over the body, in the figure's own units; `behind` shows the back."""
    skin = SKINS[who.skin]
    back, head = _head(who)
    if behind:
        hair = HAIRS[who.hair]
        head = circle(0, -88, 9.2, who.helmet or hair) + rect(-3.2, -81, 6.4, 5, dark(skin, 0.1))
    top = HI_VIS if who.vest else who.top
    legs = (
        stroke(f"M-4.400-45L{number(-4.8 - stride)}-5", who.bottom, 7.8)
        + stroke(f"M4.400-45L{number(4.8 + stride)}-5", dark(who.bottom, 0.1), 7.8)
        + path(f"M{number(-10 - stride)} 0q0-5.500 5-5.500t4.500 5.500Z", "#241F26")
        + path(f"M{number(10 + stride)} 0q0-5.500-5-5.500t-4.500 5.500Z", "#241F26")
    )
    if who.skirt:
        legs += path("M-9-48L-12-22Q0-18 12-22L9-48Z", who.bottom)
    torso = path("M-11.500-68Q-11.500-77-4-77.500H4Q11.500-77 11.500-68L10-41Q0-38.500-10-41Z", top)
    if who.vest:
        torso += rect(-10.6, -53.5, 21.2, 3.6, "#FFF6DC") + (
            ""
            if behind
            else stroke("M-5-76L-4-54M5-76L4-54", "#FFF6DC", 2.2) + stroke("M0-75V-41", dark(HI_VIS, 0.25), 0.9)
        )
    if who.bag:
        back += rect(-13, -74, 26, 28, who.bag, 6)
        torso += stroke("M-7.500-76V-50M7.500-76V-50", dark(who.bag, 0.15), 2.4)
    neck = rect(-3.2, -81, 6.4, 6, dark(skin, 0.12), 2)
    sleeve = dark(who.top, 0.1)
    return at(
        x, y, back, legs, torso, neck, head, _arm(-1, left, sleeve, skin), _arm(1, right, sleeve, skin), front,
        scale=height / 100, flip=flip,
    )


def seated(x: float, y: float, scale: float, look: Look, *arms: str, hat: str | None = None, flip: bool = False) -> str:
    """A bust whose head is centred on x; y is the line (a table edge) its body goes under."""
    return at(
        x - 128 * scale if not flip else x + 128 * scale,
        y - 330 * scale,
        bust(look, hat, long=True),
        *arms,
        scale=scale,
        flip=flip,
    )


def sleeve(look: Look, shoulder: Point, elbow: Point, hand: Point, width: float = 34) -> str:
    """An arm in a bust's units, drawn over its body; the hand comes a little out of the sleeve."""
    away = math.dist(elbow, hand) or 1
    x, y = (hand[i] + (hand[i] - elbow[i]) / away * width * 0.45 for i in (0, 1))
    d = "L".join(f"{number(px)} {number(py)}" for px, py in (shoulder, elbow, hand))
    return circle(x, y, width * 0.5, look.skin_colour) + stroke(f"M{d}", dark(look.cloth, 0.12), width, cap="butt") + circle(
        shoulder[0], shoulder[1], width / 2, dark(look.cloth, 0.12)
    )


def bicycle(colour: str = "#22313A", frame: str = "#22313A") -> str:
    """Side view going right; wheels of radius 30 centred at (0, -30) and (88, -30)."""
    wheels = "".join(
        circle(x, -30, 28.5, "none", stroke=colour, stroke_width=4.5) + circle(x, -30, 4, colour)
        + stroke(f"M{x - 20}-50L{x + 20}-10M{x - 20}-10L{x + 20}-50M{x}-57V-3M{x - 27}-30H{x + 27}", colour, 0.7, opacity=0.5)
        for x in (0, 88)
    )
    tubes = stroke("M0-30L38-30L72-74L30-74L0-30M38-30L26-84M88-30L70-84", frame, 4.8)
    return (
        wheels
        + tubes
        + stroke("M17-86H36", colour, 6.5)
        + stroke("M70-84L66-90L82-92", colour, 4.8)
        + circle(38, -30, 7, colour)
    )


def cyclist(
    x: float, y: float, scale: float, who: Figure, frame: str = "#22313A", *, scarf: bool = False, flip: bool = False
) -> str:
    """Somebody on a bicycle, riding right, wheels on the line y; x is under the saddle."""
    skin, hair, trousers = SKINS[who.skin], HAIRS[who.hair], who.bottom
    far = stroke("M30-92L62-64L50-22", dark(trousers, 0.3), 11) + path("M44-20H60Q62-14 58-13H44Z", "#1E1A20")
    near = stroke("M28-92L60-78L38-44", trousers, 12) + path("M30-44H48Q52-37 46-36H31Z", "#241F26")
    bag = rect(-6, -132, 27, 34, who.bag, 8) if who.bag else ""
    body = path("M20-88C18-112 26-136 44-146Q58-150 64-140C62-126 54-106 44-88Q32-82 20-88Z", who.top)
    stripe = path("M21-104Q36-98 50-101L47-94Q34-91 20-96Z", "#FFF6DC") if who.vest else ""
    arm = stroke("M52-136L62-112L79-93", dark(who.top, 0.14), 9.5) + circle(80, -93, 5.2, skin)
    head = (
        stroke("M55-142L61-154", dark(skin, 0.12), 12)
        + circle(67, -166, 15.5, skin)
        + ellipse(53.5, -165, 3.4, 4.4, dark(skin, 0.1))
        + (path("M54-180C44-176 44-156 46-144Q53-142 57-150L56-166Z", hair) if who.style in {"long", "bob"} else "")
        + (circle(47, -160, 6, hair) if who.style == "bun" else "")
        + path("M52-172C52-160 54-154 57-152L59-166L66-174Z", hair)
        + circle(74.5, -167, 1.7, "#221816")
        + stroke("M72-158.500Q76-156.500 79-159.500", dark(skin, 0.5), 1.8)
        + path("M49-169C48-186 60-192 70-190C82-188 87-178 85-172Q66-176 49-169Z", who.helmet or "#F2B63C")
        + stroke("M60-174L62-152", dark(who.helmet or "#F2B63C", 0.35), 1.4)
    )
    flow = path("M57-146C40-150 28-140 12-146C18-136 34-130 44-136L58-138Z", "#F2B63C") if scarf else ""
    return at(x, y, far, bicycle(frame=frame), bag, flow, body, stripe, head, near, arm, scale=scale, flip=flip)
