"""The two larger scenes of the interface itself: a team at its table, three riders in relay."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from advocacy.demo.drawing.faces import Look
from advocacy.demo.drawing.people import Figure, cyclist, seated, sleeve
from advocacy.demo.drawing.svg import at, bush, circle, cloud, ellipse, many, path, plant, rect, stroke, sun, tree

TEAM = (
    Look(skin="warm", hair="dark", style="lob-swept", outfit="crew", cloth="#0C5A66", extra="studs"),
    Look(skin="deep", hair="black", style="afro", outfit="vneck", cloth="#D0633F", mouth="open"),
    Look(skin="light", hair="blond", style="bun", outfit="turtleneck", cloth="#7A3F56"),
    Look(skin="beige", hair="brown", style="quiff", beard="short", glasses="round", outfit="shirt", cloth="#3C5C7C"),
)


def team_table() -> str:
    """Four colleagues around a table, 1200 by 580."""
    a, b, c, d = TEAM
    board = (
        rect(112, 30, 400, 232, "#FFFFFF", 14) + many(rect(156, y, w, 13, "#7BA7AD", 6) for y, w in ((86, 180), (126, 252), (166, 144)))
        + circle(440, 178, 38, "#F2B63C")
    )
    window = (
        rect(654, 14, 440, 286, "#FFFFFF", 6) + rect(666, 26, 416, 262, "#CFE5EC") + cloud(700, 60, 110)
        + path("M666 288V262Q770 190 880 262T1082 214V288Z", "#A7CBB3") + tree(1016, 276, 92, "#7FA877") + rect(868, 26, 12, 262, "#FFFFFF") + rect(666, 146, 416, 12, "#FFFFFF")
    )
    people = (
        seated(230, 520, 1.0, a, sleeve(a, (60, 238), (48, 300), (86, 330)), sleeve(a, (196, 238), (214, 298), (182, 332)))
        + seated(456, 520, 1.0, b, sleeve(b, (60, 238), (44, 300), (80, 332)), sleeve(b, (196, 238), (244, 274), (258, 186)))
        + seated(738, 520, 1.0, c, sleeve(c, (60, 238), (44, 298), (74, 330)), sleeve(c, (196, 238), (212, 298), (180, 332)))
        + seated(968, 520, 1.0, d, sleeve(d, (60, 238), (40, 298), (70, 330)), sleeve(d, (196, 238), (216, 300), (184, 332)))
    )
    laptop = rect(524, 452, 142, 70, "#2F3B48", 9) + circle(595, 487, 8, "#7CCBD3") + rect(512, 516, 166, 9, "#22303A", 4)
    cups = many(
        at(x, 522, stroke("M20-26q16 0 14 12t-15 9", "#FFFFFF", 6), rect(-22, -36, 44, 36, "#FFFFFF", 8))
        for x in (348,)
    ) + at(846, 522, rect(-34, -10, 68, 10, "#F6EEDD", 2), rect(-28, -18, 62, 9, "#F2B63C", 2), stroke("M18-21l34-10", "#D0633F", 5))
    hands = many(
        ellipse(x, 519, 19, 13, look.skin_colour)
        for look, xs in ((a, (188, 284)), (b, (408,)), (c, (684, 790)), (d, (910, 1024))) for x in xs
    )
    return (
        rect(0, 0, 1200, 580, "#F2E5D5") + rect(0, 546, 1200, 34, "#E4CFB3") + board + window + plant(1136, 536, 122, "#5F9470", "#D0633F") + people
        + rect(92, 556, 1016, 40, "#8A5A33")
        + rect(56, 518, 1088, 44, "#C98F56", 12) + path("M56 544H1144V550Q1144 562 1132 562H68Q56 562 56 550Z", "#A97241") + laptop + cups + hands
    )


def riders() -> str:
    """Three riders in relay on a country road, 1200 by 580; the baton is the sash of the one in front."""
    crew = (
        Figure("warm", "black", "long", "#0C5A66", "#2C3A4F"),
        Figure("deep", "black", "short", "#D0633F", "#37424A"),
        Figure("light", "blond", "bun", "#7A3F56", "#3A3F55"),
    )
    frames = ("#22313A", "#22313A", "#22313A")
    return (
        rect(0, 0, 1200, 580, "#DDEBDF") + sun(940, 128, 78) + cloud(150, 90, 160) + cloud(560, 60, 120)
        + path("M0 350Q170 250 400 320T800 310Q1010 230 1200 300V580H0Z", "#BCD8BF") + path("M0 410Q220 330 470 390T860 392Q1040 350 1200 370V580H0Z", "#A3C8A6")
        + many(tree(x, y, h, c) for x, y, h, c in ((90, 470, 210, "#6F9C6D"), (1110, 466, 190, "#6F9C6D"), (1010, 430, 110, "#86AE7F"), (196, 440, 110, "#86AE7F")))
        + path("M0 452Q300 430 620 440T1200 446V580H0Z", "#EFE4CD") + path("M0 540Q400 520 700 532T1200 528V580H0Z", "#E2D3B3")
        + bush(610, 446, 90, "#93BA8C") + bush(690, 446, 60, "#7FA877")
        + many(cyclist(150 + i * 362, 546, 1.66, who, frame, scarf=i == 2) for i, (who, frame) in enumerate(zip(crew, frames, strict=True)))
    )
