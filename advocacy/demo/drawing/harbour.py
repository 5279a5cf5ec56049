"""Scenes of the ferry and harbour company."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from advocacy.demo.drawing.faces import Look
from advocacy.demo.drawing.people import DOWN, FOLK, HIP, POINT, UP, WAVE, Figure, figure, seated, site, sleeve
from advocacy.demo.drawing.svg import (
    at,
    circle,
    cloud,
    dark,
    ellipse,
    gull,
    light,
    line,
    many,
    path,
    poly,
    rect,
    sky,
    stroke,
    sun,
    tree,
    wave_band,
)

CREW = tuple(replace(one, vest=True) for one in FOLK)


def ferry_boat(hull: str = "#14506B", cabin: str = "#FFFFFF", trim: str = "#E8694A", glass: str = "#4B8FA5") -> str:
    """A double-ended ferry, 640 wide, floating on y = 0."""
    cars = many(
        path(f"M{x}-62q2-22 18-24h30q12 2 20 22h10q6 2 6 14v14H{x - 8}v-16q0-8 8-10Z", c) + path(f"M{x + 12}-64q4-14 12-14h20q8 0 14 14Z", "#CFE5EC") + circle(x + 14, -36, 8, "#22313A") + circle(x + 60, -36, 8, "#22313A")
        for x, c in ((-232, "#F2B63C"), (-134, "#C98391"), (92, "#7FA98F"), (178, "#F6E7CB"))
    )
    return (
        poly([(-320, -70), (-262, -70), (-262, -40), (-330, -40)], hull) + poly([(320, -70), (262, -70), (262, -40), (330, -40)], hull)
        + rect(-262, -92, 524, 8, dark(hull, 0.1)) + cars
        + rect(-34, -160, 68, 130, cabin) + rect(-262, -104, 524, 14, cabin) + many(rect(x, -104, 8, 70, light(hull, 0.5)) for x in (-262, -150, -50, 44, 144, 254))
        + rect(-190, -172, 380, 70, cabin, 8) + many(rect(x, -156, 40, 32, glass, 5) for x in (-174, -118, -62, 22, 78, 134)) + rect(-190, -112, 380, 9, trim)
        + rect(-218, -180, 436, 12, light(hull, 0.72), 5) + rect(-76, -240, 152, 62, cabin, 8) + poly([(-66, -230), (66, -230), (56, -200), (-56, -200)], glass) + rect(-88, -248, 176, 12, trim, 5)
        + line(0, -248, 0, -308, "#33424A", 5) + line(-28, -290, 28, -290, "#33424A", 4) + path("M0-308L46-296L0-284Z", "#F2B63C") + rect(118, -218, 36, 42, trim, 4) + rect(118, -218, 36, 12, dark(trim, 0.4), 3)
        + path("M-350-46H350L316 18H-316Z", hull) + rect(-340, -46, 680, 10, trim) + path("M-322 4H322L316 18H-316Z", dark(hull, 0.3))
        + many(circle(x, -14, 8, light(hull, 0.7)) for x in (-230, -160, -90, 90, 160, 230))
    )


def passenger(x: float, y: float, who: Figure, right: tuple[tuple[float, float], tuple[float, float]] = DOWN) -> str:
    return figure(x, y, 62, who, DOWN, right)


def ferry() -> str:
    """The morning crossing: a ferry on a calm estuary."""
    village = many(
        rect(x, y, w, 60, c) + poly([(x - 5, y), (x + w / 2, y - 26), (x + w + 5, y)], "#B5533C") + rect(x + w / 2 - 6, y + 14, 12, 16, "#4B6B76")
        for x, y, w, c in ((70, 352, 52, "#FFF5E4"), (130, 342, 44, "#F6D9A8"), (182, 356, 56, "#FFFFFF"), (1010, 350, 54, "#FFF5E4"), (1072, 340, 46, "#F3C592"), (1126, 356, 50, "#FFFFFF"))
    ) + rect(250, 316, 26, 96, "#FFF5E4") + poly([(246, 316), (263, 268), (280, 316)], "#4F7F8B")
    people = passenger(-128, -178, FOLK[1], WAVE) + passenger(-150, -178, FOLK[2]) + passenger(176, -178, FOLK[4], UP) + passenger(100, -178, FOLK[8])
    return (
        sky("#D9EBEE") + sun(930, 140, 76, "#F8D98E") + cloud(120, 80, 170) + cloud(640, 60, 130)
        + path("M0 370Q180 220 420 310T840 280T1200 250V440H0Z", "#B4D0C4") + path("M0 400Q260 320 520 380T1200 340V440H0Z", "#93BBA5")
        + village + many(tree(x, 414, h, "#6F9C6D") for x, h in ((40, 90), (310, 80), (980, 84), (1180, 100)))
        + rect(0, 408, 1200, 267, "#7FBAC4") + wave_band(470, "#6DADB9", 12, 160) + many(line(x, y, x + w, y, "#A9D5DA", 5) for x, y, w in ((60, 440, 90), (980, 446, 120), (360, 436, 60)))
        + at(600, 548, people, ferry_boat(), scale=1.16) + wave_band(560, "#4F9BAA", 14, 130, shift=30) + wave_band(606, "#3E8798", 16, 170)
        + many(line(x, y, x + w, y, "#7FBAC4", 5) for x, y, w in ((140, 640, 110), (470, 654, 140), (860, 636, 120)))
        + gull(250, 190, 60) + gull(330, 150, 44) + gull(820, 210, 52)
    )


def _box(x: float, y: float, colour: str, w: float = 112, h: float = 50) -> str:
    return rect(x, y, w, h, colour, 2) + many(line(x + 12 + i * 12.5, y + 7, x + 12 + i * 12.5, y + h - 7, dark(colour, 0.14), 3.4) for i in range(int((w - 12) // 12.5))) + rect(x, y, w, 5, light(colour, 0.2), 2)


def crane() -> str:
    """A harbour crane loading boxes at the end of the day."""
    tones = ("#D0633F", "#2F7F8C", "#F2B63C", "#7A3F56", "#4D6B8F", "#6E9B82", "#E39A7A")
    stacks = many(
        _box(52 + col * 116, 520 - row * 52, tones[(col * 3 + row * 2) % 7]) for col, height in enumerate((4, 2, 3)) for row in range(height)
    )
    legs = stroke("M452 572L478 190M660 572L634 190", "#C2503A", 20, cap="butt") + stroke("M458 470H654M470 330H642M458 470L642 330M654 470L470 330", "#C2503A", 10, cap="butt")
    jib = rect(250, 170, 760, 26, "#D65F44", 3) + rect(250, 188, 760, 8, "#A9432F") + stroke("M556 170V54L270 170M556 54L990 170", "#C2503A", 7) + rect(540, 46, 32, 128, "#C2503A", 4)
    cabin = rect(690, 196, 74, 58, "#FFF3DC", 6) + poly([(700, 206), (754, 206), (748, 234), (706, 234)], "#4B7F95") + rect(440, 566, 236, 16, "#8F3A2A", 4) + many(circle(x, 584, 12, "#33303F") for x in (456, 490, 626, 660))
    load = line(856, 196, 856, 322, "#3A3346", 3) + line(912, 196, 912, 322, "#3A3346", 3) + rect(836, 184, 96, 20, "#8F3A2A", 3) + rect(824, 318, 120, 12, "#3A3346", 3) + _box(828, 330, "#F2B63C")
    ship = (
        path("M690 520H1230V640H742Z", "#2B3D5C") + path("M698 540H1230V552H702Z", "#E8694A") + path("M728 610H1230V640H742Z", "#8F3A2A")
        + many(_box(776 + c * 116, 468 - r * 52, tones[(c * 2 + r * 3 + 1) % 7]) for c, n in enumerate((1, 1, 2, 1)) for r in range(n))
    )
    return (
        sky("#F9D9C4") + rect(0, 250, 1200, 200, "#F6C9B2") + sun(330, 300, 100, "#F08F6B") + path("M0 420Q120 372 260 400T560 390T900 404T1200 380V480H0Z", "#B98CA0")
        + cloud(760, 60, 160, "#FFF1E6", 1) + cloud(60, 100, 140, "#FFF1E6", 1)
        + rect(0, 452, 640, 130, "#A98399") + rect(600, 440, 600, 235, "#6C6F97") + wave_band(590, "#585C88", 10, 120) + ship + stacks + legs + jib + cabin + load
        + path("M0 572H700V675H0Z", "#8A7B88") + rect(0, 572, 706, 14, "#F2B63C") + many(poly([(x, 572), (x + 22, 572), (x + 10, 586), (x - 12, 586)], "#3A3346") for x in range(0, 700, 48))
        + path("M706 640q40-12 80 0t80 0t80 0t80 0t80 0t80 0t80 0V675H700V640Z", "#4B4F7C")
        + rect(676, 540, 22, 34, "#3A3346", 4) + rect(668, 534, 38, 12, "#3A3346", 6)
        + figure(410, 654, 150, site(FOLK[5]), HIP, UP) + figure(556, 660, 156, site(FOLK[7], "#F2B63C"), DOWN, POINT)
        + gull(1010, 90, 54) + gull(1080, 130, 40)
    )


MECHANIC = Look(skin="deep", hair="black", style="locs", outfit="overall", cloth="#D0633F", mouth="open")


def engine() -> str:
    """A mechanic beside a ship's engine in the workshop."""
    block = (
        rect(110, 300, 640, 250, "#3F7A73", 16) + rect(110, 500, 640, 50, "#2F5F5A") + rect(90, 540, 680, 34, "#33424A", 5)
        + many(rect(146 + i * 146, 210, 110, 100, "#4D8E86", 10) + rect(146 + i * 146, 196, 110, 26, "#2F5F5A", 8) + many(circle(160 + i * 146 + k * 27, 209, 5, "#C9D0CC") for k in range(4)) + rect(166 + i * 146, 236, 70, 9, "#7FB5AE", 4) for i in range(4))
        + many(circle(201 + i * 146, 410, 50, "#2F5F5A") + circle(201 + i * 146, 410, 38, "#6BA79F") + stroke(f"M{201 + i * 146} 386v48M{177 + i * 146} 410h48", "#2F5F5A", 7) + many(circle(201 + i * 146 + dx, 410 + dy, 4, "#D9E4E0") for dx, dy in ((0, -44), (44, 0), (0, 44), (-44, 0))) for i in range(4))
        + stroke("M146 176H690Q744 176 744 230V300", "#C98A2B", 22) + many(line(201 + i * 146, 176, 201 + i * 146, 198, "#C98A2B", 18, cap="butt") for i in range(4)) + rect(60, 330, 56, 120, "#D0633F", 8) + circle(88, 390, 46, "#A4503B") + circle(88, 390, 18, "#E8D9C4")
    )
    gauges = at(880, 150, rect(-96, -70, 330, 150, "#33424A", 12), many(circle(x, 6, 44, "#FBF6EA") + stroke(f"M{x} 6l{dx}-{dy}", "#D0633F", 6) + circle(x, 6, 6, "#33424A") + stroke(f"M{x - 30} 14a32 32 0 0 1 60 0", "#C4CFCD", 5) for x, dx, dy in ((-36, 18, 24), (70, -16, 26), (176, 26, 14))))
    hoist = rect(0, 26, 1200, 20, "#C98A2B") + rect(0, 40, 1200, 6, "#9B6A1D") + rect(414, 18, 64, 40, "#33424A", 5) + line(446, 58, 446, 108, "#33424A", 6) + stroke("M446 108q22 6 14 24t-24 4", "#33424A", 8)
    tools = rect(1010, 520, 170, 96, "#B3392B", 8) + many(rect(1022, 534 + i * 26, 146, 18, "#C95043", 4) + rect(1080, 540 + i * 26, 30, 5, "#F3D9CB", 2) for i in range(3)) + circle(1040, 622, 11, "#22262B") + circle(1150, 622, 11, "#22262B") + at(1060, 514, rect(-30, -9, 80, 9, "#AEBCC1", 4)) + rect(1118, 486, 34, 34, "#3C5C7C", 4)
    spanner = at(694, 520, stroke("M0 0L-52-104", "#C9D0CC", 15), circle(-57, -114, 24, "#C9D0CC"), poly([(-68, -144), (-46, -150), (-50, -112), (-64, -112)], "#3F7A73"), circle(3, 4, 15, "#C9D0CC"))
    person = seated(860, 620, 1.5, MECHANIC, hat=None)
    arm = Look(cloth="#F3E7D3", skin="deep")
    shoulder = at(860 - 192, 620 - 495, sleeve(arm, (58, 240), (24, 300), (4, 268), 38), scale=1.5)
    return (
        sky("#E9E2D2") + many(rect(x, 60, 7, 540, "#DDD4C0") for x in range(40, 1200, 116)) + rect(0, 574, 1200, 101, "#A8A79A") + rect(0, 574, 1200, 8, "#8F8E82")
        + hoist + gauges + block + person + tools + spanner + shoulder
        + at(860 - 192, 620 - 495, ellipse(4, 266, 18, 20, arm.skin_colour), stroke("M-6 258H14M-6 267H14", dark(arm.skin_colour, 0.3), 2.4), scale=1.5)
    )


OPERATORS = (
    Look(skin="honey", hair="black", style="hijab", scarf="#C9775F", outfit="crew", cloth="#2F7F8C"),
    Look(skin="light", hair="silver", style="crop", beard="short", glasses="square:#22313A", outfit="shirt", cloth="#4D6B8F"),
)


def control_room() -> str:
    """Two operators watching the river from the control room, at dusk."""
    lights = many(circle(x, y, r, c) for x, y, r, c in ((80, 252, 5, "#F9D98C"), (140, 246, 4, "#F9D98C"), (232, 256, 5, "#F2A27A"), (380, 250, 4, "#F9D98C"), (470, 244, 5, "#F9D98C"), (720, 254, 5, "#F9D98C"), (800, 246, 4, "#F2A27A"), (1010, 252, 5, "#F9D98C"), (1110, 246, 5, "#F9D98C")))
    view = rect(0, 0, 1200, 350, "#3A4A7A") + rect(0, 170, 1200, 120, "#7C6A9A") + sun(930, 210, 58, "#F2A27A") + path("M0 262Q200 206 420 250T900 232T1200 246V290H0Z", "#2F3A63") + lights + rect(0, 276, 1200, 120, "#2B4A72") + many(line(x, y, x + w, y, "#6E7FB0", 4) for x, y, w in ((880, 300, 100), (910, 320, 60), (200, 310, 90), (560, 318, 70)))
    boat = at(330, 318, ferry_boat("#1B2A4C", "#E9ECF5", "#E8694A", "#FBE3A6"), scale=0.3)
    mullions = many(poly([(x, 0), (x + 22, 0), (x + 18, 356), (x + 4, 356)], "#1B2236") for x in (-10, 290, 592, 892, 1190)) + rect(0, 0, 1200, 26, "#1B2236") + rect(0, 344, 1200, 24, "#1B2236")

    def screen(x: float, y: float, w: float, h: float, inside: str) -> str:
        return rect(x - 10, y - 10, w + 20, h + 20, "#0F1526", 12) + rect(x, y, w, h, "#17363B", 5) + at(x, y, inside) + rect(x + w / 2 - 16, y + h + 8, 32, 26, "#0F1526")

    river = stroke("M0 110Q70 60 120 90T240 40", "#3E8798", 34, cap="butt") + circle(80, 86, 9, "#F2B63C") + circle(168, 80, 9, "#E8694A") + stroke("M80 86Q124 92 168 80", "#F2B63C", 3, stroke_dasharray="2 8")
    curve = stroke("M16 110L50 84L84 96L124 50L160 66L220 30", "#7CCBD3", 6) + many(rect(16 + i * 36, 122, 22, 10, "#3E8798", 3) for i in range(6))
    gauge = circle(66, 70, 42, "none", stroke="#3E8798", stroke_width=11) + stroke("M66 28A42 42 0 0 1 104 88", "#F2B63C", 11) + many(rect(132, 34 + i * 26, w, 11, c, 5) for i, (w, c) in enumerate(((84, "#7CCBD3"), (60, "#E8694A"), (76, "#7CCBD3"))))
    desk = path("M-20 560Q600 500 1220 560V675H-20Z", "#33405F") + path("M-20 560Q600 500 1220 560V578Q600 518-20 578Z", "#4A5A80") + many(rect(x, y, 120, 26, "#222B45", 6) for x, y in ((320, 566), (760, 566))) + many(circle(540 + i * 28, 566, 8, c) for i, c in enumerate(("#E8694A", "#F2B63C", "#7CCBD3", "#7FA98F", "#F2B63C")))
    a, b = OPERATORS
    return (
        view + boat + mullions + rect(0, 366, 1200, 309, "#262F4C")
        + seated(390, 590, 1.16, a, sleeve(a, (196, 240), (216, 296), (196, 322)), sleeve(a, (60, 240), (44, 296), (66, 322)))
        + seated(810, 590, 1.2, b, sleeve(b, (196, 240), (216, 296), (190, 322)), sleeve(b, (60, 240), (40, 296), (70, 322)))
        + desk + screen(36, 380, 240, 150, river) + screen(482, 392, 236, 148, curve) + screen(926, 380, 240, 150, gauge)
        + rect(606, 600, 28, 34, "#F6E7CB", 5) + many(at(x, y, ellipse(0, 0, 21, 14, c)) for x, y, c in ((462, 568, a.skin_colour), (326, 568, a.skin_colour), (878, 570, b.skin_colour), (742, 570, b.skin_colour)))
    )


def apprentices() -> str:
    """An instructor and two apprentices around a propeller."""
    blades = many(at(0, 0, path("M0-30C-64-74-76-176-26-226C42-230 78-140 26-34Z", c) + path("M0-30C-30-90-46-160-26-226C-6-180 10-90 12-34Z", light(c, 0.2)), turn=a) for a, c in ((0, "#D9A03C"), (72, "#C98A2B"), (144, "#D9A03C"), (216, "#C98A2B"), (288, "#D9A03C")))
    propeller = at(600, 372, blades, circle(0, 0, 56, "#A86F1E"), circle(0, 0, 40, "#E3B55E"), circle(0, 0, 14, "#A86F1E"), turn=10)
    stand = poly([(560, 420), (640, 420), (720, 616), (480, 616)], "#33424A") + rect(450, 606, 300, 20, "#222D33", 5)
    stand_front = rect(380, 598, 440, 26, "#5A3A28", 5)
    doors = rect(120, 66, 960, 500, "#C9DCDD") + path("M120 566V470Q360 400 640 450T1080 410V566Z", "#9CC3B4") + rect(120, 500, 960, 66, "#6DADB9") + many(line(x, 530, x + 70, 530, "#9CCFD6", 5) for x in (160, 340, 820, 960)) + sun(900, 176, 54, "#F7D58A") + at(260, 506, ferry_boat(), scale=0.26) + rect(108, 54, 984, 24, "#8A5A44") + rect(108, 54, 20, 520, "#8A5A44") + rect(1072, 54, 20, 520, "#8A5A44")
    roof = rect(0, 0, 1200, 56, "#6F4636") + stroke("".join(f"M{x} 50l40-44l40 44" for x in range(-20, 1240, 80)), "#8A5A44", 6)
    book = rect(-12, -64, 22, 16, "#FFFFFF", 1.5) + line(-1, -64, -1, -48, "#C9D0CC", 1) + circle(-11, -56, 3, "#C98C5F") + circle(9, -56, 3, "#C98C5F")
    return (
        sky("#EBD5C4") + roof + doors + many(rect(x, 120, 76, 12, "#B98C70") + rect(x + 8, 70, 14, 50, c) + rect(x + 28, 84, 14, 36, "#33424A") + rect(x + 48, 76, 14, 44, "#F2B63C") for x, c in ((14, "#0C5A66"), (1108, "#D0633F")))
        + rect(0, 566, 1200, 109, "#B79C88") + rect(0, 562, 1200, 8, "#9C8270") + stand + propeller + stand_front
        + figure(250, 650, 318, Figure("beige", "grey", "bob", "#14506B", "#2B333F"), HIP, ((20, -68), (34, -76)))
        + figure(884, 652, 306, Figure("warm", "black", "short", "#E8694A", "#33424F"), ((13, -58), (10, -57)), ((13, -58), (10, -57)), front=book)
        + figure(1020, 648, 292, Figure("porcelain", "ginger", "bun", "#F2B63C", "#3C5C7C"), ((20, -66), (32, -82)), HIP)
    )


def river_lock() -> str:
    """A barge waiting in a lock while the gates open."""
    stone = "#CDBFA6"
    walls = poly([(0, 400), (330, 400), (250, 675), (0, 675)], stone) + poly([(1200, 400), (870, 400), (950, 675), (1200, 675)], stone)
    walls += poly([(330, 400), (370, 400), (310, 675), (250, 675)], dark(stone, 0.25)) + poly([(870, 400), (830, 400), (890, 675), (950, 675)], dark(stone, 0.25))
    joints = many(line(330 - (y - 400) * 0.29 + 20, y, 370 - (y - 400) * 0.218 - 8, y, "#8F846F", 3) + line(870 + (y - 400) * 0.29 - 20, y, 830 + (y - 400) * 0.218 + 8, y, "#8F846F", 3) for y in range(440, 675, 44))
    water = poly([(370, 400), (830, 400), (890, 675), (310, 675)], "#5F9FA6") + many(line(x, y, x + w, y, "#8FC3C7", 5) for x, y, w in ((420, 640, 90), (700, 650, 100), (380, 600, 40), (790, 600, 40)))
    gates = poly([(352, 300), (512, 322), (512, 470), (352, 446)], "#6B4A36") + poly([(848, 300), (688, 322), (688, 470), (848, 446)], "#5C3E2D")
    gates += many(poly([(352 + k * 40, 300 + k * 5.5), (358 + k * 40, 301 + k * 5.5), (358 + k * 40, 447 + k * 6), (352 + k * 40, 446 + k * 6)], "#4A3124") for k in range(5))
    gates += many(poly([(848 - k * 40, 300 + k * 5.5), (842 - k * 40, 301 + k * 5.5), (842 - k * 40, 447 + k * 6), (848 - k * 40, 446 + k * 6)], "#4A3124") for k in range(5))
    gates += stroke("M190 296L516 318M1010 296L684 318", "#FFFFFF", 18, cap="butt") + stroke("M190 296L236 299M1010 296L964 299", "#22313A", 18, cap="butt") + stroke("M352 290L512 310M848 290L688 310", "#D0633F", 5)
    barge = (
        rect(500, 404, 200, 90, "#FFF5E4", 8) + poly([(514, 418), (686, 418), (676, 454), (524, 454)], "#3E8798") + line(600, 418, 600, 454, "#FFF5E4", 6) + rect(486, 392, 228, 16, "#14506B", 6) + line(600, 392, 600, 336, "#33424A", 5) + path("M600 336l38 11l-38 12Z", "#F2B63C")
        + path("M440 486H760L728 610Q600 640 472 610Z", "#D0633F") + path("M432 478H768V498H432Z", "#14506B") + path("M478 586Q600 616 722 586L728 610Q600 640 472 610Z", "#8F3A2A") + line(600, 500, 600, 622, "#A9432F", 5)
        + circle(470, 530, 17, "none", stroke="#FFF5E4", stroke_width=9) + circle(730, 530, 17, "none", stroke="#FFF5E4", stroke_width=9)
        + figure(548, 480, 100, FOLK[4], WAVE, DOWN)
    )
    house = rect(924, 196, 190, 160, "#FFF5E4") + poly([(908, 196), (956, 120), (1082, 120), (1130, 196)], "#B5533C") + rect(1050, 106, 26, 50, "#8F3A2A") + rect(944, 226, 44, 54, "#4B8FA5", 3) + rect(1050, 226, 44, 54, "#4B8FA5", 3) + rect(1000, 256, 40, 100, "#14506B", 3) + many(circle(x, 290, 8, c) for x, c in ((950, "#D0633F"), (966, "#F2B63C"), (982, "#C98391"), (1056, "#F2B63C"), (1072, "#D0633F"), (1088, "#C98391")))
    return (
        sky("#DCEBE3") + sun(260, 130, 70, "#F7D58A") + cloud(420, 70, 150) + cloud(760, 100, 110)
        + path("M0 300Q220 200 480 260T900 240T1200 200V420H0Z", "#B4D0B4") + many(tree(x, 350, h, c) for x, h, c in ((60, 210, "#6F9C6D"), (160, 160, "#83AE78"), (850, 130, "#83AE78"), (1160, 190, "#6F9C6D")))
        + rect(0, 346, 1200, 66, "#9CC08C") + poly([(420, 330), (780, 330), (830, 412), (370, 412)], "#7FB8BD") + house + water + gates + barge + walls + joints
        + poly([(0, 392), (338, 392), (330, 410), (0, 410)], "#E9DEC8") + poly([(1200, 392), (862, 392), (870, 410), (1200, 410)], "#E9DEC8")
        + many(rect(x, y - 38, 26, 40, "#33303F", 5) + rect(x - 7, y - 44, 40, 13, "#33303F", 6) for x, y in ((226, 470), (948, 470)))
        + figure(130, 588, 214, CREW[0], HIP, WAVE) + figure(1070, 592, 216, Figure("beige", "brown", "short", "#14506B", "#2B333F"), POINT, DOWN)
    )


def electric_dock() -> str:
    """An electric ferry charging at its dock, before dawn."""
    stars = many(circle(x, y, r, "#B9C3E6") for x, y, r in ((90, 70, 3), (220, 130, 2), (340, 50, 2.6), (520, 90, 2), (700, 50, 3), (820, 130, 2), (1120, 80, 2.6), (980, 40, 2)))
    tower = rect(914, 176, 66, 352, "#E9EEF5", 8) + rect(950, 176, 30, 352, "#C5CFDF", 8) + rect(900, 156, 94, 30, "#F2B63C", 8) + poly([(950, 232), (924, 290), (944, 290), (936, 340), (970, 272), (948, 272), (960, 232)], "#F2B63C") + many(rect(928, 380 + i * 26, 38, 15, "#7CDBA8" if i < 3 else "#3A4A7A", 4) for i in range(4)) + rect(884, 522, 126, 22, "#33405F", 5)
    arm = stroke("M916 196H800Q756 196 756 240V262", "#E9EEF5", 14) + rect(738, 258, 36, 42, "#F2B63C", 8)
    cable = stroke("M756 298Q770 430 706 452", "#F2B63C", 8) + rect(690, 436, 26, 32, "#33405F", 6)
    glow = ellipse(456, 588, 330, 16, "#F9D98C", opacity=0.35) + circle(756, 284, 54, "#F9D98C", opacity=0.25)
    panels = many(poly([(x, 484), (x + 50, 484), (x + 38, 514), (x - 12, 514)], "#5C86C4") for x in (1040, 1100, 1160))
    return (
        sky("#27335E") + stars + path("M0 300H1200V430H0Z", "#4A4F86") + path("M0 360H1200V430H0Z", "#8A6C98") + path("M0 396H1200V430H0Z", "#E39A8A")
        + circle(210, 110, 40, "#F2EBD4") + circle(194, 100, 36, "#27335E") + path("M0 420Q180 350 400 392T860 366T1200 390V440H0Z", "#2B3A66")
        + many(rect(x, 384 - h, w, 60 + h, "#222D55") + many(rect(x + 8 + i * 16, 392 - h + j * 18, 7, 9, "#F9D98C") for i in range(w // 18) for j in range(2) if (i + j + x) % 3 == 0) for x, w, h in ((40, 60, 20), (110, 44, 46), (1050, 60, 30), (1120, 50, 10)))
        + rect(0, 424, 1200, 251, "#33548A") + wave_band(486, "#2C4A7C", 10, 150) + many(line(x, y, x + w, y, "#6E8FC4", 5) for x, y, w in ((60, 460, 90), (300, 446, 60), (560, 456, 80)))
        + at(430, 560, ferry_boat("#2F8F8A", "#F4F6FA", "#7CDBA8", "#FBE3A6"), scale=1.08) + wave_band(572, "#264270", 12, 130, shift=40) + glow
        + path("M760 540H1200V675H720Z", "#6F7896") + rect(756, 530, 444, 18, "#8E97B5") + many(rect(x, 548, 18, 127, "#4E5878") for x in (780, 900, 1020, 1140)) + tower + arm + cable + panels + rect(1026, 514, 174, 16, "#4E5878")
        + wave_band(640, "#1F3862", 12, 160, shift=80)
        + path("M720 675L742 600H1200V675Z", "#5E6788") + figure(836, 668, 180, replace(FOLK[5], vest=True, helmet="#FFFFFF"), DOWN, POINT) + figure(1064, 670, 184, Figure("dark", "black", "short", "#2F8F8A", "#1B2443"), UP, HIP)
    )


def storm() -> str:
    """A ferry holding its course in heavy weather, the lighthouse on."""
    rain = many(line(x, y, x - 14, y + 44, "#A9BECB", 3.4, opacity=0.55) for x, y in (((i * 173) % 1240, (i * 97) % 430) for i in range(60)))
    clouds = ""
    for base, colour, lumps in (
        (120, "#5A7182", ((60, 90), (210, 70), (360, 96), (540, 74), (690, 92), (860, 70), (1010, 96), (1170, 80))),
        (64, "#4A5F70", ((0, 80), (140, 70), (290, 88), (450, 66), (600, 84), (770, 72), (930, 86), (1090, 70), (1210, 80))),
        (16, "#3E5262", ((80, 66), (230, 76), (400, 60), (560, 72), (720, 62), (880, 74), (1040, 60), (1180, 70))),
    ):
        clouds += rect(0, 0, 1200, base, colour) + many(ellipse(x, base, r * 1.15, r * 0.62, colour) for x, r in lumps)
    house = path("M1010 470L1030 226H1090L1110 470Z", "#F4EFE4") + path("M1023 306L1027 262H1093L1097 306Z", "#D0633F") + path("M1015 410L1019 358H1101L1105 410Z", "#D0633F") + rect(1018, 214, 84, 14, "#22313A", 3) + rect(1034, 166, 52, 50, "#FBE08E") + rect(1056, 166, 7, 50, "#22313A") + path("M1026 168L1060 128L1094 168Z", "#22313A")
    beam = poly([(1040, 178), (1040, 204), (-20, 400), (-20, 90)], "#FBE6A8", opacity=0.28)
    rocks = path("M900 560L950 470L1010 448L1130 452L1200 480V600H880Z", "#2B3A45") + path("M1010 448L1060 520L1130 452Z", "#384A57")

    def swell(y: float, colour: str, crest: str, step: float, shift: float) -> str:
        d, x, foam = f"M{-shift:.0f} {y}", -shift, ""
        while x < 1250:
            d += f"q{step * 0.45:.0f}-8 {step * 0.62:.0f}-58q{step * 0.08:.0f} 52 {step * 0.38:.0f} 58"
            foam += stroke(f"M{x + step * 0.4:.0f} {y - 30}q{step * 0.14:.0f}-8 {step * 0.22:.0f}-27", crest, 8)
            x += step
        return path(f"{d}V700H{-shift:.0f}Z", colour) + foam

    return (
        sky("#6E8797") + rect(0, 250, 1200, 200, "#88A0AC") + clouds + beam + rocks + house + swell(470, "#4B7486", "#D5E3E8", 250, 60)
        + at(470, 500, ferry_boat("#16384F", "#F7F4EC", "#E8694A", "#FBE08E"), turn=-7, scale=0.98)
        + swell(548, "#33596C", "#E6EEF0", 300, 140) + path("M120 520q30-44 64-20q26-26 44 6q-40-2-54 22Z", "#E6EEF0", opacity=0.85)
        + swell(612, "#274A5C", "#D5E3E8", 270, 30) + swell(672, "#1C3A4B", "#B9CDD6", 320, 200) + rain
        + gull(700, 200, 46, "#E6EEF0")
    )


SCENES = {
    "ferry": ferry,
    "harbour-crane": crane,
    "workshop-engine": engine,
    "control-room": control_room,
    "apprentices": apprentices,
    "river-lock": river_lock,
    "electric-dock": electric_dock,
    "storm": storm,
}
