"""Small drawings for empty states and errors. Mid-tones only: each reads on a white and on a near-black surface."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from advocacy.demo.drawing.svg import at, circle, group, line, many, path, poly, rect, stroke

TEAL, DEEP, SUN, SUN_DEEP, GREY, PALE, CORAL = "#2B8792", "#1F6C78", "#EBAE35", "#C98A1F", "#9A9F9C", "#BFC5C1", "#D9714F"
WIDTH, HEIGHT = 160, 112


def no_ideas() -> str:
    """A cup of coffee: nothing today, and that is fine."""
    return (
        stroke("M66 34q-7-8 0-15t0-14M86 34q-7-8 0-15t0-14", SUN, 5)
        + path("M42 44H108V66Q108 94 75 94T42 66Z", TEAL)
        + path("M42 44H56V66Q56 86 66 93Q42 88 42 66Z", DEEP)
        + stroke("M108 54h8q12 0 12 11t-14 12h-9", TEAL, 7)
        + stroke("M34 103H122", GREY, 5)
    )


def no_shares() -> str:
    """The thread, not yet joined."""
    return (
        stroke("M38 84Q66 78 76 60T114 34", GREY, 4.5, stroke_dasharray="1 10")
        + circle(30, 86, 14, TEAL)
        + stroke("M24 86l5 5l8-10", "#FFFFFF", 3.6)
        + circle(126, 28, 13, "none", stroke=SUN, stroke_width=6)
    )


def library() -> str:
    """An empty shelf with one book, a sprig in a pot."""
    return (
        rect(22, 86, 116, 8, SUN_DEEP, 3) + rect(32, 94, 6, 12, GREY, 2) + rect(122, 94, 6, 12, GREY, 2)
        + rect(38, 34, 15, 52, TEAL, 3) + rect(38, 44, 15, 5, PALE) + rect(56, 42, 13, 44, PALE, 3)
        + at(86, 86, rect(-7, -46, 14, 46, SUN, 3), rect(-7, -36, 14, 5, SUN_DEEP), turn=14)
        + rect(108, 66, 20, 20, CORAL, 3)
        + stroke("M118 66V40", DEEP, 4) + path("M118 50Q104 48 102 34Q117 34 118 50Z", TEAL) + path("M118 44Q132 42 134 26Q118 28 118 44Z", DEEP)
    )


def nothing_found() -> str:
    """A page and a magnifying glass."""
    return (
        rect(34, 16, 74, 78, PALE, 7) + many(rect(46, y, w, 6, GREY, 3) for y, w in ((32, 50), (46, 42), (60, 30), (74, 22)))
        + line(112, 82, 130, 100, SUN, 9) + circle(96, 66, 23, "#FFFFFF", fill_opacity=0.35) + circle(96, 66, 23, "none", stroke=TEAL, stroke_width=7)
    )


def no_results() -> str:
    """Bars about to be drawn."""
    return (
        stroke("M30 98H132", GREY, 5)
        + rect(40, 70, 18, 28, TEAL, 3)
        + group(rect(69, 48, 18, 48, "none", 3), rect(98, 26, 18, 70, "none", 3), stroke=GREY, stroke_width=3, stroke_dasharray="5 5")
        + stroke("M49 54Q74 50 84 34T124 12", SUN, 4.5, stroke_dasharray="1 9") + circle(49, 54, 5, SUN)
    )


def mailbox() -> str:
    """An open envelope with nothing in it."""
    return (
        path("M26 50L74 15Q80 11 86 15L134 50L80 92Z", DEEP)
        + rect(44, 26, 72, 60, "none", 5, stroke=GREY, stroke_width=3.4, stroke_dasharray="6 6")
        + path("M26 50L80 86L134 50V98Q134 105 127 105H33Q26 105 26 98Z", TEAL)
        + stroke("M30 102L66 77M130 102L94 77", DEEP, 3.4) + circle(80, 50, 6, SUN)
    )


def not_found() -> str:
    """A folded map whose path leads to a mimosa mark."""
    return (
        poly([(26, 26), (62, 14), (62, 86), (26, 98)], PALE) + poly([(62, 14), (98, 26), (98, 98), (62, 86)], "#D6DAD6") + poly([(98, 26), (134, 14), (134, 86), (98, 98)], PALE)
        + stroke("M26 26L62 14L98 26L134 14V86L98 98L62 86L26 98Z", GREY, 3.4) + stroke("M62 14V86M98 26V98", GREY, 2.4)
        + stroke("M40 80Q50 64 66 66T96 56", DEEP, 4.5, stroke_dasharray="1 9")
        + path("M112 64C100 50 100 32 112 32S124 50 112 64Z", CORAL) + circle(112, 44, 4.6, "#FFFFFF")
    )


def error() -> str:
    """A wheel of the works and the spanner that is already on it."""
    teeth = many(at(70, 56, rect(-8, -44, 16, 18, TEAL, 4), turn=angle) for angle in range(0, 360, 45))
    return (
        teeth + circle(70, 56, 33, TEAL) + path("M70 23A33 33 0 0 0 70 89A42 42 0 0 1 70 23Z", DEEP) + circle(70, 56, 13, PALE)
        + at(126, 92, rect(-6, -62, 12, 66, SUN, 6), circle(0, -64, 15, SUN), rect(-5.5, -82, 11, 20, "#2B8792", 3), circle(0, 0, 2.6, SUN_DEEP), turn=-42)
    )


def done() -> str:
    """The sun going down on a finished day."""
    return (
        path("M44 76A36 36 0 0 1 116 76Z", SUN) + stroke("M80 30V14M45 45L34 34M115 45L126 34M31 76H18M129 76H142", SUN, 5)
        + stroke("M22 88H138M40 100H120", TEAL, 5) + stroke("M66 62l10 10l20-22", "#FFFFFF", 5.5)
    )


def locked() -> str:
    """A padlock with a mimosa keyhole."""
    return (
        stroke("M58 56V40A22 22 0 0 1 102 40V56", DEEP, 8, cap="butt") + rect(44, 52, 72, 52, TEAL, 10) + rect(44, 52, 20, 52, DEEP, 10)
        + circle(80, 74, 7, SUN) + rect(77, 76, 6, 16, SUN, 3)
    )


def reconnect() -> str:
    """A plug and its socket, about to meet."""
    return (
        stroke("M10 78Q30 90 44 74T62 62", TEAL, 7) + rect(58, 46, 24, 26, DEEP, 6) + rect(82, 51, 9, 5, GREY, 1) + rect(82, 62, 9, 5, GREY, 1)
        + rect(100, 46, 24, 26, SUN, 6) + rect(100, 46, 6, 26, SUN_DEEP, 3) + stroke("M124 59Q138 58 150 42", SUN, 7) + stroke("M94 34V24M84 36L78 28M104 36L110 28", GREY, 4.5)
    )


def no_people() -> str:
    """Three places at a table, two of them still free."""
    return (
        circle(80, 34, 15, SUN) + path("M54 84Q54 54 80 54T106 84Z", SUN)
        + group(circle(32, 42, 11, "none"), path("M13 84Q13 60 32 60T51 84", "none"), circle(128, 42, 11, "none"), path("M109 84Q109 60 128 60T147 84", "none"), stroke=GREY, stroke_width=3.4, stroke_dasharray="5 5")
        + rect(10, 84, 140, 10, TEAL, 4)
    )


SPOTS = {
    "no-ideas": no_ideas,
    "no-shares": no_shares,
    "library-empty": library,
    "nothing-found": nothing_found,
    "no-results": no_results,
    "mailbox-empty": mailbox,
    "not-found": not_found,
    "error": error,
    "done-today": done,
    "locked": locked,
    "reconnect": reconnect,
    "no-people": no_people,
}
