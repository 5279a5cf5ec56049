"""Hair styles for the busts: for each, what lies behind the shoulders and what lies over the face."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
from collections.abc import Callable

from advocacy.demo.drawing.svg import circle, dark, ellipse, light, mix, path, rect, stroke

Back = Callable[[str], str]
Front = Callable[[str, str], str]

CAP = "M82 116C76 72 98 46 128 46S180 72 174 116C170 100 166 90 158 84C142 78 114 78 98 84C90 90 86 100 82 116Z"


def _nothing(_: str) -> str:
    return ""


def _plain(d: str, shine: str = "") -> Front:
    """A front made of one shape and a lighter lock."""

    def draw(colour: str, _skin: str) -> str:
        return path(d, colour) + (stroke(shine, light(colour, 0.14), 4) if shine else "")

    return draw


def _back(d: str) -> Back:
    def draw(colour: str) -> str:
        return path(d, dark(colour, 0.16))

    return draw


def _curls(points: list[tuple[float, float, float]], colour: str) -> str:
    return "".join(circle(x, y, r, colour) for x, y, r in points)


def _ring(
    cx: float, cy: float, rx: float, ry: float, r: float, start: int, end: int, step: int
) -> list[tuple[float, float, float]]:
    return [
        (cx + rx * math.cos(math.radians(a)), cy + ry * math.sin(math.radians(a)), r)
        for a in range(start, end + 1, step)
    ]


def _curly_short(colour: str, _: str) -> str:
    top = _ring(128, 96, 44, 42, 13, 180, 360, 20)
    inner = _ring(128, 92, 30, 22, 13, 190, 350, 26)
    return _curls(top + inner, colour) + _curls([(112, 60, 5), (136, 56, 5), (152, 70, 5)], light(colour, 0.12))


def _buzz(colour: str, skin: str) -> str:
    return path(
        "M86 110C84 76 102 58 128 58S172 76 170 110C168 98 164 90 156 86C140 81 116 81 100 86C92 90 88 98 86 110Z",
        mix(skin, colour, 0.72),
    )


def _bald(_: str, skin: str) -> str:
    return stroke("M104 74Q114 66 126 66", light(skin, 0.3), 4)


def _balding(colour: str, skin: str) -> str:
    sides = "M85 122C78 108 80 92 90 82C94 92 93 108 90 122ZM171 122C178 108 176 92 166 82C162 92 163 108 166 122Z"
    return path(sides, colour) + stroke("M106 72Q115 66 126 66", light(skin, 0.3), 4)


def _receding(colour: str, _: str) -> str:
    return path(
        "M82 116C76 74 98 48 128 48S180 74 174 116C171 102 168 94 162 90C162 78 152 70 142 68Q128 78 112 68"
        "C102 70 94 80 94 90C88 94 85 102 82 116Z",
        colour,
    )


def _afro_back(colour: str) -> str:
    return _curls(_ring(128, 104, 54, 52, 25, -205, 25, 23), colour) + circle(128, 96, 58, colour)


def _afro_front(colour: str, _: str) -> str:
    top = _ring(128, 98, 40, 32, 13, 188, 352, 20)
    return (
        path("M84 108C80 70 100 44 128 44S176 70 172 108C168 92 160 84 150 82H106C96 84 88 92 84 108Z", colour)
        + _curls(top, colour)
        + _curls([(92, 52, 6), (120, 40, 6), (150, 46, 6), (172, 70, 6), (78, 84, 6)], light(colour, 0.12))
    )


def _halo_back(colour: str) -> str:
    """Large loose curls down to the shoulders."""
    return _curls(_ring(128, 124, 62, 70, 23, -222, 42, 22), colour) + ellipse(128, 112, 62, 66, colour)


def _curl_shine(colour: str) -> str:
    marks = ((74, 96), (84, 62), (118, 42), (156, 50), (180, 86), (70, 142), (186, 138))
    return "".join(stroke(f"M{x - 7} {y + 3}q4-10 13-7", light(colour, 0.16), 3.4) for x, y in marks)


def _halo_front(colour: str, _: str) -> str:
    return (
        path(
            "M82 118C76 72 98 44 128 44S180 72 174 118C172 100 164 88 150 82C138 88 108 86 100 84C90 90 86 100 82 118Z",
            colour,
        )
        + _curls(
            [(94, 90, 11), (108, 80, 11), (124, 76, 11), (142, 78, 11), (158, 86, 11), (168, 98, 8), (88, 100, 8)],
            colour,
        )
        + _curl_shine(colour)
    )


def _bun_back(colour: str) -> str:
    return circle(128, 36, 23, dark(colour, 0.1)) + stroke("M116 30q10-9 22-1", light(colour, 0.1), 3.4)


def _low_bun_back(colour: str) -> str:
    return circle(128, 168, 34, dark(colour, 0.16))


def _tail_back(colour: str) -> str:
    return path(
        "M150 58C188 52 204 86 198 128C196 156 206 172 212 182C190 190 174 172 174 142C174 110 172 88 150 74Z",
        dark(colour, 0.16),
    )


def _braids_front(colour: str, _: str) -> str:
    cap = path(
        "M128 64C108 66 92 86 88 124C80 116 78 102 80 92C84 62 104 46 128 46S172 62 176 92C178 102 176 116 168 124C164 86 148 66 128 64Z",
        colour,
    )
    plaits = ""
    for side in (-1, 1):
        for step in range(6):
            x, y = 128 + side * (47 + step * 2.4), 130 + step * 19
            plaits += ellipse(x, y, 11.5 - step * 0.6, 12, colour if step % 2 else dark(colour, 0.12))
        plaits += rect(128 + side * 60 - 7, 236, 14, 7, "#E8A23C", 3)
    return cap + plaits


def _locs_back(colour: str) -> str:
    lines = ""
    for step, x in enumerate((76, 88, 100, 112, 144, 156, 168, 180)):
        lean = (x - 128) * 0.14
        end = f"{x + lean:.1f} {192 + (step * 7) % 16}"
        lines += stroke(
            f"M{128 + (x - 128) * 0.8:.1f} 96Q{x + lean * 1.5:.1f} 130 {end}", dark(colour, 0.12 * (step % 2)), 14
        )
    return ellipse(128, 108, 56, 62, colour) + lines


def _locs_front(colour: str, _: str) -> str:
    strands = "".join(
        stroke(d, shade, 11)
        for d, shade in (
            ("M126 54Q100 60 90 98", colour), ("M130 54Q156 60 166 98", colour),
            ("M118 50Q88 56 80 104", light(colour, 0.1)), ("M138 50Q168 56 176 104", light(colour, 0.1)),
        )
    )
    return path("M84 104C80 64 102 44 128 44S176 64 172 104C164 84 148 70 128 68S92 84 84 104Z", colour) + strands


def _hijab_back(colour: str) -> str:
    return path(
        "M128 40C80 40 66 80 68 122C70 160 62 190 52 206Q128 240 204 206C194 190 186 160 188 122C190 80 176 40 128 40Z",
        dark(colour, 0.16),
    )


def _hijab_front(colour: str, _: str) -> str:
    ring = (
        "M128 42C84 42 68 78 72 120C74 150 84 172 96 184C78 190 66 200 60 214C92 244 164 244 196 214C190 200 178 190 160 184"
        "C172 172 182 150 184 120C188 78 172 42 128 42ZM128 76C154 76 166 92 166 116C166 146 150 165 128 165S90 146 90 116C90 92 102 76 128 76Z"
    )
    return (
        path(ring, colour, fill_rule="evenodd")
        + path("M90 158Q120 194 176 178Q166 214 128 226Q86 222 66 208Q84 192 96 184Z", light(colour, 0.1))
        + stroke("M86 164Q116 200 172 184M78 84Q92 54 126 50", dark(colour, 0.16), 3)
    )


def _wrap_back(colour: str) -> str:
    return ellipse(146, 42, 34, 24, dark(colour, 0.16)) + ellipse(112, 38, 26, 20, dark(colour, 0.06))


def _wrap_front(colour: str, _: str) -> str:
    return (
        path("M80 102C74 66 96 38 130 38S184 66 176 102C164 84 148 78 128 78S92 84 80 102Z", colour)
        + stroke("M84 92Q112 58 168 62M92 72Q118 46 156 48M98 82Q134 66 172 84", dark(colour, 0.18), 3.4)
        + path("M120 40Q134 24 152 34Q150 52 134 56Q120 54 120 40Z", light(colour, 0.14))
    )


def _turban_front(colour: str, _: str) -> str:
    return (
        path("M78 104C66 62 92 28 130 28S190 62 178 104C172 94 160 84 128 72C98 84 86 94 78 104Z", colour)
        + stroke(
            "M82 92Q104 70 128 60M86 72Q106 52 130 46M174 92Q154 70 128 60M172 70Q154 52 130 46",
            dark(colour, 0.18),
            3.4,
        )
        + path("M118 78L128 58L138 78Q128 74 118 78Z", light(colour, 0.25))
    )


def _wavy_back(colour: str) -> str:
    return path(
        "M128 44C84 44 68 78 72 112C62 126 74 138 66 152C58 168 70 178 64 194C72 214 100 212 108 198H148"
        "C156 212 184 214 192 194C186 178 198 168 190 152C182 138 194 126 184 112C188 78 172 44 128 44Z",
        dark(colour, 0.16),
    )


def _front_locks(d: str, base: Front) -> Front:
    """Locks falling over the shoulders, besides a front."""

    def draw(colour: str, skin: str) -> str:
        return path(d, colour) + base(colour, skin)

    return draw


PARTED = "M128 64C110 66 94 82 90 120C82 114 78 104 80 92C83 62 104 46 128 46S173 62 176 92C178 104 174 114 166 120C162 82 146 66 128 64Z"
SWEPT = (
    "M82 122C72 78 94 46 130 46C164 44 184 74 174 122C172 104 168 94 160 88C138 90 116 84 104 68C104 88 92 98 82 122Z"
)
FRINGE = "M80 122C74 74 96 46 128 46S182 74 176 122C174 112 172 106 170 100Q128 88 86 100C84 106 82 112 80 122Z"
SHINE = "M96 70Q106 56 124 54"
LONG_BACK = "M128 42C84 42 70 76 70 118C70 150 66 180 64 204C80 216 100 212 106 198H150C156 212 176 216 192 204C190 180 186 150 186 118C186 76 172 42 128 42Z"
BOB_BACK = "M128 42C84 42 70 76 70 116C70 146 72 162 80 172C96 178 104 172 108 166H148C152 172 160 178 176 172C184 162 186 146 186 116C186 76 172 42 128 42Z"
LOB_BACK = "M128 42C84 42 70 76 70 116C70 156 68 176 70 188C88 198 102 192 108 184H148C154 192 168 198 186 188C188 176 186 156 186 116C186 76 172 42 128 42Z"
SIDE_LOCKS = "M82 96C72 130 76 176 68 206C80 218 96 212 98 200C92 168 94 128 92 104ZM174 96C184 130 180 176 188 206C176 218 160 212 158 200C164 168 162 128 164 104Z"
QUIFF = "M82 116C78 96 80 82 88 74C82 54 108 36 140 40C168 44 184 70 174 116C171 102 168 94 160 86C142 90 120 84 102 86C92 92 86 102 82 116Z"
WAVES = (
    "M80 128C72 118 78 106 76 96C76 62 100 42 130 44C162 44 182 66 180 96C178 106 184 118 176 128C172 118 172 106 166 98"
    "C152 96 142 86 138 78C126 92 108 92 96 94C88 100 86 116 80 128Z"
)
PIXIE = "M82 126C74 84 90 44 130 44C168 46 182 84 174 126C170 116 168 108 164 100C150 98 136 88 132 74C122 94 104 98 94 98C88 106 86 118 82 126Z"
SPIKY = "M82 114C78 96 78 84 84 74L82 60L96 60L102 44L116 50L130 38L140 50L156 46L160 60L174 64L172 78C178 90 176 102 174 114C170 100 166 92 158 86C142 80 114 80 98 86C90 92 86 100 82 114Z"

HAIR: dict[str, tuple[Back, Front]] = {
    "crop": (_nothing, _plain(CAP, SHINE)),
    "side": (_nothing, _plain(SWEPT, "M112 58Q136 50 156 66")),
    "quiff": (_nothing, _plain(QUIFF, "M106 58Q126 46 148 54")),
    "spiky": (_nothing, _plain(SPIKY)),
    "waves": (_nothing, _plain(WAVES, "M96 66Q112 54 132 56")),
    "curly-short": (_nothing, _curly_short),
    "buzz": (_nothing, _buzz),
    "bald": (_nothing, _bald),
    "balding": (_nothing, _balding),
    "receding": (_nothing, _receding),
    "afro": (_afro_back, _afro_front),
    "curls": (_halo_back, _halo_front),
    "man-bun": (_bun_back, _plain(CAP, SHINE)),
    "long": (_back(LONG_BACK), _front_locks(SIDE_LOCKS, _plain(PARTED, SHINE))),
    "long-fringe": (_back(LONG_BACK), _front_locks(SIDE_LOCKS, _plain(FRINGE, SHINE))),
    "long-swept": (_back(LONG_BACK), _plain(SWEPT, "M112 58Q136 50 156 66")),
    "wavy": (_wavy_back, _plain(PARTED, SHINE)),
    "wavy-swept": (_wavy_back, _plain(SWEPT, "M112 58Q136 50 156 66")),
    "bob": (_back(BOB_BACK), _plain(PARTED, SHINE)),
    "bob-fringe": (_back(BOB_BACK), _plain(FRINGE, SHINE)),
    "bob-swept": (_back(BOB_BACK), _plain(SWEPT, "M112 58Q136 50 156 66")),
    "lob": (_back(LOB_BACK), _plain(PARTED, SHINE)),
    "lob-swept": (_back(LOB_BACK), _plain(SWEPT, "M112 58Q136 50 156 66")),
    "pixie": (_nothing, _plain(PIXIE, "M100 64Q114 52 132 54")),
    "bun": (_bun_back, _plain(CAP, SHINE)),
    "low-bun": (_low_bun_back, _plain(PARTED, SHINE)),
    "ponytail": (_tail_back, _plain(SWEPT, "M112 58Q136 50 156 66")),
    "braids": (_nothing, _braids_front),
    "locs": (_locs_back, _locs_front),
    "hijab": (_hijab_back, _hijab_front),
    "headwrap": (_wrap_back, _wrap_front),
    "turban": (_nothing, _turban_front),
}
