"""The people of the demo. All of them are invented; portraits are drawn by us (advocacy/demo/pictures)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One member. `joined`: an ambassador; `named`: agreed to appear by name; `door`: offered on the sign-in page.

    `paused_days`: on a break for as many days more. `left`: joined once, and stopped.
    """

    name: str
    job: str
    portrait: str
    roles: tuple[str, ...] = ()
    joined: bool = True
    named: bool = False
    door: str = ""
    teams: tuple[str, ...] = ()
    paused_days: int = 0
    left: bool = False

    @property
    def enrolled(self) -> bool:
        """Say whether they ever said yes."""
        return self.joined or self.left

    @property
    def handle(self) -> str:
        """Their handle on the simulated networks."""
        plain = self.name.lower().translate(str.maketrans("éèêëàâäîïôöûüçñ’' ", "eeeeaaaiioouucn---"))
        return plain.replace("--", "-")


ARMOREL = (
    Person(
        "Nadia Benali",
        "Ingénieure thermicienne",
        "p01",
        named=True,
        door="ambassador",
        teams=("Équipe du projet Simone-Veil",),
    ),
    Person("Claire Dufresne", "Responsable de la communication", "p02", ("content_manager",), named=True, door="comms"),
    Person("Étienne Rousseau", "Directeur général", "p03", ("manager",), named=True, door="manager"),
    Person("Paul Guillemot", "Comptable", "p04", joined=False, door="employee"),
    Person("Antoine Le Bris", "Responsable des systèmes d’information", "p05", ("owner",), named=True, door="owner"),
    Person("Thomas Kervadec", "Chargé de communication", "p06", ("content_manager",), named=True),
    Person("Aïcha Diallo", "Conductrice de travaux", "p07", named=True, teams=("Agence de Lyon",)),
    Person("Marion Petit", "Chargée de recrutement", "p11", ("contributor",), named=True, teams=("Agence de Lyon",)),
    Person("Hugo Lemaire", "Responsable grands comptes", "p08", named=True),
    Person("Inès Carvalho", "Architecte", "p09", named=True, teams=("Équipe du projet Simone-Veil",)),
    Person("Julien Moreau", "Chef de projet rénovation", "p10", named=True, teams=("Équipe du projet Simone-Veil",)),
    Person("Sophie Tran", "Responsable recherche et développement", "p12", named=True),
    Person("Karim Haddad", "Directeur d’agence", "p15", ("manager",), named=True, teams=("Agence de Lyon",)),
    Person("Yasmina Bouzid", "Cheffe de chantier", "p13", named=True, teams=("Agence de Lyon",)),
    Person("Mathilde Roy", "Économiste de la construction", "p33", named=True),
    Person("Loïc Le Goff", "Charpentier, formateur", "p47", named=True),
    Person("Camille Renaud", "Ingénieure structure", "p38"),
    Person("Malik Ferhat", "Technicien mesure", "p34"),
    Person("Élodie Marchand", "Assistante de direction", "p49"),
    Person("Bastien Caron", "Dessinateur-projeteur", "p39"),
    Person("Fatou Ndiaye", "Juriste", "p51"),
    Person("Gaël Riou", "Conducteur de travaux", "p60"),
    Person("Hélène Vasseur", "Responsable qualité", "p17"),
    Person("Ismaël Cissé", "Automaticien", "p30", teams=("Agence de Lyon",)),
    Person("Jeanne Perrot", "Paysagiste", "p53"),
    Person("Kévin Nguyen", "Métreur", "p41"),
    Person("Laure Delmas", "Contrôleuse de gestion", "p55", paused_days=12),
    Person("Maël Jaouen", "Apprenti charpentier", "p63"),
    Person("Nicolas Brun", "Ingénieur fluides", "p43", teams=("Agence de Lyon",)),
    Person("Océane Guérin", "Chargée d’affaires", "p64"),
    Person("Pierre-Yves Salaün", "Responsable matériel", "p22"),
    Person("Rania Khelifi", "Ingénieure acoustique", "p44"),
    Person("Samuel Costa", "Chef d’équipe", "p50", teams=("Agence de Lyon",)),
    Person("Tiphaine Morvan", "Chargée d’études", "p59"),
    Person("Ulysse Barbier", "Développeur", "p45"),
    Person("Valérie Joubert", "Responsable achats", "p46"),
    Person("William Dubois", "Technico-commercial", "p32"),
    Person("Xavier Poulain", "Géomètre", "p52", paused_days=30),
    Person("Yuna Le Roux", "Alternante communication", "p14"),
    Person("Zoé Fontaine", "Ergonome", "p27"),
    Person("Adrien Pasquier", "Ingénieur bois", "p56"),
    Person("Blandine Hervé", "Assistante d’agence", "p61", joined=False, left=True),
    Person("Denis Quéré", "Grutier", "p58", joined=False),
    Person("Sarah Lambert", "Gestionnaire de paie", "p23", joined=False),
)

HALDEN = (
    Person("Ruth Okafor", "Head of communications", "p25", ("content_manager",), named=True, door="comms"),
    Person("Tom Ashworth", "Skipper", "p28", named=True, door="ambassador", teams=("Crews",)),
    Person("Ingrid Solberg", "Managing director", "p29", ("manager",), named=True, door="manager"),
    Person("Priya Nair", "Workshop lead", "p40", named=True, teams=("Workshop",)),
    Person("Callum Reid", "Deckhand", "p18", teams=("Crews",)),
    Person("Maya Lindqvist", "Traffic controller", "p31"),
    Person("Owen Price", "Marine electrician", "p26", teams=("Workshop",)),
    Person("Beatriz Alonso", "Safety officer", "p57"),
    Person("Femi Adeyemi", "Harbour planner", "p37"),
    Person("Grace Holloway", "Passenger services", "p42"),
    Person("Jonas Berg", "Engineer", "p54", teams=("Workshop",)),
    Person("Kirsty MacLeod", "Lock keeper", "p35"),
    Person("Harpreet Singh", "Payroll", "p21", joined=False, door="employee"),
    Person("Noor Aziz", "Systems administrator", "p20", ("owner",), joined=False, door="owner"),
)
