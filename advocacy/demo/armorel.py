"""What the French demo organisation offers to share. All of it is invented."""

from advocacy.demo.armorel_more import MORE
from advocacy.demo.shapes import CampaignSeed, ItemSeed, angle, text

TOPICS = (
    "Rénovation scolaire",
    "Confort d’été",
    "Matériaux biosourcés",
    "Réglementation",
    "Métiers et recrutement",
    "Mesure et énergie",
    "Mobilité",
)

CAMPAIGNS = (
    CampaignSeed(
        "Écoles d’après",
        "opportunities",
        1,
        "Montrer, mesures à l’appui, qu’une école rénovée se vit mieux.",
        goal="Dix collectivités nous écrivent avant la fin du semestre",
        target=10,
        reached=6,
        note="Ancenis, Questembert, Guérande et trois autres.",
    ),
    CampaignSeed(
        "Baromètre du confort",
        "awareness",
        2,
        "Partager ce que 1 200 bâtiments publics nous apprennent.",
        goal="Le baromètre est vu 400 000 fois",
        measure="views",
        target=400_000,
    ),
    CampaignSeed(
        "Grandir à Lyon",
        "employer_brand",
        4,
        "Faire connaître l’agence de Lyon et ses métiers.",
        goal="Huit personnes rejoignent l’agence",
        target=8,
        reached=4,
        note="Quatre arrivées depuis l’hiver.",
        ends=12,
    ),
    CampaignSeed("Visages du chantier", "employer_brand", 6, "Donner la parole à celles et ceux qui construisent."),
    CampaignSeed("Regards de métier", "awareness", 5, "Veille commentée : le secteur, sans parler de nous."),
)

ITEMS = (
    ItemSeed(
        "lycee-bois",
        "Lycée Simone-Veil : 62 % d’énergie en moins, deux ans après",
        "Le bilan mesuré sur deux hivers, les réglages qui ont compté, et ce que les élèves en disent.",
        url="https://armorel.example/references/lycee-simone-veil",
        campaign="Écoles d’après",
        topics=("Rénovation scolaire", "Mesure et énergie"),
        facts=(
            "62 % d’énergie finale en moins, mesurés sur deux hivers",
            "4 200 m² de façades isolées en fibre de bois",
            "Région Bretagne, maître d’ouvrage : la citer",
        ),
        verified_by="Thomas Kervadec",
        page_days=-0.1,
        available_days=-2,
        expires_days=12,
        teams=("Équipe du projet Simone-Veil",),
        angles=(
            angle(
                "Le moment",
                "Une scène du chantier que vous n’avez pas oubliée.",
                "Où étiez-vous ? Qui a dit quoi ? Qu’est-ce que vous en gardez ?",
            ),
            angle(
                "Le chiffre",
                "D’où viennent ces 62 % ? Démontez-les pour nous.",
                "Quelle part vient des murs ? Quelle part des réglages ? Qu’est-ce qui a surpris ?",
            ),
            angle(
                "La question",
                "Qui suit les consommations après la livraison ?",
                "Chez vous, qui regarde ? Que se passe-t-il quand personne ne regarde ?",
            ),
            angle(
                "Le coup de chapeau",
                "Remerciez quelqu’un qui a compté.",
                "Qui ? Pour quel geste précis ? Qu’est-ce que cela a changé ?",
            ),
            angle("The figure", "Where do these 62% come from? Take them apart for us.", "", language="en"),
            angle("The moment", "One scene from the site that stayed with you.", "", language="en"),
        ),
        texts=(
            text(
                "On me demande souvent ce que change une isolation en fibre de bois.\n\n"
                "Réponse après deux hivers au lycée Simone-Veil : 62 % d’énergie en moins, et des salles où l’on peut "
                "encore travailler en juin.\n\n"
                "Le plus long n’a pas été le chantier, mais d’apprendre à s’en servir, avec les agents et les élèves."
            ),
            text(
                "« Avant, on gardait nos manteaux en cours. » C’est une élève qui me l’a dit, et c’est le meilleur "
                "résumé de ce chantier.\n\n"
                "Deux ans après les travaux, le lycée Simone-Veil consomme 62 % d’énergie en moins. Le chiffre tient à "
                "des choses peu spectaculaires : des volets fermés à la bonne heure, une régulation reprise deux fois."
            ),
            text(
                "Un bâtiment sobre, cela s’apprend à plusieurs. Au lycée Simone-Veil, trois réunions avec les agents "
                "ont compté autant que l’isolant.\n\nBilan après deux hivers : 62 % d’énergie en moins.",
            ),
            text(
                "Deux ans après, le lycée Simone-Veil consomme 62 % d’énergie en moins. Le plus dur n’était pas "
                "d’isoler, mais d’apprendre à s’en servir, ensemble.",
                network="x",
            ),
            text(
                "Two winters on, Simone Veil school uses 62% less energy. The walls did half of it. Learning to use "
                "the building together did the rest.",
                language="en",
            ),
        ),
    ),
    ItemSeed(
        "maison-thermique",
        "Ce que 1 200 bâtiments publics nous apprennent de la canicule",
        "Premiers résultats du baromètre : la température à 17 h, étage par étage, avec et sans protections.",
        url="https://armorel.example/barometre/canicule",
        campaign="Baromètre du confort",
        topics=("Confort d’été", "Mesure et énergie"),
        facts=("1 200 bâtiments, 38 000 capteurs", "Écart médian de 4,1 °C avec des protections extérieures"),
        verified_by="Inès Carvalho",
        page_days=3.4,
        available_days=-1,
        expires_days=24,
        networks=("linkedin",),
        angles=(
            angle("Le terrain", "Où avez-vous eu le plus chaud au travail ?", "Quelle heure ? Quel étage ? Et après ?"),
            angle("L’idée reçue", "Qu’est-ce que tout le monde croit de la clim, à tort ?", ""),
            angle("La question", "Que feriez-vous en premier, sans un euro de travaux ?", ""),
        ),
        texts=(
            text(
                "4,1 °C d’écart, à 17 h, entre deux écoles construites la même année. La différence : des protections "
                "extérieures, et quelqu’un pour les baisser le matin.\n\n"
                "C’est ce que montrent 1 200 bâtiments publics suivis cet été."
            ),
            text(
                "La première réponse à la canicule n’est pas une machine. C’est de l’ombre, au bon endroit, au bon "
                "moment. Notre baromètre le mesure sur 1 200 bâtiments."
            ),
        ),
    ),
    ItemSeed(
        "decret",
        "Décret tertiaire : ce qui change vraiment au prochain trimestre",
        "Un article de la Revue du bâtiment sobre, clair sur les déclarations et sur ce que l’on ne contrôlera pas.",
        url="https://revue-batiment.example/decret-tertiaire",
        family="sector",
        campaign="Regards de métier",
        topics=("Réglementation",),
        facts=("Déclaration annuelle au 30 septembre", "Modulation possible sur dossier technique"),
        order="profiles_only",
        available_days=-3,
        angles=(
            angle(
                "Mon avis", "Qu’est-ce qui manque dans ce texte ?", "Un cas concret ? Un oubli ? Une bonne surprise ?"
            ),
            angle("Le mode d’emploi", "Expliquez-le à quelqu’un qui n’est pas du métier.", ""),
        ),
        texts=(
            text(
                "Le décret tertiaire en une phrase : on ne vous demande pas de promettre, on vous "
                "demande de mesurer.\n\n"
                "L’article est clair, y compris sur ce qui ne sera pas contrôlé. À lire avant la prochaine réunion "
                "budgétaire."
            ),
            text(
                "Lu ce matin : enfin un article qui distingue déclarer, réduire et moduler. Trois choses différentes."
            ),
            text("Décret tertiaire : mesurer d’abord, promettre ensuite. Un article clair.", network="x"),
        ),
    ),
    ItemSeed(
        "charpente",
        "Trois écoles, trois étés : le bois passe l’épreuve",
        "Retour d’expérience sur trois structures bois suivies depuis la livraison.",
        url="https://armorel.example/retours/trois-ecoles",
        campaign="Écoles d’après",
        topics=("Rénovation scolaire", "Matériaux biosourcés"),
        facts=("Trois écoles livrées en 2023", "Aucune reprise d’étanchéité à ce jour"),
        page_days=2.1,
        available_days=-1,
        expires_days=30,
        angles=(
            angle("La leçon", "Que referiez-vous autrement ?", "Une erreur ? Un détail ? Un bon réflexe ?"),
            angle("L’objet", "Une pièce, un outil, un détail de chantier : racontez-le.", ""),
            angle("La personne", "Qui vous a appris ce geste ?", ""),
        ),
        texts=(
            text(
                "Trois écoles en bois, trois étés, et une question qu’on nous pose toujours : est-ce que ça tient ? "
                "Oui. Et ce qui tient le mieux, ce sont les détails dessinés avec les charpentiers."
            ),
            text("Ce que j’ai appris sur trois chantiers bois : l’eau trouve toujours le dessin qu’on a bâclé."),
        ),
    ),
    ItemSeed(
        "lyon",
        "Quatorze postes à Lyon, dont cinq en bureau d’études",
        "L’agence s’agrandit : qui nous cherchons, comment se passe une première semaine.",
        url="https://armorel.example/carrieres/lyon",
        kind="job",
        campaign="Grandir à Lyon",
        topics=("Métiers et recrutement",),
        facts=("Quatorze postes ouverts", "Semaine de quatre jours possible"),
        page_days=-8,
        available_days=-8,
        expires_days=2.5,
        teams=("Agence de Lyon",),
        networks=("linkedin",),
        angles=(
            angle(
                "Ma première semaine", "À quoi ressemblait la vôtre ?", "Qui vous a accueilli ? Quel premier dossier ?"
            ),
            angle("Le métier", "Que fait-on vraiment, un mardi à 10 h ?", ""),
            angle("La franchise", "À qui ce poste ne plaira-t-il pas ?", ""),
        ),
        texts=(
            text(
                "On recrute à Lyon, quatorze postes dont cinq en bureau d’études. Si vous aimez les bâtiments qui "
                "existent déjà plus que les images de synthèse, parlons-nous."
            ),
            text(
                "Quelqu’un m’a demandé ce qu’on fait chez nous un mardi à 10 h. Réponse : on est dans une chaufferie, "
                "avec une lampe, et on discute. Quatorze postes à Lyon."
            ),
        ),
    ),
    ItemSeed(
        "toit-solaire",
        "Sur le toit de l’école de Guérande",
        "Reportage photo : quatre jours de pose, une vue sur les marais, et une cour qui ne dort jamais.",
        url="https://armorel.example/reportages/guerande",
        campaign="Écoles d’après",
        topics=("Rénovation scolaire", "Mesure et énergie"),
        facts=("212 m² de panneaux", "Pose en quatre jours, école ouverte"),
        page_days=-5,
        available_days=-5,
        expires_days=20,
        angles=(
            angle("Le moment", "Une scène de la pose ?", "Le temps qu’il faisait ? Une phrase entendue ?"),
            angle("Le chiffre", "À quoi correspondent 212 m² de panneaux ?", ""),
        ),
        texts=(
            text(
                "Quatre jours sur un toit, des enfants qui comptent les panneaux à la récréation : 48, "
                "ils ont raison.\n\n"
                "L’école de Guérande produira le tiers de ce qu’elle consomme."
            ),
            text("Poser des panneaux école ouverte, c’est d’abord un plan de circulation. Ensuite seulement, des vis."),
        ),
    ),
    ItemSeed(
        "cheffe-chantier",
        "Yasmina, cheffe de chantier : « On ne négocie pas avec la pluie »",
        "Portrait. Douze ans de chantiers, une règle : dire le matin ce qu’on ne fera pas.",
        url="https://armorel.example/portraits/yasmina",
        campaign="Visages du chantier",
        topics=("Métiers et recrutement",),
        facts=("Publié avec l’accord de Yasmina B.",),
        credit="Claire Dufresne",
        page_days=-15,
        available_days=-15,
        expires_days=45,
        angles=(
            angle("La phrase", "Quelle phrase de chantier répétez-vous souvent ?", ""),
            angle("Le respect", "Que vous a appris quelqu’un du terrain ?", ""),
            angle("La règle", "Votre règle du matin ?", ""),
        ),
        texts=(
            text(
                "« On ne négocie pas avec la pluie. » Yasmina dirige des chantiers depuis douze ans, et cette phrase "
                "m’a fait revoir deux plannings."
            ),
            text("Dire le matin ce qu’on ne fera pas. C’est la règle de Yasmina, et je l’ai adoptée au bureau."),
        ),
    ),
    ItemSeed(
        "assises",
        "Assises du bâtiment sobre : ceux qui y vont le racontent",
        "Deux jours à Nantes. Six d’entre nous y seront : à chacun sa table ronde.",
        url="https://assises-batiment.example/",
        kind="event",
        family="sector",
        campaign="Regards de métier",
        topics=("Réglementation", "Matériaux biosourcés"),
        order="author_first",
        author="Sophie Tran",
        state="draft",
        available_days=5,
        expires_days=30,
        angles=(angle("En direct", "Une idée entendue qui vous a fait changer d’avis ?", ""),),
        texts=(text("Deux jours aux Assises du bâtiment sobre. J’y vais avec une question : qui paie la mesure ?"),),
    ),
    ItemSeed(
        "terre-crue",
        "Terre crue de Guérande : l’école qui sort de son sol",
        "D’où vient la terre, qui l’a façonnée, ce qu’elle fait pour l’humidité.",
        url="https://armorel.example/references/terre-crue",
        campaign="Écoles d’après",
        topics=("Matériaux biosourcés",),
        facts=("Terre extraite à 800 m du chantier",),
        state="expired",
        page_days=-60,
        available_days=-60,
        expires_days=-4,
        angles=(
            angle("Le geste", "Avez-vous déjà touché un mur en terre ?", ""),
            angle("L’inattendu", "Qu’est-ce qui vous a surpris ?", ""),
        ),
        texts=(text("Un mur en terre crue, c’est froid, doux, et cela sent la pluie. L’école en a trente mètres."),),
    ),
    ItemSeed(
        "atelier",
        "Pourquoi nous recomptons les ponts thermiques",
        "Un atelier interne, une méthode, un tableur ouvert à tous.",
        url="https://armorel.example/methodes/ponts-thermiques",
        family="craft",
        topics=("Mesure et énergie",),
        facts=("Méthode relue par deux laboratoires",),
        order="profiles_only",
        available_days=-12,
        angles=(
            angle("La méthode", "Votre façon de faire, en trois étapes ?", ""),
            angle("L’erreur", "Une erreur qui vous a appris quelque chose ?", ""),
        ),
        texts=(
            text(
                "Recompter les ponts thermiques après coup, cela vexe un peu. Puis on comprend d’où viennent les "
                "plaintes du lundi matin.\n\nNotre méthode tient dans un tableur, et il est ouvert."
            ),
            text("Un pont thermique n’apparaît jamais sur l’image de synthèse. Il apparaît en février."),
        ),
    ),
    *MORE,
)
