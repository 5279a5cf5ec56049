"""Scenes of the building company, seen from outside: school, house, site, city, earth wall."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from advocacy.demo.drawing.people import DOWN, FOLK, HIP, POINT, UP, WAVE, Figure, cyclist, figure, site
from advocacy.demo.drawing.svg import (
    bush,
    circle,
    cloud,
    dark,
    ellipse,
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


def _window(x: float, y: float, w: float, h: float, glass: str) -> str:
    return (
        rect(x - 4, y - 4, w + 8, h + 8, "#F7EFDF", 3)
        + rect(x, y, w, h, glass)
        + poly([(x + w * 0.15, y + h), (x + w * 0.5, y), (x + w * 0.78, y), (x + w * 0.43, y + h)], light(glass, 0.16))
        + line(x + w / 2, y, x + w / 2, y + h, "#F7EFDF", 4, cap="butt")
    )


def school() -> str:
    """A wooden school under a solar roof."""
    slats = many(line(x, 232, x, 520, "#CFA368", 2.4, cap="butt") for x in range(256, 790, 17))
    low = many(line(x, 372, x, 520, "#9F6B42", 2.4, cap="butt") for x in range(800, 1000, 17))
    glow, cool = "#F7D88C", "#3F8290"
    panes = ""
    for row, y in enumerate((252, 342)):
        for col in range(6):
            lit = (row, col) in {(0, 2), (1, 0), (0, 5), (1, 4)}
            panes += _window(276 + col * 86, y, 56, 58, glow if lit else cool)
    panes += many(_window(276 + col * 86, 436, 56, 56, glow if col == 1 else cool) for col in (0, 1, 4, 5))
    solar = many(
        poly([(250 + i * 78, 196), (276 + i * 78, 152), (336 + i * 78, 152), (310 + i * 78, 196)], "#1F7484")
        + stroke(f"M{263 + i * 78} 174h60M{280 + i * 78} 196l26-44", "#7FC0C8", 2)
        + line(314 + i * 78, 196, 324 + i * 78, 156, "#0B3F49", 4)
        for i in range(7)
    )
    entrance = (
        rect(444, 424, 176, 100, "#0C5A66")
        + many(rect(456 + i * 40, 436, 32, 88, "#A9D5DA") for i in range(4))
        + poly([(464, 524), (490, 436), (504, 436), (478, 524)], "#C9E6E8")
        + rect(424, 408, 216, 18, "#F2B63C", 3)
        + rect(430, 426, 7, 98, "#B97F22") + rect(627, 426, 7, 98, "#B97F22")
    )
    pupils = (
        figure(300, 590, 112, FOLK[1], DOWN, WAVE)
        + figure(352, 588, 104, Figure("light", "ginger", "bob", "#3C5C7C", bag="#F2B63C"))
        + figure(700, 594, 112, FOLK[3], HIP, DOWN)
        + figure(748, 594, 106, Figure("honey", "dark", "long", "#C98391", "#3A3F55"), DOWN, POINT, flip=True)
        + figure(800, 592, 100, Figure("deep", "black", "short", "#5C8A6B", bag="#7A3F56"))
    )
    return (
        sky("#D5E8EA") + sun(1010, 128, 68) + cloud(90, 88, 170) + cloud(820, 60, 120)
        + path("M0 400Q170 300 380 380T820 340Q1030 270 1200 350V560H0Z", "#BAD6C6")
        + path("M0 470Q220 400 460 460T1200 420V560H0Z", "#A7CBB3")
        + rect(0, 520, 1200, 155, "#E9DFC9") + rect(0, 516, 1200, 12, "#93BC93")
        + rect(790, 362, 220, 160, "#B67E50") + low + rect(778, 346, 246, 18, "#5E8F63", 4)
        + many(bush(x, 348, 44, c) for x, c in ((806, "#77A873"), (852, "#8DB97F"), (902, "#6C9E6B"), (954, "#86B47C"), (996, "#77A873")))
        + rect(822, 396, 152, 82, "#F7EFDF", 3) + rect(828, 402, 140, 70, glow) + many(line(828 + i * 35, 402, 828 + i * 35, 472, "#F7EFDF", 4, cap="butt") for i in (1, 2, 3))
        + rect(246, 222, 548, 300, "#E3BE8A") + slats + rect(246, 328, 548, 5, "#C49558") + rect(246, 420, 548, 5, "#C49558")
        + solar + rect(222, 194, 598, 30, "#0B4A54", 3) + rect(246, 224, 548, 10, "#C49558") + panes + entrance
        + poly([(452, 524), (612, 524), (740, 675), (324, 675)], "#F6EEDD")
        + tree(150, 534, 190, "#6F9C6D") + tree(1090, 540, 220, "#5F8F6A") + tree(1030, 536, 130, "#83AE78") + tree(66, 540, 130, "#83AE78")
        + pupils
    )


def thermal_house() -> str:
    """The same house at night, before and after: hot bands on the left, cool ones on the right."""
    stars = many(
        circle(x, y, r, "#8C86C9")
        for x, y, r in (
            (90, 80, 3),
            (210, 150, 2.4),
            (330, 60, 2.4),
            (470, 110, 2),
            (720, 70, 3),
            (830, 150, 2),
            (990, 210, 2.4),
            (60, 260, 2),
        )
    )
    hot = [("#7A2468", 0), ("#B8315F", 20), ("#E0574A", 44), ("#F08A3C", 72), ("#F7B53F", 104)]
    left = many(path(f"M600 {170 + i * 0.9}L{250 + i * 1.5} {356 + i * 0.55}V560H600Z", colour) for colour, i in hot)
    cool = [("#2E2A70", 0), ("#38348A", 22), ("#4741A4", 56)]
    right = many(path(f"M600 {170 + i * 0.9}L{950 - i * 1.5} {356 + i * 0.55}V560H600Z", colour) for colour, i in cool)
    roofs = (
        path("M600 142V182L238 380L218 350Z", "#FCE9A0") + path("M600 142V162L226 364L218 350Z", "#FFF6D0")
        + path("M600 142V182L962 380L982 350Z", "#231F5C") + path("M600 142V154L978 356L982 350Z", "#5A55BE")
    )

    def pane(x: float, y: float, warm: bool) -> str:
        glass, frame, halo = ("#FFF3B8", "#F7B53F", "#FAD774") if warm else ("#6E68CC", "#2A2668", "#4C46AE")
        return (
            rect(x - 14, y - 14, 108, 108, halo, 14) + rect(x - 4, y - 4, 88, 88, frame, 4)
            + many(rect(x + dx, y + dy, 37, 37, glass) for dx in (0, 43) for dy in (0, 43))
        )

    scale = many(
        rect(1088, 150 + i * 44, 30, 46, c)
        for i, c in enumerate(("#FFF3B8", "#F7B53F", "#F08A3C", "#E0574A", "#B8315F", "#7A2468", "#4741A4", "#2E2A70"))
    )
    leaks = many(
        stroke(f"M{x} {y}q-14-20 0-40t0-40", c, 7, opacity=0.85)
        for x, y, c in ((330, 262, "#F08A3C"), (392, 232, "#E0574A"), (465, 140, "#F08A3C"), (268, 300, "#B8315F"))
    )
    return (
        sky("#1B1848") + rect(0, 0, 600, 675, "#241E5A") + stars
        + circle(868, 112, 40, "#D9D6F2") + circle(886, 102, 36, "#1B1848")
        + path("M0 500Q160 440 320 480L600 470V675H0Z", "#1A1546") + path("M600 470Q800 500 960 460T1200 480V675H600Z", "#15123C")
        + pine(140, 572, 200, "#2C2766") + pine(1036, 572, 170, "#221E58") + pine(72, 580, 140, "#2A2560")
        + leaks + left + right
        + rect(440, 160, 50, 80, "#F7B53F") + rect(432, 150, 66, 18, "#FCE9A0") + rect(710, 160, 50, 80, "#38348A") + rect(702, 150, 66, 18, "#5A55BE")
        + roofs
        + pane(330, 392, True) + pane(466, 392, True) + pane(654, 392, False) + pane(790, 392, False)
        + rect(0, 556, 600, 119, "#120E36") + rect(600, 556, 600, 119, "#0F0C30") + rect(250, 548, 350, 12, "#E0574A") + rect(600, 548, 350, 12, "#2A2668")
        + line(600, 40, 600, 640, "#FFFFFF", 4.5, stroke_dasharray="2 13")
        + rect(1080, 142, 46, 368, "#100D34", 8) + scale
        + figure(880, 618, 120, Figure("honey", "black", "bun", "#2F7F8C", "#4A448F"), DOWN, FORWARD_CAMERA, flip=True, front=CAMERA)
    )


FORWARD_CAMERA = ((15, -60), (22, -70))
CAMERA = rect(19, -78, 10, 8, "#F2B63C", 2) + circle(29.5, -74, 2.4, "#FFF6DC")


def timber_frame() -> str:
    """A timber frame going up, with its crane."""
    wood, shade = "#C98446", "#A86A34"
    posts = many(rect(x, 300, 18, 250, wood) + rect(x + 12, 300, 6, 250, shade) for x in (300, 420, 540, 660, 780, 884))
    beams = (
        rect(284, 408, 634, 18, shade)
        + rect(284, 404, 634, 12, wood)
        + rect(284, 296, 634, 20, wood)
        + rect(284, 310, 634, 6, shade)
    )
    braces = many(line(x, 404, x + 60, 316, shade, 10, cap="butt") for x in (318, 798)) + many(
        line(x + 60, 404, x, 316, shade, 10, cap="butt") for x in (558,)
    )
    trusses = ""
    for i, x in enumerate((300, 420, 540, 660, 780)):
        trusses += stroke(f"M{x - 18} 300L{x + 60} 176L{x + 138} 300", shade if i % 2 else wood, 15) + line(
            x + 60, 180, x + 60, 296, shade, 9
        )
    ridge = rect(340, 166, 520, 17, wood, 4) + rect(340, 178, 520, 5, shade)
    floor_boards = rect(318, 396, 230, 10, "#E3B77F")
    mast = "M990 560V96M1026 560V96" + "".join(
        f"M990 {560 - i * 40}L1026 {520 - i * 40}M1026 {560 - i * 40}L990 {520 - i * 40}" for i in range(11)
    )
    jib = "M712 112H1150M730 112L1008 52L1142 112" + "".join(f"M{760 + i * 44} 112l22-16l22 16" for i in range(5))
    crane = (
        stroke(mast, "#1F6C78", 5) + stroke(jib, "#1F6C78", 5) + rect(978, 96, 60, 40, "#0C5A66", 5) + rect(986, 102, 26, 20, "#BFE0E2", 3)
        + rect(1096, 112, 52, 34, "#4A5B62", 3) + line(922, 112, 922, 152, "#2B3B41", 3)
        + stroke("M922 152L890 184M922 152L954 184", "#2B3B41", 3) + rect(880, 182, 84, 17, wood, 3) + rect(880, 193, 84, 6, shade)
        + rect(966, 552, 84, 20, "#7C8A8D", 3)
    )
    crew = (
        figure(236, 616, 150, site(FOLK[0]), HIP, POINT)
        + figure(486, 396, 100, site(FOLK[3], "#F2B63C"), UP, DOWN)
        + figure(700, 620, 148, site(FOLK[1], "#F2B63C"), DOWN, UP)
        + figure(768, 622, 150, site(FOLK[6]), HIP, DOWN, flip=True)
    )
    stack = many(
        rect(430 + (i % 2) * 8, 600 - i * 15, 170 - (i % 2) * 16, 13, wood if i % 2 else "#DDA264", 2) for i in range(4)
    )
    return (
        sky("#FBEBCB") + sun(180, 150, 82, "#F5BE58") + cloud(420, 70, 130, "#FFFFFF") + cloud(80, 300, 110, "#FFFFFF", 0.6)
        + path("M0 440Q240 340 520 420T1200 380V600H0Z", "#CBD5A4") + path("M0 500Q300 450 620 500T1200 470V675H0Z", "#B3C78F")
        + rect(0, 566, 1200, 109, "#DCC79B") + tree(96, 580, 170, "#7FA56E") + tree(1130, 586, 150, "#7FA56E") + tree(176, 574, 96, "#96B67D")
        + crane + rect(270, 548, 664, 26, "#B8B2A4", 3) + rect(270, 566, 664, 8, "#9B9588")
        + trusses + ridge + posts + beams + braces + floor_boards + stack + crew
    )


def riverside() -> str:
    """Coloured façades along a river, a stone bridge, a big low sun."""
    tones = (
        "#F3C592",
        "#E79A73",
        "#F6D9A8",
        "#D9785A",
        "#EFB488",
        "#F8DFB8",
        "#E58F6C",
        "#F1C79C",
        "#DE8564",
        "#F6D6A4",
    )
    houses, x = "", 0
    for i, tone in enumerate(tones):
        w = (126, 110, 134, 116, 122, 130, 112, 128, 118, 112)[i]
        h = (206, 244, 190, 228, 214, 196, 240, 206, 232, 200)[i]
        top = 470 - h
        houses += rect(x, top, w, h, tone) + poly(
            [(x - 5, top), (x + 12, top - 28), (x + w - 12, top - 28), (x + w + 5, top)],
            "#B5533C" if i % 2 else "#C5644A",
        )
        houses += rect(x + w - 40, top - 46, 17, 28, "#A04A36") + rect(x, 428, w, 42, dark(tone, 0.14))
        cols = 3
        gap = w / cols
        for row in range(3):
            for col in range(cols):
                wx, wy = x + gap * (col + 0.5) - 9, top + 18 + row * 50
                if wy < 400:
                    lit = (i * 7 + row * 3 + col) % 5 == 0
                    houses += (
                        rect(wx - 8, wy, 6, 32, "#5D8C88")
                        + rect(wx + 20, wy, 6, 32, "#5D8C88")
                        + rect(wx, wy, 18, 32, "#FCE7A8" if lit else "#47666F")
                    )
        awning = ("#0C5A66", "#F2B63C", "#7A3F56")[i % 3]
        houses += rect(x + 14, 438, w - 28, 12, awning) + rect(x + 20, 450, w - 40, 20, "#5B4A44")
        x += w
    arches = many(
        path(f"M{x} 616V560A74 58 0 0 1 {x + 148} 560V616H{x}Z", "#4E9AA4") for x in (54, 238, 422, 606, 790, 974)
    )
    bridge = (
        rect(0, 486, 1200, 92, "#F3E2C6")
        + path("M0 578H1200V612H0Z", "#F3E2C6")
        + arches
        + rect(0, 478, 1200, 15, "#FFF4DF")
    )
    rails = stroke("M0 452H1200", "#7B5A4C", 4) + many(line(x, 452, x, 480, "#7B5A4C", 3) for x in range(12, 1200, 30))
    ripples = many(
        line(x, y, x + w, y, "#8FC6CB", 5)
        for x, y, w in (
            (70, 634, 110),
            (260, 656, 70),
            (420, 630, 90),
            (640, 652, 130),
            (850, 632, 80),
            (1030, 654, 110),
            (900, 614, 50),
            (360, 612, 40),
        )
    )
    return (
        sky("#FCE2CC") + sun(838, 182, 104, "#F2A27A") + cloud(90, 90, 150, "#FFF5EA", 1) + cloud(560, 60, 120, "#FFF5EA", 1)
        + path("M0 330Q180 170 420 220T760 320H1200V480H0Z", "#C7CFB4") + path("M0 370Q150 250 380 300T800 340V480H0Z", "#AFC0A0")
        + rect(330, 148, 92, 88, "#FFF7EA") + poly([(322, 148), (376, 112), (430, 148)], "#C5644A") + rect(304, 120, 22, 116, "#F6EAD6") + poly([(300, 120), (315, 84), (330, 120)], "#C5644A") + rect(426, 120, 22, 116, "#F6EAD6") + poly([(422, 120), (437, 84), (452, 120)], "#C5644A")
        + many(rect(x, 172, 12, 34, "#8FA5A0", 6) for x in (346, 370, 394))
        + many(bush(x, 306, 90, "#8FAE84") for x in (40, 160, 520))
        + houses + rect(0, 470, 1200, 20, "#E5CFAE") + rect(0, 560, 1200, 115, "#4E9AA4") + bridge + ripples
        + figure(470, 482, 92, FOLK[1], DOWN, WAVE) + figure(520, 482, 92, FOLK[3]) + figure(562, 482, 86, FOLK[2], DOWN, HIP) + figure(240, 482, 90, FOLK[5], HIP, DOWN)
        + cyclist(690, 484, 0.52, FOLK[4]) + rails
    )


def earth_wall() -> str:
    """A rammed-earth wall in layers, with its arched door."""
    bands, y = "", 206
    colours = (
        "#E8C79C",
        "#D9A878",
        "#E3B98A",
        "#C98F62",
        "#DDAE7F",
        "#B97B50",
        "#D29C6C",
        "#C4875A",
        "#A96B44",
        "#BE8155",
    )
    for i, colour in enumerate(colours):
        d = f"M0 {y}"
        for step in range(6):
            d += f"q50 {(-9, 8, -6)[(i + step) % 3]} 100 0t100 {(2, -3, 1)[(i + step) % 3]}"
        bands += path(f"{d}V600H0Z", colour)
        y += 38
    pebbles = many(
        ellipse(
            (i * 137 + 40) % 1200,
            236 + (i * 61) % 330,
            5 + i % 4,
            3 + i % 3,
            ("#A86F47", "#F1D9B5", "#8F5A39")[i % 3],
            opacity=0.7,
        )
        for i in range(56)
    )
    door = (
        path("M500 596V372A100 100 0 0 1 700 372V596Z", "#0B4A54") + path("M518 596V374A82 82 0 0 1 682 374V596Z", "#F6CC6B")
        + path("M518 596V374A82 82 0 0 1 600 292V596Z", "#FBDD92") + rect(596, 292, 8, 304, "#0B4A54") + rect(518, 414, 164, 8, "#0B4A54")
        + circle(620, 500, 7, "#0B4A54") + rect(470, 590, 260, 16, "#CFC4AE", 3)
    )
    windows = many(
        rect(x - 12, 330, 114, 124, dark("#C98F62", 0.2), 8) + rect(x, 342, 90, 100, "#5E98A0", 3)
        + poly([(x + 10, 442), (x + 44, 342), (x + 66, 342), (x + 32, 442)], "#82B4BA") + rect(x - 16, 446, 122, 14, "#F2E2C4", 3)
        for x in (196, 914)
    )
    return (
        sky("#D9E9E6") + sun(1020, 110, 66, "#F5CF7C") + cloud(120, 70, 160) + cloud(700, 44, 110)
        + path("M0 190Q300 120 620 180T1200 150V260H0Z", "#B5CDA8") + tree(90, 214, 120, "#7CA772") + tree(170, 214, 90, "#93B985") + tree(860, 214, 110, "#7CA772") + tree(1130, 216, 100, "#93B985")
        + bands + rect(0, 190, 1200, 20, "#8A5B3C") + rect(0, 182, 1200, 14, "#C58F55")
        + pebbles + windows + door
        + path("M0 596H1200V675H0Z", "#E7D3AE") + poly([(500, 606), (700, 606), (790, 675), (410, 675)], "#F4E8CF")
        + figure(392, 634, 178, FOLK[2], HIP, WAVE) + figure(800, 640, 184, site(FOLK[7], "#F2B63C"), POINT, HIP)
        + figure(864, 636, 120, Figure("beige", "dark", "bob", "#3C8A90", "#5A4A55", bag="#F2B63C"), DOWN, DOWN)
        + bush(70, 612, 130, "#86A971") + bush(1120, 612, 150, "#86A971") + bush(1020, 616, 80, "#9DBB82")
    )


SCENES = {
    "lycee-bois": school,
    "maison-thermique": thermal_house,
    "charpente": timber_frame,
    "lyon": riverside,
    "terre-crue": earth_wall,
}
