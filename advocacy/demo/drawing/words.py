"""Alternative texts of the scenes, in French and in English: one sentence each."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off

ALTERNATIVES: dict[str, dict[str, tuple[str, str]]] = {
    "armorel": {
        "lycee-bois": (
            "Un lycée à façade de bois sous des panneaux solaires, des élèves et des adultes devant l’entrée.",
            "A school with a timber façade under solar panels, students and adults by the entrance.",
        ),
        "maison-thermique": (
            "Une maison la nuit en image thermique : chaude et orange à gauche, froide et bleue à droite.",
            "A house at night as a thermal image: hot and orange on the left, cool and blue on the right.",
        ),
        "decret": (
            "Un document annoté au crayon sur un bureau, entre une tasse de café et des lunettes.",
            "A document being marked with a pencil on a desk, between a cup of coffee and a pair of glasses.",
        ),
        "charpente": (
            "Une charpente de bois en cours de levage, une grue et une équipe casquée.",
            "A timber frame going up, with a crane and a crew in helmets.",
        ),
        "lyon": (
            "Des façades colorées et un pont de pierre au bord d’une rivière, au soleil couchant.",
            "Coloured façades and a stone bridge along a river at sunset.",
        ),
        "cheffe-chantier": (
            "Une cheffe de chantier souriante, casque blanc et gilet jaune, devant un échafaudage.",
            "A smiling site manager in a white helmet and yellow vest, in front of scaffolding.",
        ),
        "assises": (
            "Quatre personnes parlent sur une scène, devant un grand écran et une salle pleine.",
            "Four people speaking on a stage, in front of a large screen and a full room.",
        ),
        "terre-crue": (
            "Un mur de terre crue en couches ocre, percé d’une porte en arc, et trois personnes.",
            "A rammed-earth wall in ochre layers with an arched door, and three people.",
        ),
        "toit-solaire": (
            "Deux personnes posent les derniers panneaux solaires sur un toit de tuiles.",
            "Two people fitting the last solar panels on a tiled roof.",
        ),
        "atelier": (
            "Un menuisier rabote une planche à l’établi, ses outils accrochés au mur.",
            "A joiner planing a board at the bench, tools hanging on the wall.",
        ),
        "velo": (
            "Deux collègues vont au chantier à vélo, une grue et une charpente derrière.",
            "Two colleagues cycling to the site, with a crane and a timber frame behind them.",
        ),
        "reunion": (
            "Quatre collègues autour d’un plan déroulé sur une table, près d’une petite maquette.",
            "Four colleagues around a plan unrolled on a table, next to a small model house.",
        ),
        "mesures": (
            "Un mur ouvert montre ses couches d’isolant, un capteur et deux courbes de température.",
            "A wall opened to show its insulation, a sensor and two temperature curves.",
        ),
        "recrutement": (
            "Deux personnes se serrent la main devant une porte ouverte, un bureau est prêt à côté.",
            "Two people shaking hands by an open door, a desk ready beside them.",
        ),
        "foret": (
            "Une forêt d’épicéas, une pile de grumes et deux personnes qui la mesurent.",
            "A spruce forest, a stack of logs and two people measuring it.",
        ),
    },
    "halden": {
        "ferry": (
            "Un bac chargé de voitures traverse un estuaire calme, des passagers sur le pont.",
            "A ferry carrying cars across a calm estuary, passengers on deck.",
        ),
        "harbour-crane": (
            "Une grue portuaire décharge un conteneur jaune au coucher du soleil.",
            "A harbour crane unloading a yellow container at sunset.",
        ),
        "workshop-engine": (
            "Une mécanicienne souriante, clé en main, devant un moteur de bateau.",
            "A smiling mechanic holding a spanner in front of a ship’s engine.",
        ),
        "control-room": (
            "Deux personnes suivent le trafic du fleuve depuis la salle de contrôle, à la tombée du jour.",
            "Two people following river traffic from the control room at dusk.",
        ),
        "apprentices": (
            "Une formatrice montre une grande hélice de bronze à deux jeunes en apprentissage.",
            "An instructor showing a large bronze propeller to two apprentices.",
        ),
        "river-lock": (
            "Une péniche orange passe une écluse dont les portes s’ouvrent.",
            "An orange barge passing through a lock as its gates open.",
        ),
        "electric-dock": (
            "Un bac électrique se recharge à quai avant l’aube.",
            "An electric ferry charging at its dock before dawn.",
        ),
        "storm": (
            "Un bac garde son cap dans la tempête, sous le faisceau d’un phare.",
            "A ferry holding its course in a storm, under the beam of a lighthouse.",
        ),
    },
}
