"""The people of the demo. All of them are invented; portraits are drawn by us (advocacy/demo/pictures)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One member. `joined`: an ambassador; `named`: agreed to appear by name; `door`: offered on the sign-in page."""

    name: str
    job: str
    portrait: str
    roles: tuple[str, ...] = ()
    joined: bool = True
    named: bool = False
    door: str = ""
    teams: tuple[str, ...] = ()

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
    Person("Marion Petit", "Chargée de recrutement", "p08", ("contributor",), named=True, teams=("Agence de Lyon",)),
    Person("Hugo Lemaire", "Responsable grands comptes", "p09", named=True),
    Person("Inès Carvalho", "Architecte", "p10", named=True, teams=("Équipe du projet Simone-Veil",)),
    Person("Julien Moreau", "Chef de projet rénovation", "p11", named=True, teams=("Équipe du projet Simone-Veil",)),
    Person("Sophie Tran", "Responsable recherche et développement", "p12", named=True),
    Person("Karim Haddad", "Directeur d’agence", "p13", ("manager",), named=True, teams=("Agence de Lyon",)),
    Person("Yasmina Bouzid", "Cheffe de chantier", "p14", named=True, teams=("Agence de Lyon",)),
    Person("Mathilde Roy", "Économiste de la construction", "p15", named=True),
    Person("Loïc Le Goff", "Charpentier, formateur", "p16", named=True),
    Person("Camille Renaud", "Ingénieure structure", "p17"),
    Person("Malik Ferhat", "Technicien mesure", "p18"),
    Person("Élodie Marchand", "Assistante de direction", "p19"),
    Person("Bastien Caron", "Dessinateur-projeteur", "p20"),
    Person("Fatou Ndiaye", "Juriste", "p21"),
    Person("Gaël Riou", "Conducteur de travaux", "p22"),
    Person("Hélène Vasseur", "Responsable qualité", "p23"),
    Person("Ismaël Cissé", "Automaticien", "p24", teams=("Agence de Lyon",)),
    Person("Jeanne Perrot", "Paysagiste", "p25"),
    Person("Kévin Nguyen", "Métreur", "p26"),
    Person("Laure Delmas", "Contrôleuse de gestion", "p27"),
    Person("Maël Jaouen", "Apprenti charpentier", "p28"),
    Person("Nicolas Brun", "Ingénieur fluides", "p29", teams=("Agence de Lyon",)),
    Person("Océane Guérin", "Chargée d’affaires", "p30"),
    Person("Pierre-Yves Salaün", "Responsable matériel", "p31"),
    Person("Rania Khelifi", "Ingénieure acoustique", "p32"),
    Person("Samuel Costa", "Chef d’équipe", "p33", teams=("Agence de Lyon",)),
    Person("Tiphaine Morvan", "Chargée d’études", "p34"),
    Person("Ulysse Barbier", "Développeur", "p35"),
    Person("Valérie Joubert", "Responsable achats", "p36"),
    Person("William Dubois", "Technico-commercial", "p37"),
    Person("Xavier Poulain", "Géomètre", "p38"),
    Person("Yuna Le Roux", "Alternante communication", "p39"),
    Person("Zoé Fontaine", "Ergonome", "p40"),
    Person("Adrien Pasquier", "Ingénieur bois", "p41"),
)

HALDEN = (
    Person("Ruth Okafor", "Head of communications", "p42", ("content_manager",), named=True, door="comms"),
    Person("Tom Ashworth", "Skipper", "p43", named=True, door="ambassador", teams=("Crews",)),
    Person("Ingrid Solberg", "Managing director", "p44", ("owner", "manager"), named=True, door="manager"),
    Person("Priya Nair", "Workshop lead", "p45", named=True, teams=("Workshop",)),
    Person("Callum Reid", "Deckhand", "p46", teams=("Crews",)),
    Person("Maya Lindqvist", "Traffic controller", "p47"),
    Person("Owen Price", "Marine electrician", "p48", teams=("Workshop",)),
    Person("Beatriz Alonso", "Safety officer", "p49"),
    Person("Femi Adeyemi", "Harbour planner", "p50"),
    Person("Grace Holloway", "Passenger services", "p51"),
    Person("Jonas Berg", "Engineer", "p52", teams=("Workshop",)),
    Person("Kirsty MacLeod", "Lock keeper", "p53"),
)
