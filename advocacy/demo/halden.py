"""What the English-speaking demo organisation offers to share. All of it is invented."""

from advocacy.demo.shapes import CampaignSeed, ItemSeed, angle, text

TOPICS = ("Electric ferries", "Harbour life", "Safety", "Apprenticeships", "Weather and tides")

CAMPAIGNS = (
    CampaignSeed(
        "Quiet harbour",
        "awareness",
        1,
        "Show what an electric harbour sounds like, with figures.",
        goal="Three harbour towns come to listen",
        target=3,
        reached=1,
        note="Bristol, in spring.",
    ),
    CampaignSeed("Learn the river", "employer_brand", 4, "Let apprentices and skippers speak for the trade."),
)

ITEMS = (
    ItemSeed(
        "ferry",
        "The first winter of our electric ferry, hour by hour",
        "What the battery did at minus six, what the crew changed, and what passengers noticed.",
        url="https://halden.example/stories/first-winter",
        campaign="Quiet harbour",
        topics=("Electric ferries", "Weather and tides"),
        facts=("4,212 crossings, 17 cancelled", "11% less range below zero"),
        verified_by="Ruth Okafor",
        page_days=-0.2,
        available_days=-1,
        expires_days=16,
        angles=(
            angle("The moment", "One crossing you remember from this winter?", "Who was on board? What did you hear?"),
            angle("The figure", "Where do the 17 cancelled crossings come from?", ""),
            angle("The doubt", "What did you not believe at first?", ""),
        ),
        texts=(
            text(
                "4,212 crossings, 17 cancelled. The battery was never the reason; the ice on the ramp was.\n\n"
                "Our first winter with an electric ferry taught us more about ramps than about volts."
            ),
            text(
                "People ask what changed with the electric ferry. My answer: I can hear the gulls from the wheelhouse."
            ),
            text("First winter of our electric ferry: 4,212 crossings, 17 cancelled, all because of ice.", network="x"),
        ),
    ),
    ItemSeed(
        "electric-dock",
        "How we charge in eight minutes without dimming the town",
        "The dock, the buffer battery, and the agreement with the grid.",
        url="https://halden.example/stories/eight-minutes",
        campaign="Quiet harbour",
        topics=("Electric ferries",),
        facts=("Eight minutes at 1.2 MW", "Buffer charged overnight"),
        page_days=2.2,
        available_days=-0.5,
        expires_days=21,
        angles=(
            angle("Plain words", "Explain it to your neighbour.", ""),
            angle("The trade-off", "What did we give up to get there?", ""),
        ),
        texts=(
            text(
                "Charging a ferry in eight minutes is easy. Doing it without the lights flickering in town took a year."
            ),
            text("The clever part of our dock is boring: a big battery that fills up while everybody sleeps."),
        ),
    ),
    ItemSeed(
        "apprentices",
        "Six apprentices, one engine, no drawings",
        "The workshop exercise that every newcomer remembers.",
        url="https://halden.example/people/apprentices",
        campaign="Learn the river",
        topics=("Apprenticeships",),
        facts=("Published with the apprentices’ consent",),
        credit="Priya Nair",
        page_days=-6,
        available_days=-6,
        expires_days=40,
        angles=(
            angle("Your first time", "The first thing you took apart?", ""),
            angle("The teacher", "Who let you make the mistake?", ""),
        ),
        texts=(
            text(
                "Six apprentices, one engine, no drawings. By Thursday it runs. By Friday they have made the drawings."
            ),
            text("The best sentence I heard in the workshop: “Put it back wrong, then tell me how you know.”"),
        ),
    ),
    ItemSeed(
        "harbour-crane",
        "Night shift at the harbour crane",
        "A photo story: fog, patience, and a thermos.",
        url="https://halden.example/stories/night-shift",
        topics=("Harbour life",),
        facts=("Shot over three nights",),
        page_days=-14,
        available_days=-14,
        expires_days=30,
        angles=(
            angle("The hour", "What does your work look like at four in the morning?", ""),
            angle("The tool", "One tool you would not lend?", ""),
        ),
        texts=(
            text("At four in the morning the harbour belongs to three people and a heron."),
            text("Crane work is mostly waiting well. This photo story gets it right."),
        ),
    ),
    ItemSeed(
        "storm",
        "What the October storm taught us about saying no",
        "Who decides to stop a crossing, on what signs, and who is told first.",
        url="https://halden.example/stories/storm",
        family="craft",
        topics=("Safety", "Weather and tides"),
        facts=("Crossings stopped at 14:10, wind 31 m/s at 15:40",),
        page_days=-20,
        available_days=-20,
        expires_days=60,
        angles=(
            angle("The decision", "When did you last say no at work?", ""),
            angle("The signs", "What do you look at first?", ""),
        ),
        texts=(
            text("We stopped at 14:10. The worst gust came at 15:40. Those ninety minutes are what training is for."),
            text("Saying no to a full quay is hard. It gets easier when the rule was written on a calm day."),
        ),
    ),
    ItemSeed(
        "river-lock",
        "The lock keeper’s notebook, 1962 to now",
        "Sixty years of water levels by hand, and what they say about the river.",
        url="https://river-archive.example/notebook",
        family="sector",
        topics=("Weather and tides",),
        order="profiles_only",
        available_days=-4,
        angles=(
            angle("The trace", "What do you still write by hand?", ""),
            angle("The trend", "What do you read in these levels?", ""),
        ),
        texts=(
            text("Sixty years of water levels in one notebook, in three handwritings. The trend needs no chart."),
            text(
                "Somebody wrote the level down every morning for sixty years. I think about that when I "
                "skip a log entry."
            ),
        ),
    ),
    ItemSeed(
        "control-room",
        "Inside the control room: three screens we removed",
        "Fewer alarms, more attention: how the team chose.",
        url="https://halden.example/stories/control-room",
        family="craft",
        topics=("Safety",),
        facts=("214 alarms a shift before, 38 after",),
        page_days=-9,
        available_days=-9,
        expires_days=35,
        angles=(
            angle("Less", "What did you remove that made work better?", ""),
            angle("The alarm", "Which one did you argue about?", ""),
        ),
        texts=(
            text(
                "From 214 alarms a shift to 38. The hard part was not the software; it was agreeing what "
                "may be ignored."
            ),
            text("We removed three screens from the control room. Nobody has asked for one back."),
        ),
    ),
    ItemSeed(
        "workshop-engine",
        "Why we still keep one diesel",
        "A plain answer to the question we get every week.",
        url="https://halden.example/questions/diesel",
        topics=("Electric ferries", "Safety"),
        page_days=-2.5,
        available_days=-2.5,
        expires_days=18,
        angles=(
            angle("The honest answer", "What would make us sell it?", ""),
            angle("The backup", "What is your plan B at work?", ""),
        ),
        texts=(
            text(
                "Why do we keep one diesel ferry? Because a backup you have sold is not a backup. Here "
                "is the long answer."
            ),
            text(
                "We get this question every week, so we wrote the answer down, including the part that "
                "is not flattering."
            ),
        ),
    ),
    ItemSeed(
        "deckhand",
        "Deckhand wanted, sea legs not required",
        "Five openings, part time possible, and what the first month is like.",
        url="https://halden.example/jobs/deckhand",
        scene="ferry",
        kind="job",
        campaign="Learn the river",
        topics=("Apprenticeships", "Harbour life"),
        page_days=-1.2,
        available_days=-1.2,
        expires_days=3,
        angles=(
            angle("The first month", "What surprised you?", ""),
            angle("Who should not apply", "Be fair: who would hate it?", ""),
        ),
        texts=(
            text("Five deckhands wanted, sea legs not required. Waterproofs are."),
            text("The first month on deck is wet, early and strangely cheerful. Five openings, part time possible."),
        ),
    ),
    ItemSeed(
        "pilot-boat",
        "The pilot boat goes electric: what we do not know yet",
        "Range, waves, spare parts: an honest list before the first trial.",
        url="https://halden.example/stories/pilot-boat",
        scene="storm",
        campaign="Quiet harbour",
        topics=("Electric ferries", "Safety"),
        facts=("First trial planned in calm water only",),
        state="in_review",
        page_days=8.1,
        angles=(
            angle("The question", "Which unknown would worry you most?", ""),
            angle("The first time", "Your first trial of anything?", ""),
        ),
        texts=(text("Seven things we do not know about our electric pilot boat. Number three keeps me awake."),),
    ),
    ItemSeed(
        "timetable",
        "The winter timetable, explained by the people who ride it",
        "",
        url="https://halden.example/stories/timetable",
        scene="ferry",
        topics=("Harbour life",),
        state="draft",
        angles=(angle("The first boat", "Who is on it with you?", ""),),
    ),
    ItemSeed(
        "your-river",
        "Over to you: the crossing you never forgot",
        "No article, no picture you have to use. One memory, your words.",
        scene="river-lock",
        kind="question",
        family="personal",
        topics=("Harbour life",),
        order="profiles_only",
        available_days=-7,
        angles=(
            angle("The memory", "How old were you? Who was there?", ""),
            angle("The sound", "What did you hear?", ""),
        ),
        texts=(text("The crossing I never forgot took four minutes, in fog, with my grandfather and a bicycle."),),
    ),
)
