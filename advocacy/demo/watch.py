# ruff: noqa: E501 -- what was written elsewhere is quoted in one piece
"""Sources that the communications team watches, and what they brought this week. Nothing of it is on the network."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.demo.stage import Stage, backdated
from advocacy.demo.typography import typeset
from advocacy.lib.feeds import FeedEntry
from content_library.models import Source, SourceEntry, SourceTopic, Topic
from content_library.services.filters import judge
from content_library.services.gathering import guid_key
from content_library.states import EntryState, Family, SourceKind


@dataclass(frozen=True, slots=True)
class Brought:
    """One entry: hours ago, title, summary. Whether it was kept, its source's filter says."""

    hours: float
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Watched:
    """One source. `silent`: for so many days it has answered nothing."""

    name: str
    url: str
    campaign: str
    kind: str = SourceKind.FEED
    words_in: str = ""
    words_out: str = ""
    family: str = Family.SECTOR
    silent: int = 0
    topics: tuple[int, ...] = ()
    entries: tuple[Brought, ...] = ()


FRENCH = (
    Watched(
        "Observatoire des écoles", "https://observatoire.example/flux", "Écoles d’après", words_in="école, lycée, isolation",
        topics=(0,),
        entries=(
            Brought(3, "Qualité de l’air : ce que mesurent 400 écoles", "Un capteur par classe pendant un an. Les écoles "
                    "rénovées respirent mieux, à une condition : ouvrir à la récréation."),
            Brought(28, "Nantes : trois écoles passent au frais sans climatisation", "Volets, arbres et ventilation "
                    "nocturne : six degrés de moins en juin."),
            Brought(50, "Le palmarès des piscines municipales", ""),
        ),
    ),
    Watched(
        "Le Journal des communes", "https://journal-communes.example/rss", "Regards de métier", words_in="décret, RE 2028",
        words_out="emploi", topics=(3,),
        entries=(
            Brought(5, "RE 2028 : le projet d’arrêté ouvert à consultation", "Les seuils de confort d’été y entrent pour "
                    "la première fois. Avis possibles jusqu’à la fin du mois."),
            Brought(30, "Décret tertiaire : ce que les mairies déclarent vraiment", "Une commune sur deux a commencé, la "
                    "moitié de celles-là a fini."),
            Brought(31, "Offre d’emploi : instructrice ou instructeur RE 2028", ""),
            Brought(54, "Budget : les petites communes s’inquiètent", ""),
            Brought(75, "Cantines : la part du bio progresse", ""),
        ),
    ),
    Watched(
        "Lettre Bois et climat", "https://bois-climat.example/lettre.xml", "Regards de métier", SourceKind.NEWSLETTER,
        family=Family.CRAFT, topics=(2,),
        entries=(
            Brought(26, "Isolants en paille : la filière bretonne se compte", "Onze ateliers, quatre-vingts emplois et un "
                    "carnet de commandes plein jusqu’au printemps."),
            Brought(49, "Assises du bois : le programme complet est en ligne", "Deux journées, trente interventions, dont "
                    "une sur le réemploi des charpentes."),
        ),
    ),
    Watched(
        "Revue du bâtiment sobre", "https://batiment-sobre.example/atom", "Écoles d’après", words_in="école", silent=9,
    ),
)  # fmt: skip

ENGLISH = (
    Watched(
        "Harbour Review", "https://harbour-review.example/feed", "Quiet harbour", words_in="ferry, electric, noise",
        topics=(0,),
        entries=(
            Brought(4, "What an electric ferry changes for the people on the quay", "Twelve decibels less, and a queue that "
                    "talks to each other again."),
            Brought(27, "Noise maps of ten harbours, before and after", "The quiet hours are longer than the timetable "
                    "says."),
            Brought(52, "Container prices fall for the third month", ""),
        ),
    ),
    Watched(
        "River Trades Letter", "https://river-trades.example/letter.xml", "Learn the river", SourceKind.NEWSLETTER,
        family=Family.CRAFT, topics=(3,),
        entries=(Brought(30, "Apprentices on what they wish they had known", "Seven answers; tides come up in six."),),
    ),
)  # fmt: skip


def watch_sources(stage: Stage) -> None:
    """Create the sources of one organisation with what they brought."""
    topics = list(Topic.objects.order_by("pk"))
    seeds = FRENCH if stage.seed.language == "fr" else ENGLISH
    for seed in seeds:
        source = _source(stage, seed)
        SourceTopic.objects.bulk_create([SourceTopic(source=source, topic=topics[place]) for place in seed.topics])
        SourceEntry.objects.bulk_create([_entry(stage, seed, source, brought) for brought in reversed(seed.entries)])


def _source(stage: Stage, seed: Watched) -> Source:
    answered = stage.now - (timedelta(days=seed.silent) if seed.silent else timedelta(minutes=40))
    source = Source(
        name=typeset(seed.name, stage.seed.language),
        url=seed.url,
        kind=seed.kind,
        words_in=seed.words_in,
        words_out=seed.words_out,
        family=seed.family,
        campaign=stage.campaigns[seed.campaign],
        every_minutes=10080,
        created_by=stage.door("comms"),
        created_at=stage.days(-70),
        answered_at=answered,
        checked_at=answered,
        # Its address leads nowhere: it is not asked while somebody looks at the demo.
        next_at=stage.days(7),
    )
    if seed.silent:
        source.failures, source.failing_since, source.problem = 12, answered, "status_404"
    with backdated(Source, "created_at"):
        source.save()
    return source


def _entry(stage: Stage, seed: Watched, source: Source, brought: Brought) -> SourceEntry:
    at: datetime = stage.now - timedelta(hours=brought.hours)
    language = stage.seed.language
    entry = FeedEntry(
        guid=brought.title,
        url=f"https://{seed.url.split('/')[2]}/{guid_key(brought.title)[:8]}",
        title=typeset(brought.title, language),
        summary=typeset(brought.summary, language),
        author="",
        language=language,
        picture="",
        published_at=at,
        categories=(),
    )
    kept, reason = judge(source, entry)
    return SourceEntry(
        source=source,
        guid_key=guid_key(entry.guid),
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        language=language,
        published_at=at,
        state=EntryState.WAITING if kept else EntryState.SET_ASIDE,
        reason=reason,
        created_at=at,
        seen_at=stage.now,
    )
