"""The two organisations of the demo: who they are and what their programme is for."""

from advocacy.demo import armorel, armorel_past, cast, halden, halden_past
from advocacy.demo.shapes import CompanySeed

ARMOREL = CompanySeed(
    slug="armorel",
    name="Armorel",
    tagline="bâtiment sobre, Rennes",
    language="fr",
    also_language="en",
    zone="Europe/Paris",
    domain="armorel.example",
    logo="armorel",
    objective="awareness",
    aims={
        "fr": "Être connus des collectivités de l’Ouest avant leurs appels d’offres",
        "en": "Be known to the public bodies of the West before they call for tenders",
    },
    words={
        "fr": (
            "Je passe vous voir quand vous voulez, sur un chantier ou au café. On peut relire un premier texte à deux, "
            "ou simplement en parler. Et si ce n’est pas pour vous, c’est très bien aussi."
        ),
        "en": (
            "I will come and see you whenever you like, on site or over coffee. We can go through a first text "
            "together, or just talk about it. And if it is not for you, that is perfectly fine."
        ),
    },
    people=cast.ARMOREL,
    topics=armorel.TOPICS,
    campaigns=armorel.CAMPAIGNS,
    items=armorel.ITEMS,
    past=(armorel_past.BEFORE, armorel_past.NOW),
    bumps=((5, "Baromètre du confort"), (13, "Écoles d’après"), (21, "Grandir à Lyon")),
    shares_before=300,
    shares_now=372,
    audience=1150,
    networks=("linkedin", "x"),
    on_second=0.33,
    vetted_scopes=("r_member_postAnalytics", "r_member_profileAnalytics"),
)

HALDEN = CompanySeed(
    slug="halden",
    name="Halden & Co",
    tagline="electric ferries, Saltmere",
    language="en",
    also_language="",
    zone="Europe/London",
    domain="halden.example",
    logo="halden",
    objective="awareness",
    aims={
        "en": "Be known to coastal towns before they tender",
        "fr": "Être connus des villes côtières avant leurs appels d’offres",
    },
    words={
        "en": (
            "Come and find me on the early crossing, or write two lines. I will read a first draft with you if you "
            "want, and I will not mind at all if you would rather not join."
        ),
        "fr": (
            "Venez me trouver sur la première traversée, ou écrivez-moi deux lignes. Je relis volontiers un premier "
            "texte avec vous, et si vous préférez ne pas en être, il n’y a aucun souci."
        ),
    },
    people=cast.HALDEN,
    topics=halden.TOPICS,
    campaigns=halden.CAMPAIGNS,
    items=halden.ITEMS,
    past=(halden_past.BEFORE, halden_past.NOW),
    bumps=((6, "Quiet harbour"), (14, "Learn the river"), (21, "Quiet harbour")),
    shares_before=60,
    shares_now=70,
    audience=620,
    networks=("linkedin", "x"),
    on_second=0.25,
)

COMPANIES = (ARMOREL, HALDEN)
