"""Heads and shoulders, built from a `Look`: skin, hair, beard, glasses, clothes.

Drawn in a 256 by 256 box, head centred near (128, 114). The same busts serve the round
portraits and the people seen from close in the scenes.
"""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass

from advocacy.demo.drawing.clothes import body, collar
from advocacy.demo.drawing.hair import HAIR
from advocacy.demo.drawing.svg import circle, dark, ellipse, group, light, mix, path, rect, stroke

SKINS = {
    "porcelain": "#F9DCC8", "light": "#F6CFB4", "rosy": "#F2BFA0", "beige": "#E9B48D", "honey": "#DBA172",
    "warm": "#C98C5F", "brown": "#A66C45", "dark": "#7D4D31", "deep": "#5F3A28",
}
HAIRS = {
    "black": "#1F191B", "dark": "#33241F", "brown": "#5B3A29", "chestnut": "#7C4A2D", "auburn": "#8F3F24",
    "ginger": "#C0652F", "blond": "#D7A552", "sand": "#B98E58", "ash": "#9B8467", "grey": "#A3A29F",
    "silver": "#CFCDC8", "white": "#E9E6DF",
}


@dataclass(frozen=True)
class Look:
    """How somebody looks; every field names a drawing or a colour."""

    skin: str = "light"
    hair: str = "brown"
    style: str = "crop"
    beard: str = ""
    glasses: str = ""
    outfit: str = "crew"
    cloth: str = "#0C5A66"
    mouth: str = "smile"
    older: bool = False
    extra: str = ""
    scarf: str = "#3E6F8E"

    @property
    def skin_colour(self) -> str:
        return SKINS[self.skin]

    @property
    def hair_colour(self) -> str:
        return HAIRS[self.hair]


FACE = "M86 104C86 76 104 60 128 60S170 76 170 104V118C170 146 150 166 128 166S86 146 86 118Z"
NECK = "M109 146H147V184C147 203 109 203 109 184Z"


def _features(look: Look) -> str:
    skin, ink = look.skin_colour, "#241A18"
    pale = look.hair in {"grey", "silver", "white", "blond"}
    brow = dark(look.hair_colour, 0.3) if pale else look.hair_colour
    if look.skin in {"dark", "deep"}:
        brow, ink = "#1A1213", "#150E0D"
    lip = mix(skin, "#7E1F22", 0.62 if look.skin not in {"dark", "deep"} else 0.45)
    blush = mix(skin, "#D8543F", 0.24)
    parts = [
        ellipse(101, 132, 9, 6.5, blush),
        ellipse(155, 132, 9, 6.5, blush),
        stroke("M102 101Q110 95 119 100M137 100Q146 95 154 101", brow, 4.4),
        circle(111, 115, 5, ink),
        circle(145, 115, 5, ink),
        circle(112.8, 113.2, 1.5, "#FFFFFF"),
        circle(146.8, 113.2, 1.5, "#FFFFFF"),
        stroke("M128 119Q133 128 127 131", dark(skin, 0.24), 3.2),
    ]
    if look.older:
        parts.append(stroke("M97 122l-5 3M159 122l5 3M105 138q-3 4-2 9M151 138q3 4 2 9", dark(skin, 0.2), 2.2))
    if "freckles" in look.extra:
        spot = mix(skin, "#A5552D", 0.5)
        parts += [
            circle(x, y, 1.6, spot) for x, y in ((99, 127), (105, 131), (109, 126), (148, 126), (152, 131), (157, 127))
        ]
    if look.mouth == "open":
        parts.append(path("M111 141Q128 146 145 141Q142 158 128 158T111 141Z", dark(lip, 0.35)))
        parts.append(path("M113.500 141.700Q128 146 142.500 141.700L141 146.500Q128 150 115 146.500Z", "#FFFFFF"))
    elif look.mouth == "side":
        parts.append(stroke("M115 146Q130 153 142 142", lip, 4))
    elif look.mouth == "soft":
        parts.append(stroke("M117 145Q128 151 139 145", lip, 4.2))
    else:
        parts.append(stroke("M112 142Q128 157 144 142", lip, 4.2))
    return "".join(parts)


def _beard(look: Look) -> str:
    if not look.beard:
        return ""
    colour = look.hair_colour
    chin = "M86 114C90 116 92 122 94 130C100 140 106 136 115 134Q128 130 141 134C150 136 156 140 162 130C164 122 166 116 170 114"
    if look.beard == "stubble":
        shade = mix(look.skin_colour, colour, 0.26)
        return path(f"{chin}V120C170 147 150 166.500 128 166.500S86 147 86 120Z", shade)
    if look.beard == "short":
        return path(f"{chin}V122C169 150 150 170 128 170S87 150 86 122Z", colour)
    if look.beard == "full":
        return path(f"{chin}V124C172 160 154 184 128 184S84 160 86 124Z", colour)
    moustache = path(
        "M106 140C110 131 122 130 128 134C134 130 146 131 150 140C142 143 134 141 128 138C122 141 114 143 106 140Z",
        colour,
    )
    if look.beard == "moustache":
        return moustache
    return moustache + path(
        "M106 139C104 154 112 172 128 172S152 154 150 139L144 140Q143 152 136 155H120Q113 152 112 140Z", colour
    )


def _glasses(look: Look) -> str:
    if not look.glasses:
        return ""
    shape, _, colour = look.glasses.partition(":")
    colour = colour or "#2B2A2E"
    glass = {"fill": "#FFFFFF", "fill_opacity": 0.16, "stroke": colour, "stroke_width": 3.6}
    bridge = stroke("M123 114Q128 110 133 114M95 112L87 110M161 112L169 110", colour, 3.6)
    if shape == "round":
        return circle(110, 116, 14, **glass) + circle(146, 116, 14, **glass) + bridge  # type: ignore[arg-type]
    if shape == "half":
        return stroke(
            "M96 120Q97 133 110 133T124 120M132 120Q133 133 146 133T160 120M124 120Q128 117 132 120M96 120L87 113M160 120L169 113",
            colour,
            3,
        )
    return rect(95, 104, 29, 23, rx=6, **glass) + rect(132, 104, 29, 23, rx=6, **glass) + bridge  # type: ignore[arg-type]


def _mouth_over_beard(look: Look) -> str:
    """A beard hides the mouth drawn under it: this one comes on top."""
    if look.beard in {"", "stubble", "moustache"}:
        return ""
    lip = mix(look.skin_colour, "#8E2B2B", 0.5)
    if look.mouth == "open":
        return path("M114 143Q128 147 142 143Q139 157 128 157T114 143Z", "#5A1F1F") + path(
            "M116 143.600Q128 147 140 143.600L138.500 148Q128 151 117.500 148Z", "#FFFFFF"
        )
    return stroke("M115 145Q128 155 141 145", lip if look.skin not in {"dark", "deep"} else "#B5705A", 4.2)


def _extras(look: Look) -> str:
    gold, parts = "#E9B949", ""
    if "rings" in look.extra:
        parts += circle(84, 138, 5, "none", stroke=gold, stroke_width=3) + circle(
            172, 138, 5, "none", stroke=gold, stroke_width=3
        )
    if "studs" in look.extra:
        parts += circle(84, 131, 3.4, gold) + circle(172, 131, 3.4, gold)
    if "hearing" in look.extra:
        parts += stroke("M168 106q9-3 9 8t-6 12", "#6E7F86", 4.4)
    return parts


def helmet(colour: str) -> str:
    """A site helmet, drawn over the hair."""
    return (
        path("M76 94C76 54 98 36 128 36S180 54 180 94Z", colour)
        + path("M150 40C170 50 180 66 180 94H162C162 70 158 52 150 40Z", dark(colour, 0.1))
        + path("M116 38Q116 30 128 30T140 38V74Q128 70 116 74Z", light(colour, 0.45))
        + path("M68 96Q70 88 80 88H176Q186 88 188 96Q160 90 128 90T68 96Z", dark(colour, 0.2))
        + path("M68 96Q128 82 188 96Q190 102 182 101Q128 91 74 101Q66 102 68 96Z", colour)
    )


def bust(look: Look, hat: str | None = None, long: bool = False) -> str:
    """Head and shoulders without a background. `long` carries the body down to a table edge."""
    skin, hair = look.skin_colour, look.hair_colour
    back, front = HAIR[look.style]
    worn = look.scarf if look.style in {"hijab", "headwrap", "turban"} else hair
    ears = "" if look.style == "hijab" else (
        ellipse(86, 118, 8, 10.5, skin) + ellipse(170, 118, 8, 10.5, skin)
        + stroke("M84 114q5 3 2 9M172 114q-5 3-2 9", dark(skin, 0.18), 2.2)
    )
    over = front(worn, skin)
    return group(
        back(worn),
        body(look.outfit, look.cloth, long),
        path(NECK, skin),
        path("M109 150H147V164C141 180 115 180 109 164Z", dark(skin, 0.2)),
        collar(look.outfit, look.cloth, skin),
        ears,
        path(FACE, skin),
        _beard(look) if look.beard == "stubble" else "",
        _features(look),
        _beard(look) if look.beard != "stubble" else "",
        _mouth_over_beard(look),
        over,
        helmet(hat) if hat else "",
        _glasses(look),
        _extras(look),
    )


def portrait(look: Look, tint: str) -> str:
    """A square portrait meant to be cropped to a circle."""
    return rect(0, 0, 256, 256, tint) + bust(look)
