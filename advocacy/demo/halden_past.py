"""What the English-speaking demo organisation offered earlier."""

from advocacy.demo.shapes import PastSeed

QUIET, LEARN = "Quiet harbour", "Learn the river"
FERRIES, HARBOUR, SAFETY, APPRENTICES, WEATHER = (
    "Electric ferries",
    "Harbour life",
    "Safety",
    "Apprenticeships",
    "Weather and tides",
)

BEFORE = (
    PastSeed(
        0,
        "Batteries in the cold: what we measured in the shed",
        QUIET,
        "craft",
        "workshop-engine",
        (FERRIES,),
        (
            "We left a battery in an unheated shed for a month so that nobody has to guess any more.",
            "Cold costs us 8% of range, not 30. Measuring it took a month and one very bored apprentice.",
        ),
    ),
    PastSeed(
        4,
        "A quieter quay: thirty neighbours and a decibel meter",
        QUIET,
        "company",
        "electric-dock",
        (FERRIES, HARBOUR),
        (
            "Thirty neighbours borrowed our decibel meter. The loudest thing on the quay is now the ice cream van.",
            "We asked the people who live above the quay what they hear. The answers changed our timetable twice.",
        ),
    ),
    PastSeed(
        9,
        "Twelve knots every new deckhand gets wrong",
        LEARN,
        "craft",
        "apprentices",
        (APPRENTICES,),
        (
            "Twelve knots, twelve mistakes, and one drawing each. Number five is the one that drops fenders.",
            "Nobody ties a bowline right on a wet morning the first time. Here are twelve ways to get there.",
        ),
    ),
    PastSeed(
        13,
        "The dredger’s diary: sixty nights below the bridge",
        QUIET,
        "company",
        "harbour-crane",
        (HARBOUR, WEATHER),
        (
            "Sixty nights of dredging, and the best finds were four bicycles and a wedding ring. One was returned.",
            "A river moves its own floor every night. The dredger’s diary shows how much of it we move back.",
        ),
    ),
    PastSeed(
        18,
        "What passengers ask when the fog comes down",
        "",
        "company",
        "ferry",
        (SAFETY, WEATHER),
        (
            "In fog, passengers ask three things: how long, who decides, and is the tea still on. We "
            "answer in that order.",
            "The fog bell has not changed since 1931. What we say over the loudspeaker has, and it matters more.",
        ),
    ),
    PastSeed(
        21,
        "Becoming a skipper: five routes, none of them straight",
        LEARN,
        "company",
        "river-lock",
        (APPRENTICES,),
        (
            "Five skippers, five routes. One was a baker. The river does not care where you learned to get up early.",
            "There is no straight route to the wheelhouse, and that is the point of this piece.",
        ),
    ),
    PastSeed(
        24,
        "Reading a tide table with your thumb",
        "",
        "craft",
        "river-lock",
        (WEATHER,),
        (
            "The rule of twelfths fits on a thumb. I still use it before I look at any screen.",
            "A tide table is a promise with a margin. Here is how to read the margin.",
        ),
    ),
)

NOW = (
    PastSeed(
        1,
        "Shore power: the plug that took three years",
        QUIET,
        "company",
        "electric-dock",
        (FERRIES,),
        (
            "Three years for one plug. Two of them were about who owns the cable under the pavement.",
            "The plug itself is ordinary. Agreeing on who may pull it out in an emergency was not.",
        ),
    ),
    PastSeed(
        5,
        "The rescue drill we failed, and the one after",
        "",
        "craft",
        "storm",
        (SAFETY,),
        (
            "We failed the drill by four minutes, wrote down why, and did it again on the Tuesday. Both "
            "reports are public.",
            "A drill that goes well teaches you very little. Ours went badly in front of everyone, which helped.",
        ),
    ),
    PastSeed(
        8,
        "One summer of bicycles on deck",
        QUIET,
        "company",
        "ferry",
        (FERRIES, HARBOUR),
        (
            "Bicycles doubled on the morning crossing. We moved one bench and lost no seats, which surprised us all.",
            "Count the bicycles and you learn more about the town than from any survey.",
        ),
    ),
    PastSeed(
        11,
        "A letter from our first apprentice, ten years on",
        LEARN,
        "company",
        "apprentices",
        (APPRENTICES,),
        (
            "Ten years ago she was told to sweep the shed. Now she signs off the engines. The broom is still there.",
            "The letter ends with a list of people to thank. Half of them had no idea they had taught anything.",
        ),
    ),
    PastSeed(
        14,
        "Why the lock gate opens before you hear it",
        QUIET,
        "company",
        "river-lock",
        (HARBOUR,),
        (
            "The new gate is so quiet that we had to add a sound. We asked the rowing club to choose it.",
            "Quiet machines are safer until nobody notices them. Then you need a bell. We have a bell.",
        ),
    ),
    PastSeed(
        17,
        "Port pilots on what charts leave out",
        "",
        "sector",
        "control-room",
        (SAFETY, WEATHER),
        (
            "A chart shows depth. A pilot knows mood. This article is the best attempt I have read to write that down.",
            "Three port pilots, forty years each, and one sentence in common: look out of the window.",
        ),
    ),
)
