"""The rest of what the French demo organisation offers to share. All of it is invented."""

from advocacy.demo.shapes import ItemSeed, angle, text

MORE = (
    ItemSeed(
        "velo",
        "Un an de vélo de fonction : ce que 130 trajets racontent",
        "Temps, humeur, pluie : les chiffres tenus par les collègues, sans morale.",
        url="https://armorel.example/nous/velo",
        family="personal",
        topics=("Mobilité",),
        facts=("31 personnes équipées", "Chiffres déclarés par elles"),
        order="profiles_only",
        available_days=-20,
        angles=(
            angle("Mon trajet", "Le vôtre, en une image ?", "L’heure ? Le temps ? Ce que vous entendez ?"),
            angle("Le contre", "Qu’est-ce qui ne marche pas ?", ""),
        ),
        texts=(
            text("130 trajets à vélo cette année, 11 sous une vraie pluie. Je les avais surestimées, ces pluies."),
            text("Le vélo de fonction ne m’a pas changé la vie. Il m’a changé le mardi matin, et c’est déjà bien."),
        ),
    ),
    ItemSeed(
        "mesures",
        "Baromètre du confort : la méthode, ligne par ligne",
        "Capteurs, biais, données manquantes : tout ce qui permet de nous contredire.",
        url="https://armorel.example/barometre/methode",
        family="craft",
        campaign="Baromètre du confort",
        topics=("Mesure et énergie", "Confort d’été"),
        facts=("38 000 capteurs, 4 % de pannes", "Données ouvertes"),
        page_days=-11,
        available_days=-11,
        expires_days=40,
        angles=(
            angle("Le doute", "Quel chiffre vous inspire de la prudence ?", ""),
            angle("La pédagogie", "Comment expliquer une médiane à un conseil municipal ?", ""),
        ),
        texts=(
            text(
                "4 % de nos capteurs sont tombés en panne, surtout au soleil. Autrement dit : là où il faisait le plus "
                "chaud, nous mesurons le moins bien. C’est écrit dans la méthode, et c’est important."
            ),
            text("Publier ses données, c’est accepter d’être contredit. Nous avons déjà reçu deux corrections. Merci."),
        ),
    ),
    ItemSeed(
        "recrutement",
        "Devenir thermicienne à 38 ans : le récit de Solène",
        "Une reconversion, une équipe patiente, et un premier diagnostic refait trois fois.",
        url="https://armorel.example/portraits/solene",
        campaign="Visages du chantier",
        topics=("Métiers et recrutement",),
        facts=("Publié avec l’accord de Solène G.",),
        page_days=-25,
        available_days=-25,
        expires_days=35,
        angles=(
            angle("Le détour", "Quel détour vous a mené à ce métier ?", ""),
            angle("Le coup de main", "Qui vous a laissé le temps d’apprendre ?", ""),
        ),
        texts=(
            text(
                "À 38 ans, Solène a refait trois fois son premier diagnostic. Personne n’a soupiré. "
                "C’est ça, une équipe."
            ),
            text("Les reconversions ne manquent pas de courage. Elles manquent de collègues patients."),
        ),
    ),
    ItemSeed(
        "foret",
        "D’où vient notre bois ? La carte, parcelle par parcelle",
        "Quatre scieries, onze forêts, un document mis à jour chaque trimestre.",
        url="https://armorel.example/bois/carte",
        topics=("Matériaux biosourcés",),
        facts=("92 % à moins de 250 km", "Le reste est indiqué, avec la raison"),
        page_days=-7,
        available_days=-7,
        expires_days=60,
        angles=(
            angle("Le lieu", "Une scierie, une forêt que vous connaissez ?", ""),
            angle("La part d’ombre", "Et les 8 % qui viennent de plus loin ?", ""),
        ),
        texts=(
            text("92 % de notre bois vient de moins de 250 km. Les 8 % restants ont une ligne chacun, avec la raison."),
            text(
                "La question que je préfère entendre d’un maire : « et la forêt, elle est où ? » "
                "Maintenant, il y a une carte."
            ),
        ),
    ),
    ItemSeed(
        "reunion",
        "Trois réunions qui valent un isolant",
        "Comment nous préparons les usagers avant la livraison, avec la trame à télécharger.",
        url="https://armorel.example/methodes/usagers",
        family="craft",
        campaign="Écoles d’après",
        topics=("Rénovation scolaire",),
        facts=("Trame libre de droits",),
        page_days=-18,
        available_days=-18,
        expires_days=50,
        angles=(
            angle("La scène", "Une réunion qui a tout débloqué ?", ""),
            angle("Le conseil", "Votre première question aux usagers ?", ""),
        ),
        texts=(
            text(
                "Première question aux agents avant de livrer : « Qui ouvre le portail, et à quelle "
                "heure ? » Tout en découle."
            ),
            text(
                "Trois réunions d’une heure. C’est le poste le moins cher du chantier, et celui qu’on coupe en premier."
            ),
        ),
    ),
    ItemSeed(
        "decret-europe",
        "Directive européenne : les passoires thermiques des communes",
        "Lecture d’un rapport de 80 pages, résumé en cinq questions.",
        url="https://veille-europe.example/directive-batiments",
        scene="decret",
        family="sector",
        campaign="Regards de métier",
        topics=("Réglementation",),
        order="profiles_only",
        state="in_review",
        angles=(
            angle("La question", "Laquelle des cinq vous concerne ?", ""),
            angle("Le pari", "Qu’est-ce qui sera encore vrai dans dix ans ?", ""),
        ),
        texts=(
            text(
                "80 pages sur les bâtiments publics européens. J’en garde une question : qui entretient "
                "ce qu’on isole ?"
            ),
        ),
    ),
    ItemSeed(
        "elus",
        "Chauffer moins, chauffer mieux : dix questions d’élus",
        "Les questions posées en conseil municipal, et nos réponses, chiffres à l’appui.",
        url="https://armorel.example/questions/elus",
        scene="reunion",
        campaign="Écoles d’après",
        topics=("Mesure et énergie", "Réglementation"),
        facts=("Questions relevées dans 34 conseils municipaux",),
        state="in_review",
        page_days=6.2,
        angles=(
            angle("La question", "Celle qu’on vous pose le plus souvent ?", ""),
            angle("La réponse", "Celle que vous avez mis du temps à trouver ?", ""),
        ),
        texts=(text("« Et en février ? » C’est toujours la première question en conseil municipal, et la meilleure."),),
    ),
    ItemSeed(
        "reemploi",
        "Réemploi : la carte des matériaux qui attendent",
        "",
        url="https://armorel.example/reemploi/carte",
        scene="atelier",
        topics=("Matériaux biosourcés",),
        state="draft",
        angles=(angle("La trouvaille", "Ce que vous avez sauvé d’une benne ?", ""),),
    ),
    ItemSeed(
        "gymnase",
        "Un gymnase chauffé par la patinoire d’à côté",
        "Récupérer la chaleur : le schéma, les comptes, les limites.",
        url="https://armorel.example/references/gymnase",
        scene="mesures",
        topics=("Mesure et énergie",),
        facts=("41 % des besoins couverts la première année",),
        page_days=1.3,
        available_days=-0.5,
        expires_days=25,
        angles=(
            angle("Le voisin", "Quelle chaleur perd-on à côté de chez vous ?", ""),
            angle("La limite", "Quand cela ne marche-t-il pas ?", ""),
        ),
        texts=(
            text(
                "La patinoire jette de la chaleur. Le gymnase d’à côté en achète. Il a suffi d’un tuyau "
                "et de deux ans de discussions."
            ),
            text("41 % des besoins couverts la première année. Pas 100, et c’est écrit dans le titre du tableau."),
        ),
    ),
    ItemSeed(
        "cour",
        "La cour d’école sans goudron : deux printemps après",
        "Température, bruit, genoux écorchés : ce que les enfants et les thermomètres disent.",
        url="https://armorel.example/references/cour",
        scene="terre-crue",
        campaign="Écoles d’après",
        topics=("Confort d’été", "Rénovation scolaire"),
        facts=("6 °C de moins au sol, à 15 h",),
        page_days=-30,
        available_days=-30,
        expires_days=15,
        angles=(
            angle("Le souvenir", "La cour de votre enfance, elle était comment ?", ""),
            angle("Le chiffre", "6 °C de moins : où, quand, comment ?", ""),
        ),
        texts=(
            text(
                "6 °C de moins au sol à 15 h, et deux fois plus de pansements. Les enfants ont choisi : "
                "ils gardent la terre."
            ),
            text("La cour de mon école était noire et brûlante. Celle-ci a des copeaux, des arbres et des cabanes."),
        ),
    ),
    ItemSeed(
        "alternance",
        "Alternance : ce que nous promettons, par écrit",
        "Un tuteur, un vrai dossier, une place au chantier : la liste signée à l’arrivée.",
        url="https://armorel.example/carrieres/alternance",
        scene="recrutement",
        kind="job",
        campaign="Grandir à Lyon",
        topics=("Métiers et recrutement",),
        page_days=-3,
        available_days=-3,
        expires_days=28,
        angles=(
            angle("Le tuteur", "Qu’est-ce qu’un bon tuteur ?", ""),
            angle("Mes débuts", "Votre premier vrai dossier ?", ""),
        ),
        texts=(
            text(
                "Nous avons mis par écrit ce qu’un alternant peut attendre de nous. La ligne 3 : « un dossier à soi »."
            ),
            text("Un bon tuteur, c’est quelqu’un qui vous laisse parler au client au bout de trois semaines."),
        ),
    ),
    ItemSeed(
        "votre-regard",
        "À vous : quel bâtiment vous a fait choisir ce métier ?",
        "Pas d’article, pas d’image imposée. Un souvenir, et votre regard.",
        scene="reunion",
        kind="question",
        family="personal",
        topics=("Métiers et recrutement",),
        order="profiles_only",
        available_days=-9,
        angles=(
            angle("Le souvenir", "Quel âge aviez-vous ? Qui était là ?", ""),
            angle("Le retour", "Y êtes-vous retourné ?", ""),
        ),
        texts=(
            text("Le bâtiment qui m’a fait choisir ce métier est une gare, un matin d’hiver, à cause de la lumière."),
        ),
    ),
)
