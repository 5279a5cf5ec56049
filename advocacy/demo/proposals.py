"""What colleagues brought to the library, and what they were answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advocacy.demo import picture_files
from advocacy.demo.stage import Stage, backdated
from advocacy.demo.typography import typeset
from content_library.models import ContentItem, Proposal, ProposalMessage, ProposalPicture
from content_library.services.promises import after_working_days
from content_library.states import ItemState, PhotoConsent, ProposalKind, ProposalState

K, S = ProposalKind, ProposalState


@dataclass(frozen=True, slots=True)
class Brought:
    """One proposal: `days` ago; `scenes` are its photos; `reply` is what the team wrote, when it did."""

    person: str
    days: float
    kind: str
    title: str
    text: str = ""
    url: str = ""
    state: str = S.SUBMITTED
    scenes: tuple[str, ...] = ()
    consent: str = PhotoConsent.NOBODY
    credit: bool = False
    announces: bool = False
    reply: str = ""
    brief: str = ""


BROUGHT: Final[dict[str, Sequence[Brought]]] = {
    "armorel": (
        Brought(
            "Karim Haddad", 8, K.TESTIMONY, "Ouvrir l'agence de Lyon un samedi, et le raconter",
            "Nos voisins demandent ce que nous faisons derrière la palissade. On pourrait ouvrir un samedi matin, "
            "sans discours : l'atelier, deux maquettes, du café. Et raconter ensuite ce qu'ils nous ont demandé.",
            state=S.SEEN,
        ),
        Brought(
            "Aïcha Diallo", 2, K.PHOTO, "Couler une dalle à 4 °C : ce que j'ai appris",
            "En février à Vénissieux, on a chauffé le coffrage toute une nuit avec deux couvertures et un thermomètre "
            "de cuisine. La dalle a pris. J'aimerais le raconter avant l'été, parce que la question revient à chaque "
            "chantier.",
            scenes=("charpente", "cheffe-chantier"), consent=PhotoConsent.TO_ASK, credit=True, announces=True,
        ),
        Brought(
            "Rania Khelifi", 1, K.LINK, "Le silence d'une cantine, mesuré avant et après",
            "Une étude sur le bruit à midi dans douze écoles. Les ordres de grandeur sont ceux que nous mesurons.",
            "https://acoustique-des-ecoles.example/etudes/cantines", credit=True,
        ),
        Brought(
            "Nadia Benali", 0.2, K.DRAFT, "Combien coûte vraiment une fenêtre",
            "Le prix d'achat n'est qu'une partie. Sur vingt ans, la pose et le réglage comptent davantage, et c'est "
            "là que nous perdons le plus souvent. Je propose trois chiffres et une photo de joint.",
            credit=True,
        ),
        Brought(
            "Nadia Benali", 12, K.LINK, "Un simulateur d'ombres portées, libre et simple",
            "Je m'en sers pour expliquer les casquettes aux écoles. Il intéresserait sûrement d'autres métiers.",
            "https://ombres-portees.example/", state=S.ACCEPTED, credit=True,
            reply="Merci Nadia, oui : c'est exactement le genre d'outil que les gens gardent. Je prépare deux angles.",
        ),
        Brought(
            "Julien Moreau", 20, K.LINK, "Le palmarès des entreprises du bâtiment",
            "Nous y sommes cités.", "https://palmares-du-batiment.example/", state=S.DECLINED,
            reply="Merci Julien. Nous ne le reprenons pas : le classement est payant, et cela se sait. Si un point "
            "précis de l'article te parle, dis-le à ta façon, il n'y a rien à demander.",
        ),
        Brought(
            "Loïc Le Goff", 3, K.CONTRIBUTION, "Former des charpentiers : cinq questions à Loïc", state=S.BRIEFED,
            brief="Cinq questions sur la transmission : ce que tu montres en premier, ce que tu ne dis plus, "
            "ce qui t'a surpris cette année. Une page, dans tes mots, pour la fin du mois.",
        ),
    ),
    "halden": (
        Brought(
            "Priya Nair", 4, K.PHOTO, "A gearbox older than our apprentice",
            "We opened it after forty years of service. Two bearings to replace, nothing else. The apprentice asked "
            "why nothing is built like this any more, and I had no short answer.",
            scenes=("workshop-engine",), credit=True,
        ),
        Brought(
            "Tom Ashworth", 1, K.LINK, "How another harbour feeds its ferries from the shore",
            "Same tides as ours, other plugs. The drawings on page four are worth a look.",
            "https://harbour-notes.example/shore-power", credit=True,
        ),
        Brought(
            "Tom Ashworth", 15, K.TESTIMONY, "What fog sounds like from the bridge",
            "You turn the engine down and listen. I would like to write about the three sounds that matter.",
            state=S.QUESTION, reply="Tom, we would love this. Do you have a crossing in mind, and may we name it?",
        ),
    ),
}  # fmt: skip


def bring(stage: Stage) -> None:
    """Put what colleagues brought into the inbox, with its answers; what was taken up becomes a draft."""
    comms = stage.door("comms")
    for each in BROUGHT.get(stage.seed.slug, ()):
        with backdated(Proposal, "created_at"):
            row = _row(stage, each)
        _pictures(stage, row, each)
        if each.reply:
            with backdated(ProposalMessage, "said_at"):
                ProposalMessage.objects.create(
                    proposal=row,
                    author=comms,
                    from_team=True,
                    body=typeset(each.reply, stage.seed.language),
                    said_at=row.state_changed_at,
                )


def _row(stage: Stage, each: Brought) -> Proposal:
    language, person = stage.seed.language, stage.members[each.person]
    sent = stage.days(-each.days)
    answered = each.state in {S.ACCEPTED, S.DECLINED}
    moved = stage.days(2 - each.days) if each.reply else sent
    row = Proposal(
        membership=person,
        kind=each.kind,
        state=each.state,
        state_changed_at=moved,
        language=language,
        title=typeset(each.title, language),
        text=typeset(each.text, language),
        url=each.url,
        people_in_photo=each.consent if each.scenes else "",
        credit_wanted=each.credit,
        credit_name=person.user.name if each.credit else "",
        wants_to_announce=each.announces,
        brief=typeset(each.brief, language),
        asked_by=stage.door("comms") if each.brief else None,
        submitted_at=None if each.brief else sent,
        answer_due_on=None if each.brief else after_working_days(sent.astimezone(stage.zone).date(), 5),
        answered_at=moved if answered else None,
        created_at=sent,
    )
    if each.state == S.ACCEPTED:
        picture = picture_files.scene_asset(stage.organisation, "toit-solaire", language)
        picture.save()
        row.item = ContentItem.objects.create(
            title=row.title,
            summary=row.text[:600],
            url=row.url,
            state=ItemState.DRAFT,
            language=language,
            credit=row.credit_name,
            picture=picture,
            author=person,
            created_by=stage.door("comms"),
        )
    row.save()
    return row


def _pictures(stage: Stage, row: Proposal, each: Brought) -> None:
    for place, slug in enumerate(each.scenes):
        asset = picture_files.scene_asset(stage.organisation, slug, stage.seed.language, owner=row.membership)
        asset.save()
        ProposalPicture.objects.create(proposal=row, asset=asset, position=place)
