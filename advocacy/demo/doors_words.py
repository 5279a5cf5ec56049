"""The words of the two people one signs in as first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenWords:
    """What one person published in their own words, and what they have open."""

    published: tuple[tuple[int, str, str, str, int], ...]
    """Days ago, item, title, text, views."""
    failed: tuple[str, str]
    failed_scene: str
    unconfirmed: tuple[str, str]
    unconfirmed_url: str
    tomorrow: tuple[str, str]
    tomorrow_at: tuple[int, int]
    next_week: tuple[str, str]
    waiting: tuple[str, str]
    called_off: tuple[str, str, str]
    draft: tuple[str, str]


NADIA = OpenWords(
    published=(
        (
            4,
            "atelier",
            "Pourquoi je recompte les ponts thermiques",
            "Février, un bureau au troisième étage, une collègue qui garde son écharpe. Sur le plan, le "
            "mur est parfait. "
            "Sur place, il y a un trait froid de quatre centimètres, juste là où deux entreprises se sont croisées.\n\n"
            "Depuis, je recompte les ponts thermiques après la livraison, pas avant. Cela vexe un peu, "
            "puis on comprend "
            "d’où viennent les plaintes du lundi matin.\n\n"
            "Notre tableur est ouvert. Si vous trouvez une erreur, écrivez-moi : la dernière nous a évité "
            "deux chaudières.",
            1840,
        ),
        (
            10,
            "cheffe-chantier",
            "Une phrase de Yasmina, et mon planning",
            "« On ne négocie pas avec la pluie. » J’avais prévu trois jours de mesures en façade. Yasmina a regardé le "
            "ciel, pas mon tableau.\n\n"
            "Nous avons mesuré l’intérieur le premier jour, et la façade le quatrième. Les relevés sont meilleurs. "
            "Mon tableau a maintenant une colonne « ciel ».",
            730,
        ),
        (
            14,
            "foret",
            "92 % de notre bois a une adresse",
            "Je connaissais la conductivité de nos panneaux à trois décimales. Je ne savais pas de quelle forêt ils "
            "venaient.\n\n"
            "Maintenant, il y a une carte. Je l’ouvre en réunion avant le tableau des performances, et on écoute mieux "
            "le tableau.",
            610,
        ),
        (
            19,
            "recrutement",
            "Solène, et les trois diagnostics",
            "Le premier diagnostic de Solène avait une erreur. Le deuxième aussi, une autre. Au troisième, c’est elle "
            "qui a trouvé la mienne.\n\n"
            "On apprend ce métier à tout âge, à condition d’avoir le droit de recommencer.",
            980,
        ),
        (
            24,
            "cour",
            "31 °C à dix heures : ce que m’a appris la cour",
            "31 °C au sol à dix heures du matin, avant les travaux. Je n’ai rien mesuré de sophistiqué : "
            "un thermomètre, "
            "une ombre, un enfant qui me demandait pourquoi.\n\n"
            "Deux printemps après, c’est 25. L’enfant a grandi, il a tenu le thermomètre.",
            1240,
        ),
    ),
    failed=(
        "Une matinée avec les auditeurs",
        "Quatre heures, douze vannes, une seule bien étiquetée. Les auditeurs ont ri les premiers. La "
        "photo prouve tout.",
    ),
    failed_scene="atelier",
    unconfirmed=(
        "Ce que la fibre de bois change au bruit",
        "On choisit la fibre de bois pour le froid. Deux ans après, au lycée Simone-Veil, c’est le bruit "
        "dont on me parle."
        "\n\nUn professeur m’a montré la rue derrière la vitre : un bus passait, nous ne l’avons pas entendu. "
        "Je n’avais pas prévu de mesurer cela. Nous y retournons avec un sonomètre.",
    ),
    unconfirmed_url="https://armorel.example/references/lycee-simone-veil/acoustique",
    tomorrow=(
        "toit-solaire",
        "Quatre jours sur un toit, et chaque matin la même classe de CE1 qui compte les panneaux.\n\n"
        "Le dernier jour, ils ont annoncé 48. Nous en avions noté 47. Ils avaient raison : le dernier était encore "
        "sous sa bâche.",
    ),
    tomorrow_at=(8, 40),
    next_week=(
        "reunion",
        "Avant chaque livraison, je pose la même question aux agents : qui ouvre le portail, et à quelle heure ?\n\n"
        "De la réponse dépendent la relance du chauffage, la ventilation et, souvent, la paix du lundi. "
        "La trame de nos trois réunions est libre, servez-vous.",
    ),
    waiting=(
        "charpente",
        "Trois écoles en bois, trois étés, et la question que tout le monde me pose en baissant la voix : "
        "et la chaleur ?\n\n"
        "J’ai repris mes relevés, classe par classe. Deux tiennent mieux que prévu. La troisième m’a appris où mettre "
        "les stores.",
    ),
    called_off=(
        "lyon",
        "Lyon s’agrandit",
        "Quatorze postes à Lyon. Si vous aimez comprendre un bâtiment avant de le changer, parlons-en.",
    ),
    draft=(
        "votre-regard",
        "Le bâtiment qui m’a fait choisir ce métier est une piscine municipale, à cause de la buée sur les vitres. ",
    ),
)

TOM = OpenWords(
    published=(
        (
            2,
            "workshop-engine",
            "Why I still grease the diesel",
            "People ask why we keep the old diesel. I ask them where they keep their spare key.\n\n"
            "I grease her every second Sunday. She has gone out twice this year, both times in weather nobody would "
            "choose, and both times everybody got home. Here is the long answer, with the part that is not flattering.",
            480,
        ),
        (
            5,
            "harbour-crane",
            "The four o’clock heron",
            "At four in the morning I moor under the crane and nobody talks. There is the operator, there is me, and "
            "there is a heron who thinks the quay is his.\n\n"
            "This photo story gets the waiting right. Most of our work is waiting well.",
            540,
        ),
        (
            12,
            "storm",
            "Fourteen ten",
            "I was at the wheel. At 14:10 I turned round with a full deck and nobody was pleased with me.\n\n"
            "At 15:40 it blew thirty-one metres a second. I have never been so glad to have been unpopular.",
            690,
        ),
    ),
    failed=(
        "Fog, two gulls and a bicycle",
        "First crossing of the day: eleven passengers, two gulls, one bicycle, no visible river. Photo attached.",
    ),
    failed_scene="ferry",
    unconfirmed=(
        "What the wheelhouse sounds like at minus six",
        "For twenty years the engine told me how she was doing. Now it is quiet, so I had to learn to "
        "listen to the ice "
        "instead.\n\nAt minus six it rings. At minus two it only mutters. Somebody should write that into the manual, "
        "and I suppose it will be me.",
    ),
    unconfirmed_url="https://halden.example/stories/wheelhouse",
    tomorrow=(
        "apprentices",
        "I was sent to the workshop with a question and stayed for the whole exercise: six apprentices, one engine, no "
        "drawings.\n\nOn Thursday it ran. On Friday one of them explained my own gearbox to me.",
    ),
    tomorrow_at=(7, 50),
    next_week=(
        "control-room",
        "From my side of the radio, fewer alarms in the control room means somebody answers on the first call.\n\n"
        "They removed three screens. I noticed within a week.",
    ),
    waiting=(
        "electric-dock",
        "Eight minutes alongside is exactly one cup of tea and one round of the deck. Whoever chose that number has "
        "worked on a ferry.",
    ),
    called_off=(
        "deckhand",
        "Five deckhands wanted",
        "We are looking for five deckhands. Sea legs grow back, patience with bicycles has to be there already.",
    ),
    draft=("your-river", "The crossing I never forgot was a short one, in fog, with a "),
)

WORDS = {"armorel": NADIA, "halden": TOM}
