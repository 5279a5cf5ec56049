"""Who is in the portraits: one line each, and the tags the demo uses to match a name to a face."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass

from advocacy.demo.drawing.faces import Look

TINTS = ("#D3E6E6", "#F6DDD3", "#E4E1DA", "#E8E9D8", "#E9DCE3", "#FBEBC8", "#FAE3B4", "#DCE4F1", "#D9E8DC", "#EADFF0")


@dataclass(frozen=True)
class Cast:
    """One portrait: its look, its background, and how it may be presented."""

    look: Look
    tint: str
    presents: str
    age: int
    name: str = ""


PETROL, CORAL, PLUM, NAVY, MOSS = "#0C5A66", "#D0633F", "#7A3F56", "#2C3A4F", "#48654F"
VIOLET, OCHRE, BLUE, BRICK, SLATE, SAGE, ROSE, CREAM = (
    "#6B4E7D", "#C98A2B", "#3C5C7C", "#A4503B", "#56707C", "#7E9A78", "#C98391", "#E6D8BF",
)

F, M, N = "feminine", "masculine", "neutral"


def _one(tint: int, presents: str, age: int, name: str = "", **look: object) -> Cast:
    return Cast(Look(**look), TINTS[tint], presents, age, name)  # type: ignore[arg-type]


CAST: tuple[Cast, ...] = (
    _one(0, F, 34, "Nadia", skin="warm", hair="black", style="long", outfit="crew", cloth=PETROL, extra="rings"),
    _one(1, F, 38, "Claire", skin="light", hair="blond", style="lob", outfit="boat", cloth=PLUM, mouth="open"),
    _one(
        2,
        M,
        58,
        "Étienne",
        skin="light",
        hair="grey",
        style="side",
        glasses="round:#3A4046",
        outfit="blazer",
        cloth=NAVY,
        older=True,
    ),
    _one(3, M, 46, "Paul", skin="beige", hair="dark", style="balding", beard="full", outfit="crew", cloth=VIOLET),
    _one(4, M, 36, "Antoine", skin="rosy", hair="chestnut", style="crop", glasses="round", outfit="shirt", cloth=MOSS),
    _one(6, M, 33, "Thomas", skin="light", hair="brown", style="quiff", beard="short", outfit="zip", cloth=BLUE),
    _one(5, F, 31, "Aïcha", skin="dark", hair="black", style="curls", outfit="vneck", cloth=CORAL, mouth="open"),
    _one(8, M, 41, "Hugo", skin="light", hair="sand", style="crop", outfit="shirt", cloth=BLUE),
    _one(1, F, 35, "Inès", skin="honey", hair="dark", style="long-swept", outfit="turtleneck", cloth=SLATE),
    _one(7, M, 29, "Julien", skin="beige", hair="dark", style="side", glasses="square", outfit="crew", cloth=MOSS),
    _one(
        9,
        F,
        30,
        "Marion",
        skin="porcelain",
        hair="auburn",
        style="wavy",
        outfit="boat",
        cloth="#2F7F7A",
        extra="freckles",
    ),
    _one(0, F, 44, "Sophie", skin="beige", hair="black", style="bun", outfit="shirt", cloth=BRICK),
    _one(8, F, 37, "Yasmina", skin="brown", hair="black", style="bun", outfit="vest", cloth=PETROL, extra="studs"),
    _one(7, F, 24, "Léa", skin="porcelain", hair="blond", style="pixie", outfit="crew", cloth=PETROL),
    _one(
        5,
        M,
        45,
        "Karim",
        skin="honey",
        hair="black",
        style="crop",
        beard="short",
        outfit="blazer",
        cloth=NAVY,
        mouth="open",
    ),
    _one(3, M, 27, skin="deep", hair="black", style="buzz", outfit="hoodie", cloth=OCHRE, mouth="open"),
    _one(
        4,
        F,
        52,
        skin="light",
        hair="silver",
        style="bob",
        glasses="square:#7A3F56",
        outfit="scarf",
        cloth=PLUM,
        older=True,
    ),
    _one(2, M, 23, skin="rosy", hair="ginger", style="curly-short", outfit="crew", cloth=MOSS, extra="freckles"),
    _one(6, F, 28, skin="deep", hair="black", style="braids", outfit="crew", cloth=PETROL),
    _one(0, F, 41, skin="honey", hair="black", style="hijab", scarf="#C9775F", outfit="crew", cloth=NAVY),
    _one(
        9, M, 39, skin="warm", hair="black", style="turban", scarf="#2F6F8A", beard="full", outfit="shirt", cloth=PLUM
    ),
    _one(
        1,
        M,
        63,
        skin="light",
        hair="white",
        style="balding",
        beard="short",
        glasses="half:#4A4A4A",
        outfit="turtleneck",
        cloth=SLATE,
        older=True,
    ),
    _one(7, F, 33, skin="beige", hair="black", style="bob-fringe", outfit="turtleneck", cloth=CORAL),
    _one(8, N, 26, skin="light", hair="sand", style="waves", outfit="stripes", cloth=NAVY, mouth="side"),
    _one(
        5,
        F,
        47,
        skin="dark",
        hair="black",
        style="headwrap",
        scarf="#D58A2A",
        outfit="boat",
        cloth="#7B2F45",
        extra="rings",
    ),
    _one(3, M, 32, skin="brown", hair="black", style="afro", beard="goatee", outfit="shirt", cloth=PETROL),
    _one(4, F, 29, skin="rosy", hair="chestnut", style="ponytail", outfit="hoodie", cloth=SAGE, mouth="open"),
    _one(
        2, M, 51, skin="beige", hair="grey", style="receding", beard="moustache", outfit="zip", cloth=BRICK, older=True
    ),
    _one(
        0,
        F,
        61,
        skin="porcelain",
        hair="white",
        style="low-bun",
        glasses="round:#8A5A3A",
        outfit="vneck",
        cloth=VIOLET,
        older=True,
    ),
    _one(6, M, 35, skin="deep", hair="black", style="locs", outfit="crew", cloth=BRICK),
    _one(9, F, 26, skin="honey", hair="brown", style="wavy-swept", outfit="blazer", cloth=PETROL),
    _one(1, M, 43, skin="rosy", hair="blond", style="receding", glasses="square:#3C5C7C", outfit="tie", cloth=NAVY),
    _one(7, F, 36, skin="brown", hair="dark", style="lob", outfit="shirt", cloth=OCHRE, extra="studs"),
    _one(8, M, 30, skin="honey", hair="black", style="man-bun", beard="short", outfit="hoodie", cloth=SLATE),
    _one(
        5, F, 22, skin="light", hair="auburn", style="bob-swept", glasses="round:#8F3F24", outfit="stripes", cloth=MOSS
    ),
    _one(3, N, 38, skin="beige", hair="grey", style="pixie", outfit="overall", cloth=BLUE),
    _one(
        4,
        M,
        56,
        skin="dark",
        hair="silver",
        style="buzz",
        beard="short",
        glasses="square",
        outfit="blazer",
        cloth=PLUM,
        older=True,
    ),
    _one(0, F, 45, skin="light", hair="brown", style="long-fringe", outfit="boat", cloth=ROSE),
    _one(2, M, 28, skin="porcelain", hair="dark", style="quiff", beard="stubble", outfit="crew", cloth=CORAL),
    _one(6, F, 39, skin="warm", hair="dark", style="ponytail", outfit="vest", cloth=BLUE, mouth="open"),
    _one(9, M, 34, skin="beige", hair="black", style="spiky", outfit="zip", cloth=MOSS),
    _one(1, F, 27, skin="brown", hair="black", style="curls", glasses="round:#C98A2B", outfit="hoodie", cloth=VIOLET),
    _one(7, M, 48, skin="light", hair="ash", style="side", beard="stubble", outfit="shirt", cloth=SLATE, older=True),
    _one(
        8, F, 32, skin="honey", hair="black", style="hijab", scarf="#5D8A7B", glasses="round", outfit="crew", cloth=MOSS
    ),
    _one(5, M, 25, skin="warm", hair="dark", style="curly-short", outfit="stripes", cloth=PETROL, mouth="open"),
    _one(3, F, 55, skin="warm", hair="grey", style="lob-swept", outfit="shirt", cloth=PLUM, older=True, extra="studs"),
    _one(4, M, 31, skin="light", hair="ginger", style="crop", beard="full", outfit="overall", cloth=NAVY),
    _one(
        0, N, 29, skin="dark", hair="black", style="buzz", outfit="turtleneck", cloth=OCHRE, extra="rings", mouth="soft"
    ),
    _one(2, F, 42, skin="porcelain", hair="sand", style="lob-swept", outfit="turtleneck", cloth=PETROL, mouth="soft"),
    _one(6, M, 37, skin="honey", hair="dark", style="waves", beard="stubble", outfit="shirt", cloth=CREAM),
    _one(9, F, 35, skin="deep", hair="black", style="afro", outfit="blazer", cloth=CORAL, extra="rings", mouth="open"),
    _one(
        1,
        M,
        60,
        skin="rosy",
        hair="silver",
        style="crop",
        glasses="square:#4A4A4A",
        outfit="vneck",
        cloth=MOSS,
        older=True,
        extra="hearing",
    ),
    _one(7, F, 30, skin="rosy", hair="blond", style="braids", outfit="overall", cloth=SLATE, extra="freckles"),
    _one(8, M, 44, skin="brown", hair="black", style="bald", beard="goatee", outfit="blazer", cloth=BRICK),
    _one(5, F, 48, skin="beige", hair="chestnut", style="bob", outfit="blazer", cloth=VIOLET, glasses="half:#5B3A29"),
    _one(3, M, 26, skin="beige", hair="black", style="side", outfit="turtleneck", cloth=NAVY, mouth="soft"),
    _one(4, F, 25, skin="warm", hair="black", style="long-fringe", outfit="zip", cloth=PETROL),
    _one(
        0,
        M,
        53,
        skin="honey",
        hair="grey",
        style="curly-short",
        beard="moustache",
        glasses="round",
        outfit="shirt",
        cloth=BRICK,
        older=True,
    ),
    _one(
        2, F, 34, skin="light", hair="ginger", style="bun", outfit="vneck", cloth=BLUE, extra="freckles", mouth="open"
    ),
    _one(
        6,
        M,
        40,
        skin="porcelain",
        hair="brown",
        style="bald",
        beard="full",
        glasses="square",
        outfit="crew",
        cloth=SAGE,
    ),
    _one(
        9,
        F,
        58,
        skin="dark",
        hair="silver",
        style="afro",
        glasses="round:#E9B949",
        outfit="scarf",
        cloth=BLUE,
        older=True,
    ),
    _one(1, N, 33, skin="honey", hair="chestnut", style="man-bun", outfit="vneck", cloth=VIOLET, extra="studs"),
    _one(7, M, 22, skin="brown", hair="black", style="quiff", outfit="vest", cloth=SLATE, mouth="open"),
    _one(8, F, 40, skin="rosy", hair="dark", style="wavy", glasses="square", outfit="crew", cloth=BRICK),
)
