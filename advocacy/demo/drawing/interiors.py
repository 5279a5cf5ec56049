"""Scenes of the building company seen from close: papers, portraits, stage, workshop, meeting, measures, welcome."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from advocacy.demo.drawing.faces import HAIRS, SKINS, Look, bust
from advocacy.demo.drawing.people import DOWN, FOLK, HIP, POINT, WAVE, Figure, figure, seated, sleeve
from advocacy.demo.drawing.svg import (
    at,
    circle,
    dark,
    ellipse,
    line,
    many,
    path,
    plant,
    poly,
    rect,
    sky,
    stroke,
)


def decree() -> str:
    """A printed decree being read with a pencil."""
    lines = many(
        rect(0, y, w, 11, "#CFC4DE", 5)
        for y, w in ((132, 190), (160, 190), (188, 160), (216, 190), (244, 120), (304, 420), (332, 420), (388, 420), (416, 396), (444, 420), (472, 300))
    )
    sheet = at(
        390, 48,
        rect(-28, -28, 480, 640, "#C9BCD9", 6, transform="translate(18 16)"),
        rect(-28, -28, 480, 640, "#FFFFFF", 6),
        rect(0, 22, 270, 26, "#3A2F5B", 5), rect(0, 66, 180, 14, "#8A7CA6", 6), rect(0, 100, 424, 4, "#3A2F5B"),
        lines, rect(228, 128, 196, 134, "#F6CC6B", 5),
        path("M228 262V232L286 178L336 226L366 200L424 250V262Z", "#FFF3CF"), circle(384, 164, 18, "#FFF3CF"),
        rect(-8, 354, 440, 26, "#FBE3A6", 4), rect(0, 361, 420, 11, "#A891C4", 5),
        circle(372, 520, 44, "none", stroke="#D0633F", stroke_width=7), circle(372, 520, 32, "none", stroke="#D0633F", stroke_width=3),
        stroke("M352 520l14 14l26-30", "#D0633F", 7),
        turn=-6,
    )
    pencil = at(
        742, 424,
        poly([(0, 0), (44, -20), (44, 20)], "#F3D3A8"), poly([(0, 0), (17, -8), (17, 8)], "#3A2F5B"),
        rect(44, -20, 300, 40, "#E4804F"), rect(44, -20, 300, 13, "#EE9A68"), rect(44, 8, 300, 12, "#C8683C"),
        rect(344, -20, 30, 40, "#D9D4E0"), rect(352, -20, 5, 40, "#B4ABC2"), rect(364, -20, 5, 40, "#B4ABC2"),
        rect(374, -20, 44, 40, "#7A3F56", 8), turn=38,
    )
    cup = at(
        206, 190, circle(0, 0, 98, "#D8CDE6"), circle(0, 0, 84, "#FFFFFF"), stroke("M60 44q34 34 6 58q-26 18-46-22", "#FFFFFF", 17),
        circle(0, 0, 66, "#F4EFF8"), circle(0, 0, 60, "#7A4A32"), path("M-40-20Q-20-48 18-44Q-10-36-24-8Z", "#96603F"),
    )
    specs = at(
        230, 520, circle(-58, 0, 50, "#FFFFFF", fill_opacity=0.45, stroke="#3A2F5B", stroke_width=9),
        circle(64, 0, 50, "#FFFFFF", fill_opacity=0.45, stroke="#3A2F5B", stroke_width=9),
        stroke("M-10-10Q3-24 16-10M-106-14Q-140-40-118-92M112-14Q150-40 134-96", "#3A2F5B", 8), turn=-14,
    )
    note = at(
        1010, 150, rect(8, 10, 170, 170, "#CDBFDD", 4), rect(0, 0, 170, 170, "#A9D0CB", 4),
        many(rect(22, y, w, 9, "#5E9992", 4) for y, w in ((36, 124), (64, 110), (92, 124), (120, 70))), turn=8,
    )
    return sky("#EAE3F2") + path("M0 560Q300 500 640 560T1200 520V675H0Z", "#E0D6EC") + cup + specs + note + sheet + pencil


MANAGER = Look(skin="brown", hair="black", style="low-bun", outfit="vest", cloth="#0C5A66", mouth="open", extra="studs")


def site_manager() -> str:
    """A site manager in her helmet, scaffolding behind."""
    tubes = many(rect(x, 0, 13, 675, "#9DB8AC") for x in (60, 250, 950, 1140)) + many(rect(0, y, 1200, 11, "#9DB8AC") for y in (120, 330, 540))
    planks = many(rect(x, y, w, 16, "#C99B62") for y in (131, 341, 551) for x, w in ((0, 320), (880, 320)))
    net = many(line(x, 0, x, 675, "#B5D0C0", 2.4, cap="butt") for x in range(20, 330, 24)) + many(line(x, 0, x, 675, "#B5D0C0", 2.4, cap="butt") for x in range(886, 1200, 24))
    net += many(line(a, y, a + 320, y, "#B5D0C0", 2.4, cap="butt") for y in range(12, 675, 24) for a in (0, 880))
    braces = stroke("M66 540L256 340M66 340L256 130M956 340L1146 540M956 130L1146 340", "#9DB8AC", 8)
    wall = rect(330, 0, 550, 675, "#E9DCC3") + many(rect(330, y, 550, 3, "#D9C7A6") for y in range(40, 675, 48))
    window = rect(392, 70, 120, 190, "#F8F1E2", 4) + rect(404, 82, 96, 166, "#8DBBC0") + poly([(414, 248), (452, 82), (478, 82), (440, 248)], "#A9CED1")
    window += rect(716, 70, 120, 190, "#F8F1E2", 4) + rect(728, 82, 96, 166, "#8DBBC0") + poly([(738, 248), (776, 82), (802, 82), (764, 248)], "#A9CED1")
    return (
        sky("#D8E8DD") + rect(0, 0, 330, 675, "#CFE2D5") + rect(880, 0, 320, 675, "#CFE2D5") + net + wall + window + braces + tubes + planks
        + figure(158, 341, 130, Figure("light", "brown", "short", "#3C5C7C", helmet="#F2B63C", vest=True), POINT, DOWN)
        + figure(1050, 551, 140, Figure("dark", "black", "short", "#7A3F56", helmet="#FFFFFF", vest=True), DOWN, WAVE)
        + at(600 - 128 * 2.45, 58, bust(MANAGER, "#FFFFFF", long=True), scale=2.45)
    )


def conference() -> str:
    """Three speakers on a stage, a wide screen, an attentive room."""
    curtain = many(rect(x, 0, 44, 470, "#4A3A63" if (x // 44) % 2 else "#54436F") for x in range(0, 1200, 44))
    screen = (
        rect(330, 58, 540, 290, "#2C2140", 12) + rect(344, 72, 512, 262, "#FBF5E6", 6)
        + path("M344 334V290Q430 200 520 262T700 236Q780 190 856 250V334Z", "#A9D0CB") + path("M344 334V312Q470 262 600 306T856 290V334Z", "#7FB5AE")
        + circle(770, 132, 32, "#F2B63C") + rect(384, 106, 190, 16, "#0C5A66", 8) + rect(384, 138, 250, 11, "#9DB9BB", 5) + rect(384, 162, 210, 11, "#9DB9BB", 5)
    )
    beams = poly([(150, 0), (210, 0), (520, 470), (300, 470)], "#FFF1C4", opacity=0.16) + poly([(990, 0), (1050, 0), (900, 470), (680, 470)], "#FFF1C4", opacity=0.16)
    stage = poly([(170, 452), (1030, 452), (1120, 528), (80, 528)], "#C79A6B") + rect(80, 526, 1040, 28, "#96683F") + many(line(600 + (x - 600) * 0.83, 452, x, 526, "#B38657", 2.4) for x in range(120, 1100, 70))
    desk = poly([(216, 356), (318, 356), (308, 484), (226, 484)], "#7A3F56") + rect(206, 346, 122, 16, "#93546C", 3) + line(286, 348, 300, 312, "#2C2140", 4) + circle(301, 310, 6, "#2C2140")
    crowd = ""
    rows = ((566, 27, 0), (616, 34, 30), (672, 42, -10))
    hairs = ("black", "brown", "blond", "dark", "grey", "chestnut", "auburn", "black", "sand")
    tops = ("#3C5C7C", "#7A3F56", "#0C5A66", "#A4503B", "#48654F", "#6B4E7D", "#C98A2B")
    count = 0
    for y, r, shift in rows:
        x: float = shift + r
        while x < 1230:
            dim = 0.5 - (r - 27) * 0.008
            crowd += path(f"M{x - r * 1.5} {y + r * 2.6}Q{x - r * 1.4} {y + r * 0.8} {x} {y + r * 0.8}T{x + r * 1.5} {y + r * 2.6}Z", dark(tops[count % 7], dim))
            if count % 4 == 1:
                crowd += circle(x, y - r * 0.95, r * 0.45, dark(HAIRS[hairs[count % 9]], dim * 0.7))
            crowd += rect(x - r * 0.3, y + r * 0.5, r * 0.6, r * 0.6, dark(SKINS[("light", "brown", "beige", "deep", "honey")[count % 5]], dim))
            crowd += circle(x, y, r, dark(HAIRS[hairs[count % 9]], dim * 0.6))
            x += r * 3.1
            count += 1
    return (
        sky("#3B2E52") + curtain + beams + rect(0, 0, 1200, 30, "#2C2140") + many(circle(x, 32, 14, "#FFE9AE") for x in (180, 400, 600, 800, 1020))
        + screen + stage + rect(0, 553, 1200, 122, "#241B36") + desk
        + figure(268, 478, 190, FOLK[0], DOWN, WAVE) + desk
        + figure(520, 494, 196, FOLK[1], HIP, POINT) + figure(690, 494, 200, FOLK[3], DOWN, DOWN) + figure(830, 494, 192, Figure("light", "grey", "bob", "#F2B63C", "#2C2140"), HIP, DOWN, flip=True)
        + crowd
    )


CARPENTER = Look(skin="rosy", hair="ginger", style="man-bun", beard="short", outfit="overall", cloth="#3C5C7C")


def workshop() -> str:
    """A joiner planing a plank at the bench, tools on the wall."""
    board = rect(70, 70, 420, 250, "#D9B98C", 8) + many(circle(x, y, 3, "#BE9A6A") for x in range(95, 480, 30) for y in range(95, 310, 30))
    tools = (
        at(150, 110, rect(-8, 40, 16, 110, "#A4503B", 6), rect(-38, 20, 76, 30, "#5B6A72", 5))
        + at(240, 100, poly([(-22, 60), (22, 60), (60, 176), (-20, 176)], "#AEBCC1"), rect(-30, 10, 56, 54, "#7A4A2D", 12), rect(-14, 24, 24, 24, "#D9B98C", 8))
        + at(352, 100, rect(-7, 10, 14, 74, "#C98A2B", 6), rect(-4, 84, 8, 70, "#8B989E", 2))
        + at(400, 100, rect(-7, 10, 14, 74, "#0C5A66", 6), rect(-6, 84, 12, 56, "#8B989E", 2))
        + at(448, 100, rect(-7, 10, 14, 74, "#A4503B", 6), rect(-3, 84, 6, 80, "#8B989E", 2))
    )
    window = rect(800, 60, 320, 250, "#FFF8EA", 6) + rect(816, 76, 288, 218, "#CFE5EC") + path("M816 294V240Q890 190 960 236T1104 220V294Z", "#A7CBB3") + rect(954, 76, 12, 218, "#FFF8EA") + rect(816, 178, 288, 12, "#FFF8EA") + circle(1040, 126, 26, "#F7D58A")
    lamp = line(706, 0, 706, 76, "#33424A", 5) + path("M656 120Q660 72 706 72T756 120Z", "#0C5A66") + ellipse(706, 120, 26, 10, "#FFE9AE")
    glow = poly([(660, 122), (752, 122), (930, 470), (460, 470)], "#FFF1C4", opacity=0.35)
    bench = rect(110, 494, 980, 44, "#B67A45", 5) + rect(110, 524, 980, 14, "#96603A") + rect(170, 538, 56, 140, "#A56C3D") + rect(974, 538, 56, 140, "#A56C3D") + rect(226, 600, 748, 22, "#96603A") + rect(250, 556, 110, 44, "#5B6A72", 4) + rect(380, 570, 150, 30, "#D9A86C", 3) + rect(392, 548, 120, 22, "#E8C08A", 3)
    plank = rect(270, 462, 660, 32, "#EBC08A", 3) + stroke("M300 472q80 8 170 0t180 2t200-2M340 484q120-6 240 0t260-2", "#D3A066", 2.6)
    plane = at(742, 462, rect(-64, -30, 128, 30, "#8B5A36", 6), rect(-64, -8, 128, 8, "#5B6A72", 2), path("M-8-30L10-66H28L22-30Z", "#AEBCC1"), circle(-46, -38, 15, "#6B4228"))
    curls = many(stroke(f"M{x} {y}q14-26 30-6q8 18-10 18q-12-4-4-14", "#EBC08A", 6) for x, y in ((806, 452), (842, 462), (880, 456))) + many(stroke(f"M{x} 668q10-20 24-4q4 12-8 12", "#E0B276", 5) for x in (600, 700, 770, 860))
    vice = rect(176, 452, 70, 42, "#5B6A72", 5) + rect(150, 464, 26, 18, "#8B989E", 3) + rect(138, 446, 10, 54, "#7F8E95", 4)
    person = seated(
        566, 494, 1.24, CARPENTER,
        sleeve(Look(cloth="#F3E7D3", skin="rosy"), (60, 236), (60, 292), (96, 318), 32),
        sleeve(Look(cloth="#F3E7D3", skin="rosy"), (196, 236), (214, 286), (234, 302), 32),
    )
    return (
        sky("#F3E3CB") + rect(0, 560, 1200, 115, "#DABF98") + board + tools + window + lamp + glow + plant(1020, 494, 120, "#5F9470", "#A4503B")
        + person + rect(440, 538, 252, 22, "#F3E3CB") + rect(440, 560, 252, 24, "#DABF98") + rect(508, 500, 116, 175, "#3C5C7C") + rect(562, 560, 8, 115, "#31496A") + bench + vice + plank + plane + curls
        + at(566 - 128 * 1.24, 494 - 330 * 1.24, circle(96, 316, 15, SKINS["rosy"]), circle(236, 286, 15, SKINS["rosy"]), scale=1.24)
    )


MEETING = (
    Look(skin="warm", hair="black", style="long", cloth="#0C5A66", extra="rings"),
    Look(skin="light", hair="grey", style="side", glasses="round:#3A4046", outfit="shirt", cloth="#3C5C7C", older=True),
    Look(skin="dark", hair="black", style="curls", outfit="vneck", cloth="#D0633F", mouth="open"),
    Look(skin="beige", hair="dark", style="crop", beard="short", outfit="zip", cloth="#7A3F56"),
)


def meeting() -> str:
    """Four colleagues around a plan unrolled on a table."""
    wall = rect(0, 0, 1200, 675, "#E3EAE4") + rect(0, 470, 1200, 205, "#C9D5CB")
    pinned = (
        rect(96, 56, 250, 176, "#FFFFFF", 5) + stroke("M126 200V120L176 84L226 120V200ZM226 200V146H310V200M150 200V160H176V200", "#3C5C7C", 5)
        + rect(842, 50, 270, 200, "#F8F3E6", 6) + rect(856, 64, 242, 172, "#BFDDE0") + path("M856 236V196Q930 150 1000 190T1098 170V236Z", "#98C0A4") + rect(972, 64, 10, 172, "#F8F3E6")
        + rect(400, 70, 180, 12, "#B79A72") + many(rect(412 + i * 30, 70 - h, 22, h, c) for i, (h, c) in enumerate(((50, "#D0633F"), (42, "#0C5A66"), (56, "#F2B63C"), (46, "#7A3F56"), (52, "#7FA98F"))))
        + line(700, 0, 700, 60, "#33424A", 4) + path("M640 104Q644 58 700 58T760 104Z", "#F2B63C")
    )
    a, b, c, d = MEETING
    people = (
        seated(214, 470, 1.06, a, sleeve(a, (194, 236), (222, 300), (262, 336)))
        + seated(470, 462, 1.06, b, sleeve(b, (60, 236), (48, 300), (76, 336)))
        + seated(732, 462, 1.06, c, sleeve(c, (62, 236), (36, 300), (4, 330)), sleeve(c, (196, 236), (214, 300), (188, 340)))
        + seated(988, 470, 1.06, d, sleeve(d, (60, 236), (26, 296), (-14, 330)))
    )
    table = poly([(70, 462), (1130, 462), (1250, 640), (-50, 640)], "#C98F56") + rect(-50, 638, 1300, 40, "#A56F3E")
    plan = (
        poly([(330, 476), (870, 476), (946, 620), (254, 620)], "#F7FBFB") + poly([(344, 484), (856, 484), (924, 610), (276, 610)], "#E2EFF3")
        + stroke("M392 502H690L704 586H366ZM500 502L488 586M600 502L606 586M381 546H698M744 502H816L850 586H758ZM751 546H834", "#2F6C93", 4.5)
        + circle(640, 524, 16, "none", stroke="#D0633F", stroke_width=5)
        + rect(316, 466, 568, 14, "#FFFFFF", 7) + rect(240, 614, 720, 17, "#FFFFFF", 8)
    )
    things = (
        at(1040, 560, poly([(-76, 0), (0, -12), (76, 0), (0, 14)], "#A56F3E"), rect(-54, -56, 76, 56, "#EBD3AC"), poly([(22, -56), (52, -62), (52, -8), (22, 0)], "#CDAE80"), poly([(-64, -54), (-22, -104), (34, -110), (62, -62), (22, -54)], "#0C5A66"), poly([(-64, -54), (-22, -104), (22, -54)], "#127585"), rect(-40, -40, 16, 18, "#7FC0C8"), rect(-8, -40, 16, 18, "#7FC0C8"))
        + at(150, 548, rect(-28, -54, 56, 56, "#FFFFFF", 9), stroke("M28-42q24 2 20 20t-22 12", "#FFFFFF", 8), ellipse(0, -53, 26, 7, "#7A4A32"))
        + at(196, 606, rect(-6, -6, 130, 12, "#F2B63C", 3), poly([(124, -6), (144, 0), (124, 6)], "#F3D3A8"), turn=-10)
    )
    return wall + pinned + people + table + plan + things + _table_hands()


def _table_hands() -> str:
    spots = ((214, 470, "warm", 262, 336), (470, 462, "light", 76, 336), (732, 462, "dark", 4, 330), (732, 462, "dark", 188, 340), (988, 470, "beige", -14, 330))
    return many(
        at(x - 128 * 1.06 + hx * 1.06, y - 330 * 1.06 + hy * 1.06 + 4, ellipse(0, 0, 22, 15, SKINS[s]), ellipse(0, 4, 14, 4, dark(SKINS[s], 0.12), opacity=0.6))
        for x, y, s, hx, hy in spots
    )


def measures() -> str:
    """A wall opened to show its layers, a sensor, and the curves it draws."""
    layers = (
        rect(0, 0, 92, 675, "#C98F62") + many(rect(x, y, 88, 40, "#BE7F52", 3) for y in range(0, 675, 48) for x in (-44 if (y // 48) % 2 else 2,))
        + rect(92, 0, 110, 675, "#F0D493") + many(stroke(f"M102 {y}q22-26 45 0t45 0", "#DDB866", 7) for y in range(24, 690, 34))
        + rect(202, 0, 18, 675, "#7FA98F") + rect(220, 0, 46, 675, "#D9B07A") + many(line(228, y, 258, y + 18, "#C39559", 3) for y in range(10, 675, 40)) + rect(266, 0, 24, 675, "#FBF6EA")
    )
    chart = rect(560, 92, 500, 380, "#C9D9D6", 18, transform="translate(10 12)") + rect(560, 92, 500, 380, "#FFFFFF", 18)
    chart += many(rect(612, y, 406, 2.5, "#E2E8E6") for y in (160, 220, 280, 340)) + rect(612, 402, 406, 4, "#7B8B8C")
    chart += path("M612 402V352Q660 336 690 300T770 262T850 296T930 250T1018 282V402Z", "#DCEEEE")
    chart += stroke("M612 352Q660 336 690 300T770 262T850 296T930 250T1018 282", "#0C5A66", 7) + stroke("M612 238Q660 180 700 176T780 214T860 160T940 190T1018 148", "#E08A3C", 7, stroke_dasharray="2 14")
    chart += circle(930, 250, 12, "#FFFFFF", stroke="#0C5A66", stroke_width=6) + rect(612, 120, 150, 13, "#0C5A66", 6) + rect(778, 120, 90, 13, "#E08A3C", 6) + many(rect(x, 422, 32, 9, "#B9C4C4", 4) for x in (622, 712, 802, 892, 976))
    sensor = rect(352, 196, 132, 172, "#C9D0CC", 20, transform="translate(7 9)") + rect(352, 196, 132, 172, "#FFFFFF", 20) + rect(372, 218, 92, 66, "#17363B", 8) + stroke("M386 262l16-16l14 10l20-24l14 12", "#7CCBD3", 5) + circle(392, 326, 15, "#F2B63C") + many(rect(422, 314 + i * 12, 40, 5, "#C4CFCD", 2) for i in range(3))
    cable = stroke("M352 282H300Q250 282 250 240V150", "#33424A", 7) + stroke("M484 282Q520 282 520 282H560", "#33424A", 7, stroke_dasharray="1 14") + rect(238, 120, 24, 44, "#33424A", 6) + circle(250, 112, 9, "#F2B63C")
    probe = stroke("M418 368V470Q418 520 360 520H150", "#33424A", 7) + rect(120, 508, 44, 24, "#33424A", 6) + circle(112, 520, 9, "#D0633F")
    thermometer = rect(1110, 150, 34, 260, "#FFFFFF", 17) + circle(1127, 430, 36, "#FFFFFF") + circle(1127, 430, 24, "#D0633F") + rect(1118, 250, 18, 180, "#D0633F", 9) + many(rect(1096, y, 12, 4, "#9AA8A8") for y in range(180, 400, 34))
    return (
        sky("#E4EEE9") + rect(290, 560, 910, 115, "#C6B08B") + rect(290, 552, 910, 16, "#FFFFFF") + layers + cable + sensor + probe + chart + thermometer
        + figure(1010, 650, 262, Figure("warm", "black", "long", "#0C5A66", "#2C3A4F"), HIP, ((20, -75), (30, -88)), flip=True)
        + figure(690, 654, 240, Figure("light", "brown", "short", "#7A3F56", "#33424F"), ACROSS_TABLET, ((12, -58), (3, -59)), front=rect(-11, -66, 20, 14, "#22313A", 2) + rect(-9.5, -64.5, 17, 11, "#A9D5DA", 1) + circle(7, -57, 3, SKINS["light"]) + circle(-10, -57, 3, SKINS["light"]))
        + plant(450, 650, 190, "#5F9470", "#A4503B")
    )


ACROSS_TABLET = ((13, -58), (10, -57))


def welcome() -> str:
    """A door wide open on the light, somebody greeting a newcomer, a desk ready."""
    door = (
        rect(430, 82, 300, 490, "#F8F1E2", 6) + rect(450, 102, 260, 470, "#FBE3A6") + circle(580, 260, 92, "#F7CF72") + path("M450 470Q520 410 600 450T710 430V572H450Z", "#A7CBB3") + poly([(540, 572), (620, 572), (640, 490), (590, 470)], "#F4E8CF")
        + poly([(450, 102), (360, 62), (360, 630), (450, 572)], "#0C5A66") + poly([(438, 122), (376, 96), (376, 320), (438, 328)], "#12707E") + poly([(438, 350), (376, 350), (376, 590), (438, 552)], "#12707E") + circle(374, 352, 9, "#F2B63C")
        + poly([(450, 572), (710, 572), (850, 675), (360, 675)], "#FBEBC4", opacity=0.75)
    )
    desk = rect(800, 470, 400, 22, "#B67A45", 4) + rect(838, 492, 22, 183, "#96603A") + rect(1140, 492, 22, 183, "#96603A") + rect(930, 378, 160, 92, "#2F3B48", 8) + rect(940, 388, 140, 72, "#A9D5DA", 3) + rect(910, 466, 200, 10, "#48565F", 4) + stroke("M966 424l18 16l30-34", "#0C5A66", 8)
    frame = rect(880, 110, 200, 150, "#FFFFFF", 6) + rect(896, 126, 168, 118, "#F3D9CB") + path("M896 244V216L946 170L986 208L1014 186L1064 226V244Z", "#D98A66") + circle(1026, 154, 14, "#F2B63C")
    sofa = rect(40, 500, 270, 90, "#C98391", 20) + rect(30, 440, 60, 150, "#B56F7F", 22) + rect(270, 468, 50, 122, "#B56F7F", 22) + rect(84, 420, 200, 110, "#D497A3", 22) + rect(60, 586, 16, 26, "#7A4A36") + rect(276, 586, 16, 26, "#7A4A36")
    shelf = rect(70, 190, 220, 12, "#B79A72") + many(rect(90 + i * 26, 190 - h, 20, h, c) for i, (h, c) in enumerate(((70, "#0C5A66"), (58, "#F2B63C"), (76, "#7A3F56"), (64, "#3C5C7C")))) + plant(246, 190, 88, "#5F9470", "#FFFFFF")
    return (
        sky("#F5E1D6") + rect(0, 572, 1200, 103, "#D9B99B") + rect(0, 564, 1200, 12, "#FBF3EA") + shelf + door + frame + sofa
        + figure(500, 636, 338, FOLK[2], DOWN, ((16, -62), (27, -62)))
        + figure(690, 636, 338, Figure("dark", "black", "short", "#E0873F", "#33424F", bag="#3C5C7C"), WAVE, DOWN_REACH, flip=True)
        + desk + plant(1136, 470, 112, "#4F8A68", "#D0633F") + rect(872, 436, 34, 34, "#FFFFFF", 6)
    )


DOWN_REACH = ((16, -62), (28, -62))

SCENES = {
    "decret": decree,
    "cheffe-chantier": site_manager,
    "assises": conference,
    "atelier": workshop,
    "reunion": meeting,
    "mesures": measures,
    "recrutement": welcome,
}
