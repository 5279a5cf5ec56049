"""What the French demo organisation offered earlier: no longer in the library, still named in people's shares."""

from advocacy.demo.shapes import PastSeed

SCHOOLS, BAROMETER, LYON, FACES, CRAFT = (
    "Écoles d’après",
    "Baromètre du confort",
    "Grandir à Lyon",
    "Visages du chantier",
    "Regards de métier",
)
RENOVATION, SUMMER, BIO, RULES, JOBS, ENERGY, MOBILITY = (
    "Rénovation scolaire",
    "Confort d’été",
    "Matériaux biosourcés",
    "Réglementation",
    "Métiers et recrutement",
    "Mesure et énergie",
    "Mobilité",
)

BEFORE = (
    PastSeed(
        0,
        "Ce que le collège de Vitré nous a appris du silence",
        SCHOOLS,
        "company",
        "reunion",
        (RENOVATION,),
        (
            "À Vitré, on nous demandait d’isoler du froid. Ce que les élèves ont remarqué en premier, c’est le calme.",
            "Dix décibels de moins dans un réfectoire, et plus personne n’a besoin de crier pour demander le pain.",
        ),
    ),
    PastSeed(
        2,
        "Le métier de métreur, expliqué avec un mètre et un croissant",
        FACES,
        "craft",
        "mesures",
        (JOBS,),
        (
            "Un métreur compte ce que les autres supposent. La vidéo dure trois minutes, le croissant n’y survit pas.",
            "Compter juste, c’est déjà construire. Le métier de métreur mérite mieux que « celui qui fait les devis ».",
        ),
    ),
    PastSeed(
        3,
        "Baromètre du confort : premiers relevés du soir",
        BAROMETER,
        "company",
        "maison-thermique",
        (SUMMER, ENERGY),
        (
            "À 19 h, une classe orientée plein ouest garde encore 27 °C. Les relevés du soir disent plus "
            "que ceux de midi.",
            "Le baromètre regarde enfin ce qui se passe quand tout le monde est parti. C’est là que se "
            "joue le lendemain.",
        ),
    ),
    PastSeed(
        5,
        "Baromètre du confort : ce que disent les salles exposées au sud",
        BAROMETER,
        "company",
        "maison-thermique",
        (SUMMER,),
        (
            "Deux salles voisines, même isolant, 3 °C d’écart. La différence tient à un arbre et à un store réparé.",
            "Les salles au sud ne sont pas condamnées : 61 % d’entre elles restent confortables, avec de l’ombre.",
        ),
    ),
    PastSeed(
        6,
        "Pourquoi nos capteurs dorment mal",
        BAROMETER,
        "craft",
        "atelier",
        (ENERGY,),
        (
            "Un capteur posé au-dessus d’une imprimante mesure surtout l’imprimante. Nous en avons déplacé 340.",
            "Poser un capteur prend cinq minutes. Choisir le bon mur, une demi-journée. On ne regrette "
            "jamais la demi-journée.",
        ),
    ),
    PastSeed(
        8,
        "Rapport sur la rénovation des écoles : notre lecture, chapitre par chapitre",
        CRAFT,
        "sector",
        "decret",
        (RULES, RENOVATION),
        (
            "Cent vingt pages sur les écoles, et une phrase à encadrer : « financer aussi celui qui règle ».",
            "J’ai lu le chapitre 4 pour vous : il parle des communes sans ingénieur. C’est-à-dire de presque toutes.",
        ),
    ),
    PastSeed(
        10,
        "La cantine de Redon cuisine sans gaz",
        SCHOOLS,
        "company",
        "toit-solaire",
        (ENERGY, RENOVATION),
        (
            "La cuisine de Redon sert 400 repas sans gaz. La cheffe a demandé un essai de six semaines ; "
            "elle a eu raison.",
            "Ce qui a convaincu la cuisine de Redon n’est pas la facture, c’est la chaleur en moins "
            "au-dessus des fourneaux.",
        ),
    ),
    PastSeed(
        12,
        "École Rosa-Parks : rouvrir après dix-huit mois",
        SCHOOLS,
        "company",
        "lycee-bois",
        (RENOVATION,),
        (
            "Dix-huit mois de classes en bungalows, puis une rentrée. Le premier jour, un élève a "
            "cherché l’interrupteur du bruit.",
            "À Rosa-Parks, les façades ont été posées en onze semaines, les rideaux en onze mois. Chacun son rythme.",
        ),
    ),
    PastSeed(
        13,
        "Ce que disent d’un bâtiment neuf les agents qui l’entretiennent",
        SCHOOLS,
        "craft",
        "reunion",
        (RENOVATION,),
        (
            "« Joli, mais où est-ce que je branche l’autolaveuse ? » Il faut inviter les agents avant de "
            "dessiner la prise.",
            "Nous avons interrogé 60 agents d’entretien. Premier regret : personne ne leur montre la chaufferie.",
        ),
    ),
    PastSeed(
        15,
        "Un congrès du bois vu par trois charpentiers",
        CRAFT,
        "sector",
        "charpente",
        (BIO,),
        (
            "Trois charpentiers au congrès du bois, une remarque chacun. La meilleure porte sur la pluie, évidemment.",
            "On y parlait de tours en bois de vingt étages. Nos charpentiers, eux, ont demandé où passe l’eau.",
        ),
    ),
    PastSeed(
        17,
        "Gaël et le camion-grue : portrait d’un calme",
        FACES,
        "company",
        "cheffe-chantier",
        (JOBS,),
        (
            "Gaël dirige un chantier sans hausser la voix. Son secret : une liste de huit lignes, relue à 7 h 15.",
            "Une grue, une cour d’école, trente minutes de récréation à éviter. Le calme de Gaël, cela s’apprend.",
        ),
    ),
    PastSeed(
        19,
        "Six logements, un seul plan, et six façons d’y vivre",
        "",
        "company",
        "terre-crue",
        (BIO,),
        (
            "Six logements identiques, six consommations qui vont du simple au double. Le plan ne dit pas tout.",
            "Les habitants nous ont ouvert leur porte un an après. Trois ont changé la place de la "
            "table, aucun celle du poêle.",
        ),
    ),
    PastSeed(
        20,
        "Lyon : nos bureaux sont une ancienne imprimerie",
        LYON,
        "company",
        "lyon",
        (JOBS, RENOVATION),
        (
            "À Lyon, nous travaillons là où l’on imprimait des horaires de train. Les murs sont droits, "
            "les délais aussi.",
            "Rénover ses propres bureaux, c’est accepter que les clients voient les défauts. On leur fait la visite.",
        ),
    ),
    PastSeed(
        22,
        "Lyon : huit métiers, une porte d’entrée",
        LYON,
        "company",
        "recrutement",
        (JOBS,),
        (
            "Huit métiers recrutent à Lyon, et un seul formulaire de quatre questions. La quatrième : « "
            "que voulez-vous apprendre ? »",
            "Chez nous à Lyon, l’entretien se fait en marchant, sur un chantier. On garde un casque de chaque taille.",
        ),
    ),
    PastSeed(
        23,
        "Ce que j’aurais voulu savoir avant ma première semaine",
        LYON,
        "personal",
        "recrutement",
        (JOBS,),
        (
            "Ma première semaine, j’ai noté 41 sigles. J’en utilise encore six. Le reste s’explique très "
            "bien en français.",
            "On m’avait dit de poser des questions. On ne m’avait pas dit que tout le monde répondrait.",
        ),
    ),
    PastSeed(
        25,
        "Réemploi : les portes du collège ont trouvé preneur",
        "",
        "company",
        "atelier",
        (BIO,),
        (
            "84 portes démontées, 79 replacées à moins de 30 km. Les cinq autres font de très bonnes tables.",
            "Le réemploi, c’est surtout du téléphone : trouver qui cherche la porte que vous n’avez plus.",
        ),
    ),
)

NOW = (
    PastSeed(
        0,
        "Le carnet d’entretien que personne n’ouvrait",
        "",
        "craft",
        "atelier",
        (ENERGY, RENOVATION),
        (
            "Un carnet de 300 pages, jamais ouvert. Nous en avons fait quatre affiches, collées dans la chaufferie.",
            "Si un réglage ne tient pas sur une affiche, c’est peut-être qu’il est mal conçu. Nous en "
            "avons supprimé deux.",
        ),
    ),
    PastSeed(
        2,
        "La médiathèque de Ploërmel chauffe moins, on y reste plus",
        SCHOOLS,
        "company",
        "lycee-bois",
        (RENOVATION, ENERGY),
        (
            "À Ploërmel, le fauteuil le plus demandé est celui qui était le plus froid. La façade a changé de camp.",
            "Moins 48 % de chauffage, et une demi-heure de lecture en plus par visite. Le second chiffre "
            "me plaît davantage.",
        ),
    ),
    PastSeed(
        4,
        "Baromètre du confort : la carte des préaux",
        BAROMETER,
        "company",
        "mesures",
        (SUMMER,),
        (
            "Un préau bien placé vaut 5 °C à l’heure de la récréation. La carte montre lesquels le sont.",
            "Nous avons cherché l’ombre sur 1 200 plans de masse. Un préau sur trois en fait au mauvais endroit.",
        ),
    ),
    PastSeed(
        6,
        "Cent bâtiments de plus au baromètre, et nos excuses",
        BAROMETER,
        "company",
        "maison-thermique",
        (SUMMER, ENERGY),
        (
            "Nous avions mal compté trois gymnases. L’erreur est corrigée, expliquée, et elle change une "
            "courbe sur douze.",
            "Cent bâtiments rejoignent le baromètre. Deux chiffres de l’an dernier étaient faux, et "
            "c’est écrit en premier.",
        ),
    ),
    PastSeed(
        5,
        "Lyon : le chantier-école ouvre un mercredi sur deux",
        LYON,
        "company",
        "cheffe-chantier",
        (JOBS,),
        (
            "Un mercredi sur deux, à Lyon, des élèves de troisième posent des briques et repartent avec un niveau.",
            "On demande souvent comment attirer les jeunes. À Lyon, on leur ouvre la porte et on leur prête un casque.",
        ),
    ),
    PastSeed(
        7,
        "La chaux, le chanvre et l’assureur",
        CRAFT,
        "sector",
        "foret",
        (BIO, RULES),
        (
            "Un assureur explique enfin ce qu’il lui faut pour couvrir un mur en chanvre. Réponse : des "
            "essais, pas de la foi.",
            "La chaux et le chanvre vont bien ensemble. Avec l’assurance, il faut un dossier ; en voici un modèle.",
        ),
    ),
    PastSeed(
        9,
        "Une journée avec l’équipe de mise au point",
        FACES,
        "company",
        "cheffe-chantier",
        (JOBS, ENERGY),
        (
            "Ils arrivent quand les autres sont partis, avec une échelle et un cahier. La mise au point est un métier.",
            "Régler 214 bouches d’air une par une, puis recommencer. À la fin, plus personne ne pense à "
            "la ventilation.",
        ),
    ),
    PastSeed(
        11,
        "L’école de Pacé rouvre un étage",
        SCHOOLS,
        "company",
        "toit-solaire",
        (RENOVATION,),
        (
            "À Pacé, l’étage était fermé depuis six ans, trop chaud, trop froid. Deux classes y ont fait leur rentrée.",
            "Rouvrir un étage coûte moins cher qu’en construire un. Il fallait oser soulever le faux plafond.",
        ),
    ),
    PastSeed(
        13,
        "Écoles d’après : le guide des dix réglages",
        SCHOOLS,
        "craft",
        "reunion",
        (RENOVATION, ENERGY),
        (
            "Dix réglages, aucun achat. Le premier tient en une phrase : l’horloge de la chaudière "
            "est-elle à l’heure ?",
            "Le guide tient dans une poche. Le réglage numéro 7 a fait économiser plus que les fenêtres, c’est vexant.",
        ),
    ),
    PastSeed(
        14,
        "Vingt directions d’école nous écrivent",
        SCHOOLS,
        "company",
        "lycee-bois",
        (RENOVATION,),
        (
            "Vingt lettres de directions d’école. Onze parlent de la lumière, neuf du bruit, aucune des "
            "kilowattheures.",
            "« On n’ouvre plus les fenêtres pour respirer, mais pour entendre les oiseaux. » Merci à l’école de Bruz.",
        ),
    ),
    PastSeed(
        16,
        "Nouvelle norme acoustique : trois lectures possibles",
        CRAFT,
        "sector",
        "decret",
        (RULES,),
        (
            "La nouvelle norme acoustique se lit de trois façons. La troisième coûte moins cher et s’entend mieux.",
            "Un texte sur le bruit écrit sans bruit : six pages, et une annexe que tout le monde devrait "
            "commencer par lire.",
        ),
    ),
    PastSeed(
        18,
        "Lyon : on visite, on mange, on parle salaire",
        LYON,
        "company",
        "lyon",
        (JOBS,),
        (
            "À la journée portes ouvertes de Lyon, les salaires étaient affichés à l’entrée. Les "
            "conversations ont gagné du temps.",
            "Une visite, un plat chaud, les chiffres sur la table : c’est notre façon de recruter à Lyon.",
        ),
    ),
    PastSeed(
        20,
        "Lyon : le bureau d’études double",
        LYON,
        "company",
        "recrutement",
        (JOBS,),
        (
            "De huit à seize au bureau d’études de Lyon. La machine à café a pris de l’avance, les "
            "recrutements suivent.",
            "Doubler une équipe sans doubler les réunions : c’est l’expérience en cours à Lyon, et elle tient.",
        ),
    ),
)
