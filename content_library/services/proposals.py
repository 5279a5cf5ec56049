"""What a person does with their own proposals: send, complete, answer a question, take back; say yes or no to a brief.

A proposal is an offer to the library, never a post: sharing one's own words needs nobody's answer.
"""

from datetime import timedelta
from typing import Any, Final, Unpack
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from content_library.models import ContentItem, Proposal, ProposalMessage, ProposalPicture, ProposalTopic
from content_library.services.promises import promised_day
from content_library.services.rules import check_web_address
from content_library.services.values import ProposalValues
from content_library.states import ANSWERABLE, PROPOSAL_TRANSITIONS, PhotoConsent, ProposalKind, ProposalState

S = ProposalState

MOST_PICTURES: Final = 4
LONGEST_TEXT, LONGEST_MESSAGE = 10_000, 4000
# What a person took back is gone this long afterwards; until then they can still copy it.
WITHDRAWN_KEPT: Final = timedelta(days=30)
PLAIN: Final = (
    "kind", "title", "text", "url", "people_in_photo", "credit_wanted", "credit_name", "wants_to_announce",
)  # fmt: skip


@transaction.atomic
def send_proposal(*, actor: Membership, request_key: str = "", **values: Unpack[ProposalValues]) -> Proposal:
    """Offer something to the communications team, with a day by which an answer is promised.

    The same form sent twice (`request_key`) finds the proposal it made the first time, unchanged. Refuses one without
    what its kind is about, somebody else's pictures, and pictures without a word on the people they show.
    """
    if request_key:
        made = Proposal.objects.filter(membership=actor, request_key=request_key).first()
        if made is not None:
            return made
    proposal = Proposal(membership=actor, request_key=request_key, language=actor.language[:2])
    if values.get("kind") == ProposalKind.CONTRIBUTION:
        raise RuleViolation(_("Choose what you bring."), code="kind_not_offered", field="kind")
    _assign(actor, proposal, values)
    proposal.submitted_at = timezone.now()
    proposal.answer_due_on = promised_day(actor.organisation)
    proposal.save()
    _write_parts(proposal, values)
    record_audit(actor=actor, verb="my_proposal.sent", subject=proposal)
    return proposal


@transaction.atomic
def contribute(*, actor: Membership, proposal: Proposal, **values: Unpack[ProposalValues]) -> Proposal:
    """Answer a brief with a draft of one's own. Refuses an empty one, and a brief that is not theirs any more."""
    row = _own(actor, proposal)
    values["kind"] = ProposalKind.CONTRIBUTION
    values["title"] = values.get("title") or row.title
    _assign(actor, row, values)
    kept = {name: getattr(row, name) for name in PLAIN}
    due = promised_day(actor.organisation)
    move(row, {S.BRIEFED}, S.SUBMITTED, submitted_at=timezone.now(), answer_due_on=due, **kept)
    _write_parts(row, values)
    record_audit(actor=actor, verb="my_proposal.sent", subject=row)
    _tell_asker(row, once=f"draft:{row.public_id}")
    return row


@transaction.atomic
def pass_on(*, actor: Membership, proposal: Proposal) -> None:
    """Say no to a brief: no reason is asked, and no row keeps who said no. The brief is free for somebody else."""
    row = _own(actor, proposal)
    asked_at = row.state_changed_at
    move(row, {S.BRIEFED}, S.FREE, membership=None)
    record_audit(actor=None, verb="my_proposal.passed", subject=row)
    _tell_asker(row, once=f"free:{row.public_id}:{asked_at:%Y%m%d%H%M%S}")


@transaction.atomic
def answer_question(*, actor: Membership, proposal: Proposal, body: str, people_in_photo: str = "") -> Proposal:
    """Answer what the team asked; the promise of an answer begins anew. Refuses an empty answer."""
    row = _own(actor, proposal)
    text = checked_message(body)
    values: dict[str, Any] = {"submitted_at": timezone.now(), "answer_due_on": promised_day(actor.organisation)}
    if people_in_photo in PhotoConsent.values:
        values["people_in_photo"] = people_in_photo
    move(row, {S.QUESTION}, S.SUBMITTED, **values)
    ProposalMessage.objects.create(proposal=row, author=actor, from_team=False, body=text)
    record_audit(actor=actor, verb="my_proposal.answered", subject=row)
    return row


@transaction.atomic
def withdraw_proposal(*, actor: Membership, proposal: Proposal) -> Proposal:
    """Take it back before it is answered: the team no longer sees it. Twice is once.

    Refuses one that has been answered: what became of it in the library is settled with the team.
    """
    row = _own(actor, proposal)
    if row.state == S.WITHDRAWN:
        return row
    if row.state not in ANSWERABLE:
        raise RuleViolation(
            _("This proposal has its answer. To have something changed in the library, write to the team."),
            code="proposal_answered",
        )
    move(row, ANSWERABLE, S.WITHDRAWN, reply_draft="")
    record_audit(actor=actor, verb="my_proposal.withdrawn", subject=row)
    return row


# --- When something elsewhere happens --------------------------------------------------------------------------------
@transaction.atomic
def on_leaving(membership: Membership) -> None:
    """Somebody leaves the organisation: what waits for an answer is taken back, what was asked of them is free.

    Leaving the programme alone changes nothing here: every member may propose.
    """
    if membership.left_at is None:
        return
    for row in Proposal.objects.filter(membership=membership, state__in=ANSWERABLE):
        withdraw_proposal(actor=membership, proposal=row)
    for row in Proposal.objects.filter(membership=membership, state=S.BRIEFED):
        pass_on(actor=membership, proposal=row)


@transaction.atomic
def on_item_opened(item: ContentItem) -> None:
    """What somebody proposed can be shared from now on: they are told, once."""
    rows = Proposal.objects.filter(item=item, state=S.ACCEPTED, membership__left_at__isnull=True)
    for row in rows.select_related("membership__organisation", "membership__user"):
        assert row.membership is not None  # noqa: S101 -- filtered above
        notify(
            membership=row.membership,
            kind=NotificationKind.PROPOSAL_LIVE,
            details={"title": row.title},
            path=own_path(row),
            once_key=f"proposal:{row.public_id}:live",
        )


@transaction.atomic
def purge() -> int:
    """Inside a tenant: delete what people took back a month ago. Returns how many."""
    before = timezone.now() - WITHDRAWN_KEPT
    over = Proposal.objects.filter(state=S.WITHDRAWN, state_changed_at__lt=before)
    return over.delete()[1].get("content_library.Proposal", 0)


# --- Shared with the team's side -------------------------------------------------------------------------------------
def move(proposal: Proposal, sources: Any, target: ProposalState, **values: Any) -> None:
    """Move along `states.PROPOSAL_TRANSITIONS`, once, whoever else tries. Refuses when it stands elsewhere by now."""
    if any(target not in PROPOSAL_TRANSITIONS[source] for source in sources):
        raise ValueError(f"not a move of a proposal: {sorted(sources)} to {target}")
    values = {"state": target, "state_changed_at": timezone.now(), **values}
    if Proposal.objects.filter(pk=proposal.pk, state__in=sources).update(**values) != 1:
        raise RuleViolation(
            _("This proposal has moved on meanwhile. Nothing has changed: look at where it stands now."),
            code="proposal_moved",
        )
    for name, value in values.items():
        setattr(proposal, name, value)


def checked_message(body: str) -> str:
    """Refuse an empty or endless message."""
    text = body.replace("\r\n", "\n").strip()
    if not text:
        raise RuleViolation(_("Write a few words: a person reads them."), code="message_empty", field="body")
    if len(text) > LONGEST_MESSAGE:
        raise RuleViolation(_("This is too long."), code="text_too_long", field="body")
    return text


def own_path(proposal: Proposal) -> str:
    """The page of a proposal for the person who made it."""
    return _path("content_library:my_proposal", proposal)


def team_path(proposal: Proposal) -> str:
    """The page of a proposal for the team."""
    return _path("content_library:proposal", proposal)


def _path(name: str, proposal: Proposal) -> str:
    return reverse(name, kwargs={"org": proposal.organisation.slug, "public_id": proposal.public_id})


# --- Inside ----------------------------------------------------------------------------------------------------------
def _own(actor: Membership, proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk, membership=actor).first()
    if row is None:
        raise RuleViolation(_("This proposal is not yours."), code="not_yours")
    return row


def _tell_asker(proposal: Proposal, *, once: str) -> None:
    if proposal.asked_by is None or proposal.asked_by.left_at is not None:
        return
    notify(
        membership=proposal.asked_by,
        kind=NotificationKind.CONTRIBUTION_BACK,
        details={"title": proposal.title},
        path=team_path(proposal),
        once_key=f"proposal:{once}",
    )


def _assign(actor: Membership, proposal: Proposal, values: ProposalValues) -> None:
    for name in PLAIN:
        if name in values:
            value: Any = values[name]
            setattr(proposal, name, value.replace("\r\n", "\n").strip() if isinstance(value, str) else value)
    _check(actor, proposal, values)
    proposal.title = proposal.title or _title_of(proposal)
    proposal.credit_name = (proposal.credit_name or str(actor.user)) if proposal.credit_wanted else ""


def _check(actor: Membership, proposal: Proposal, values: ProposalValues) -> None:
    if proposal.kind not in ProposalKind.values:
        raise RuleViolation(_("Choose what you bring."), code="kind_not_offered", field="kind")
    check_web_address(proposal.url, field="url")
    if len(proposal.text) > LONGEST_TEXT:
        raise RuleViolation(_("This is too long."), code="text_too_long", field="text")
    pictures = values.get("pictures", ())
    if any(asset.owner_id != actor.pk for asset in pictures):
        raise RuleViolation(_("Choose a picture of your own."), code="picture_not_yours", field="upload")
    if len(pictures) > MOST_PICTURES:
        raise RuleViolation(
            _("%(most)s pictures at most.") % {"most": MOST_PICTURES}, code="too_many_pictures", field="upload"
        )
    if proposal.kind == ProposalKind.LINK and not proposal.url:
        raise RuleViolation(_("Paste the link."), code="no_link", field="url")
    if proposal.kind == ProposalKind.PHOTO and not pictures:
        raise RuleViolation(_("Choose a photo."), code="no_picture", field="upload")
    worded = {ProposalKind.TESTIMONY, ProposalKind.DRAFT, ProposalKind.CONTRIBUTION}
    if proposal.kind in worded and not proposal.text:
        raise RuleViolation(_("Write a few words."), code="no_text", field="text")
    if pictures and proposal.people_in_photo not in PhotoConsent.values:
        raise RuleViolation(
            _("Say whether people can be recognised, and whether they agreed."),
            code="consent_unsaid",
            field="people_in_photo",
        )
    if not pictures:
        proposal.people_in_photo = ""


def _title_of(proposal: Proposal) -> str:
    """A title for what came without one: its first line, else the site and path of its link, else what it is."""
    line = proposal.text.partition("\n")[0].strip()
    if not line and proposal.url:
        parts = urlsplit(proposal.url)
        line = f"{parts.hostname or ''}{parts.path}".rstrip("/")
    line = line or str(ProposalKind(proposal.kind).label)
    return line if len(line) <= 120 else f"{line[:119].rstrip()}…"


def _write_parts(proposal: Proposal, values: ProposalValues) -> None:
    pictures = {asset.pk: asset for asset in values.get("pictures", ())}
    ProposalPicture.objects.bulk_create(
        ProposalPicture(proposal=proposal, asset=asset, position=place) for place, asset in enumerate(pictures.values())
    )
    topics = {topic.pk: topic for topic in values.get("topics", ())}
    ProposalTopic.objects.bulk_create(ProposalTopic(proposal=proposal, topic=topic) for topic in topics.values())
