"""Product mark, icons and the two demo organisations' logos."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off

from __future__ import annotations

from advocacy.demo.drawing.svg import at, circle, rect, stroke

PETROL, MIMOSA = "#0C5A66", "#F2B63C"


def thread() -> str:
    """A white node, a line, a mimosa node: the baton passing. In a 64 by 64 box."""
    return (
        stroke("M18 46C34 46 30 39 33 32S34 19 46 18", "#FFFFFF", 6.5)
        + circle(18, 46, 7.5, "#FFFFFF")
        + circle(46, 18, 8, MIMOSA)
    )


def relais() -> str:
    """The product mark, 64 by 64."""
    return rect(0, 0, 64, 64, PETROL, 15) + thread()


def maskable() -> str:
    """The same, full bleed, drawn inside the safe circle of an adaptive icon."""
    return rect(0, 0, 64, 64, PETROL) + at(6.4, 6.4, thread(), scale=0.8)


def armorel() -> str:
    """A roof line over a coral wave, 512 by 512."""
    return (
        rect(0, 0, 512, 512, "#1F3A68", 112)
        + stroke("M112 286L256 124L400 286", "#FFFFFF", 46)
        + stroke("M118 376Q164 318 210 362T302 362T394 352", "#F08A6B", 40)
    )


def halden() -> str:
    """An H made of two piers, the water between them and a light above, 512 by 512."""
    return (
        rect(0, 0, 512, 512, "#0F3B40", 112)
        + stroke("M170 262Q200 230 229 262T283 262T342 262", "#7FD0C8", 44, cap="butt")
        + stroke("M200 340Q218 320 237 340T275 340T312 340", "#3F8E8C", 26)
        + rect(112, 104, 64, 304, "#FFFFFF", 18)
        + rect(336, 104, 64, 304, "#FFFFFF", 18)
        + circle(256, 150, 38, "#F4C95D")
    )
