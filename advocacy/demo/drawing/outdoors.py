"""Scenes of the building company out in the open: a solar roof, the forest, the ride to the site."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from advocacy.demo.drawing.people import FOLK, HIP, UP, Figure, cyclist, figure, site
from advocacy.demo.drawing.svg import (
    at,
    circle,
    cloud,
    light,
    line,
    many,
    path,
    pine,
    poly,
    rect,
    sky,
    stroke,
    sun,
    tree,
)


def solar_roof() -> str:
    """Two installers on a tiled roof, laying the last panels."""

    def corner(u: float, v: float) -> tuple[float, float]:
        """A point of the sloping roof: u along the gutter, v from the gutter up to the ridge."""
        return (110 + 900 * u + 160 * v, 600 - 330 * v - 30 * u)

    roof = poly([corner(-0.12, -0.1), corner(1.06, -0.1), corner(1.06, 1), corner(-0.12, 1)], "#C2664A")
    tiles = many(
        line(*corner(-0.12, v / 12), *corner(1.06, v / 12), "#A9533B", 4, cap="butt") for v in range(12)
    ) + poly([corner(-0.12, 0.96), corner(1.06, 0.96), corner(1.06, 1.03), corner(-0.12, 1.03)], "#8F4431")
    panels = ""
    for row in range(3):
        for col in range(6):
            if row == 2 and col > 3:
                continue
            u, v = 0.04 + col * 0.142, 0.07 + row * 0.285
            du, dv = 0.13, 0.26
            shape = [corner(u, v), corner(u + du, v), corner(u + du, v + dv), corner(u, v + dv)]
            panels += poly(shape, "#1C4C72" if (row + col) % 2 else "#23587F", stroke="#DCE8EC", stroke_width=4)
            panels += many(
                line(*corner(u + du * k / 4, v), *corner(u + du * k / 4, v + dv), "#4F86A8", 1.8, cap="butt")
                for k in (1, 2, 3)
            )
            panels += many(
                line(*corner(u, v + dv * k / 3), *corner(u + du, v + dv * k / 3), "#4F86A8", 1.8, cap="butt")
                for k in (1, 2)
            )
            panels += poly(
                [corner(u + 0.02, v + dv), corner(u + 0.05, v + dv), corner(u + 0.03, v), corner(u, v)],
                "#5C93B5",
                opacity=0.4,
            )
    spot = [corner(0.62, 0.66), corner(0.75, 0.66), corner(0.75, 0.92), corner(0.62, 0.92)]
    x1, y1 = corner(0.72, 0.72)
    x2, y2 = corner(0.93, 0.42)
    town = many(
        rect(x, y, w, 300, c) + poly([(x - 8, y), (x + w / 2, y - 44), (x + w + 8, y)], "#B5644C")
        + many(rect(x + 16 + k * 34, y + 22, 16, 24, "#7FA6AE") for k in range(int(w // 40)))
        for x, y, w, c in ((20, 330, 120, "#F1DFC3"), (150, 360, 90, "#E7CBA6"), (960, 320, 110, "#F1DFC3"), (1080, 350, 130, "#E7CBA6"))
    )
    return (
        sky("#CFE5EC") + sun(190, 140, 84, "#F4BE58") + many(
            line(190 + 110 * a, 140 + 110 * b, 190 + 134 * a, 140 + 134 * b, "#F4BE58", 8)
            for a, b in ((1, 0), (-1, 0), (0, -1), (0, 1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
        )
        + cloud(470, 90, 170, opacity=1) + cloud(900, 60, 130, opacity=1) + path("M0 380Q300 290 640 350T1200 310V675H0Z", "#B7D2BE") + town
        + tree(300, 420, 130, "#7CA772") + roof + tiles + panels + poly(spot, "none", stroke="#F7E3C2", stroke_width=4, stroke_dasharray="10 8")
        + stroke(f"M{x2 + 4:.0f} {y2 - 60:.0f}Q{x2 + 80:.0f} 260 {corner(1.0, 1.0)[0]:.0f} {corner(1.0, 1.0)[1]:.0f}", "#F2B63C", 4)
        + figure(x1 - 4, y1 + 6, 176, site(FOLK[0], "#F2B63C"), ((-2, -60), (-14, -58)), ((14, -60), (24, -58)), front=at(
            0, 0, poly([(12, -62), (42, -64), (50, -42), (20, -40)], "#23587F", stroke="#DCE8EC", stroke_width=1.6)
        ))
        + figure(x2 + 6, y2 + 8, 184, site(FOLK[3]), UP, HIP)
        + poly([corner(-0.12, -0.1), corner(1.06, -0.1), (1030, 675), (0, 675), (-30, 660)], "#F0E2CB")
        + line(*corner(-0.14, -0.1), *corner(1.08, -0.1), "#6A7F86", 13)
    )


def forest() -> str:
    """The forest the timber comes from: spruces, stacked logs, a forester with a tape."""
    far = many(pine(x, 430 + (x * 7) % 20, 190 + (x * 13) % 60, "#A9C7B2", "#8FA58F") for x in range(-20, 1240, 62))
    mid = many(
        pine(x, 490 + (x * 3) % 24, 290 + (x * 11) % 80, "#6E9B82", "#6F5A48")
        for x in (20, 120, 214, 330, 820, 930, 1040, 1150)
    )
    near = (
        pine(70, 600, 470, "#37654F")
        + pine(1120, 606, 500, "#37654F")
        + pine(210, 580, 330, "#44755C")
        + pine(985, 582, 300, "#44755C")
    )
    beams = many(
        poly([(x, 0), (x + 70, 0), (x - 120, 540), (x - 260, 540)], "#FFF3C9", opacity=0.4) for x in (470, 640, 800)
    )

    def log(x: float, y: float, r: float) -> str:
        return (
            circle(x, y, r, "#7A4F33") + circle(x, y, r * 0.86, "#EBC592") + circle(x, y, r * 0.62, "none", stroke="#CC9A62", stroke_width=3)
            + circle(x, y, r * 0.36, "none", stroke="#CC9A62", stroke_width=3) + circle(x, y, r * 0.12, "#B57F4A")
        )

    pile = (
        many(log(430 + i * 78, 560, 39) for i in range(5))
        + many(log(469 + i * 78, 493, 39) for i in range(4))
        + many(log(508 + i * 78, 426, 39) for i in range(3))
    )
    stakes = rect(374, 390, 16, 214, "#5E4030", 4) + rect(788, 390, 16, 214, "#5E4030", 4)
    tape = stroke("M22-60L52-66", "#F2B63C", 2.6) + rect(18, -64, 8, 8, "#D0633F", 2)
    return (
        sky("#EAF1DF") + sun(640, 150, 82, "#F9E2A0") + far + beams + path("M0 430Q300 400 620 440T1200 420V675H0Z", "#A9C48F") + mid
        + path("M0 540Q320 500 640 550T1200 530V675H0Z", "#8DB077") + path("M240 675Q520 560 560 440L620 440Q660 560 900 675Z", "#D9C8A0") + near
        + stakes + pile + path("M0 630Q300 590 620 616T1200 610V675H0Z", "#78A069")
        + figure(868, 630, 210, site(FOLK[5], "#D0633F"), HIP, FORWARD_TAPE, flip=True, front=tape)
        + figure(312, 636, 204, Figure("light", "ginger", "short", "#A4503B", "#3C4638"), HIP, UP)
        + many(stroke(f"M{x} 640q4-18-4-30M{x} 640q8-14 14-22", "#5B8B57", 4) for x in (60, 180, 690, 760, 1010, 1130))
    )


FORWARD_TAPE = ((14, -60), (22, -60))


def commute() -> str:
    """Two colleagues riding to the site in the morning."""
    blocks = many(
        rect(x, y, w, 470 - y, c) + many(rect(x + 16 + i * 36, y + 24 + j * 48, 18, 26, "#FBE3A6" if (i + j + x) % 4 == 0 else light(c, 0.35)) for i in range((w - 20) // 36) for j in range((440 - y) // 48))
        for x, y, w, c in ((30, 250, 130, "#C6B4C8"), (170, 200, 110, "#B7A3BE"), (860, 230, 130, "#C6B4C8"), (1020, 280, 150, "#B7A3BE"))
    )
    frame = (
        many(rect(x, 250, 12, 220, "#B9793F") for x in (500, 580, 660, 740))
        + rect(492, 246, 268, 12, "#B9793F")
        + rect(492, 346, 268, 10, "#B9793F")
    )
    frame += stroke("M500 250L626 176L752 250", "#B9793F", 12)
    crane = (
        stroke("M430 470V96M452 470V96M330 112H600M430 96L441 60L452 96M441 60L590 112M441 60L340 112", "#7A3F56", 5)
        + stroke("".join(f"M430 {460 - i * 30}l22-30" for i in range(12)), "#7A3F56", 3)
        + line(566, 112, 566, 160, "#5B3346", 3)
        + rect(548, 160, 36, 10, "#B9793F")
    )
    return (
        sky("#FBE0D6") + sun(690, 200, 96, "#F6C16B") + cloud(110, 90, 140, "#FFF6F0", 1) + cloud(880, 100, 160, "#FFF6F0", 1) + blocks + crane + frame
        + rect(0, 466, 1200, 30, "#8FB48E") + many(tree(x, 486, h, "#79A57B") for x, h in ((90, 150), (330, 120), (800, 130), (1010, 160), (1150, 120)))
        + rect(0, 492, 1200, 183, "#6B6F7F") + rect(0, 492, 1200, 14, "#D9D3C8") + many(rect(x, 560, 84, 8, "#F3EDE2", 4) for x in range(20, 1200, 150))
        + rect(0, 640, 1200, 35, "#5B5F6F")
        + cyclist(270, 632, 1.72, Figure("warm", "black", "long", "#0C5A66", "#2C3A4F", bag="#D0633F", vest=True))
        + cyclist(680, 632, 1.72, Figure("beige", "brown", "short", "#D0633F", "#37424A", "#FFFFFF", bag="#3C5C7C"), "#7A3F56")
    )

SCENES = {
    "toit-solaire": solar_roof,
    "foret": forest,
    "velo": commute,
}
