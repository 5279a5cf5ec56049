"""What the communications team does with proposals: read, ask, take up, not take up; ask a colleague for something.

The same path for everybody, in the order of arrival. Nothing here counts or compares people.
"""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from content_library.models import ContentItem, Proposal, ProposalMessage
from content_library.services.assets import adopt_asset
from content_library.services.items import create_item
from content_library.services.proposals import LONGEST_MESSAGE, checked_message, move, own_path
from content_library.services.values import ItemValues
from content_library.states import (
    ANSWERABLE,
    TO_ANSWER,
    AnnouncementOrder,
    Family,
    ItemKind,
    ProposalKind,
    ProposalState,
)

S = ProposalState

LONGEST_BRIEF: Final = 4000
_SUMMARY: Final = 600
_KINDS: Final = {
    ProposalKind.PHOTO: ItemKind.PICTURE,
    ProposalKind.TESTIMONY: ItemKind.OWN_VIEW,
}
_FAMILIES: Final = {
    ProposalKind.LINK: Family.SECTOR,
    ProposalKind.PHOTO: Family.CRAFT,
    ProposalKind.TESTIMONY: Family.PERSONAL,
}


def note_seen(proposal: Proposal) -> None:
    """Somebody of the team has opened it: its author sees that it was read. Twice is once; nobody is told by e-mail."""
    now = timezone.now()
    if Proposal.objects.filter(pk=proposal.pk, state=S.SUBMITTED).update(state=S.SEEN, state_changed_at=now) == 1:
        proposal.state, proposal.state_changed_at = S.SEEN, now


@transaction.atomic
def take_up(*, actor: Membership, proposal: Proposal, reply: str, with_picture: bool = False) -> ContentItem:
    """Take it up with a written answer: a draft of the library, linked both ways, with the credit its author asked for.

    `with_picture` puts the first picture into the library too: saying so, the team vouches that whoever can be
    recognised on it has agreed. Refuses an empty answer, a proposal answered meanwhile, a picture that is gone.
    """
    text = checked_reply(reply)
    person = _person(proposal)
    move(proposal, ANSWERABLE, S.ACCEPTED, answered_at=timezone.now(), reply_draft="")
    item = create_item(
        actor=actor, request_key=f"proposal-{proposal.public_id}", **_values(actor, proposal, with_picture)
    )
    proposal.item = item
    proposal.save(update_fields=["item"])
    record_audit(actor=actor, verb="proposal.taken_up", subject=proposal)
    _answer(actor, person, proposal, text)
    return item


@transaction.atomic
def not_take_up(*, actor: Membership, proposal: Proposal, reply: str) -> Proposal:
    """Say no, in writing, to the person alone. Refuses an empty answer and one that has been answered meanwhile."""
    text = checked_reply(reply)
    person = _person(proposal)
    move(proposal, ANSWERABLE, S.DECLINED, answered_at=timezone.now(), reply_draft="")
    record_audit(actor=actor, verb="proposal.not_taken_up", subject=proposal)
    _answer(actor, person, proposal, text)
    return proposal


@transaction.atomic
def ask_more(*, actor: Membership, proposal: Proposal, reply: str) -> Proposal:
    """Ask the person something before answering: the promise waits for them. Refuses an empty question."""
    text = checked_reply(reply)
    person = _person(proposal)
    move(proposal, TO_ANSWER, S.QUESTION, reply_draft="")
    record_audit(actor=actor, verb="proposal.questioned", subject=proposal)
    _answer(actor, person, proposal, text)
    return proposal


@transaction.atomic
def keep_reply(*, actor: Membership, proposal: Proposal, reply: str) -> Proposal:
    """Keep an answer that is not finished, for the team alone. Refuses one whose proposal has its answer already."""
    text = reply.replace("\r\n", "\n").strip()[:LONGEST_MESSAGE]
    if Proposal.objects.filter(pk=proposal.pk, state__in=ANSWERABLE).update(reply_draft=text) != 1:
        raise RuleViolation(_("This proposal has its answer already."), code="proposal_moved")
    proposal.reply_draft = text
    return proposal


# --- Briefs ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_brief(*, actor: Membership, person: Membership, title: str, brief: str, request_key: str = "") -> Proposal:
    """Ask a colleague for an interview or an article. They may say no, and no reason is asked.

    The same form sent twice finds the brief it made. Refuses a brief without a title or a word, and somebody gone.
    """
    if request_key:
        made = Proposal.objects.filter(asked_by=actor, request_key=request_key).first()
        if made is not None:
            return made
    title, brief = " ".join(title.split()), brief.replace("\r\n", "\n").strip()
    if not title:
        raise RuleViolation(_("Give it a title."), code="no_title", field="title")
    if not brief or len(brief) > LONGEST_BRIEF:
        raise RuleViolation(_("Say in a few words what you would like."), code="no_brief", field="brief")
    _check_person(actor, person)
    row = Proposal.objects.create(
        membership=person,
        asked_by=actor,
        kind=ProposalKind.CONTRIBUTION,
        state=S.BRIEFED,
        language=person.language[:2],
        title=title[:160],
        brief=brief,
        request_key=request_key,
    )
    record_audit(actor=actor, verb="proposal.briefed", subject=row)
    _tell_brief(actor, row)
    return row


@transaction.atomic
def offer_brief(*, actor: Membership, proposal: Proposal, person: Membership) -> Proposal:
    """Offer a brief that nobody holds to somebody. Refuses one that somebody holds by now."""
    _check_person(actor, person)
    move(proposal, {S.FREE}, S.BRIEFED, membership=person, asked_by=actor, language=person.language[:2])
    record_audit(actor=actor, verb="proposal.briefed", subject=proposal)
    _tell_brief(actor, proposal)
    return proposal


@transaction.atomic
def call_off(*, actor: Membership, proposal: Proposal) -> Proposal:
    """The brief is no longer needed. Refuses one that has been answered with a draft."""
    move(proposal, {S.BRIEFED, S.FREE}, S.WITHDRAWN)
    record_audit(actor=actor, verb="proposal.called_off", subject=proposal)
    return proposal


# --- Inside ----------------------------------------------------------------------------------------------------------
def checked_reply(reply: str) -> str:
    """Refuse an empty or endless answer, beside its field."""
    try:
        return checked_message(reply)
    except RuleViolation as violation:
        raise RuleViolation(violation.message, code=violation.code, field="reply") from violation


def _person(proposal: Proposal) -> Membership:
    if proposal.membership is None:
        raise RuleViolation(_("Nobody holds this brief yet."), code="nobody_yet")
    return proposal.membership


def _check_person(actor: Membership, person: Membership) -> None:
    if person.left_at is not None or person.organisation_id != actor.organisation_id or person.pk == actor.pk:
        raise RuleViolation(_("Choose a colleague."), code="person_invalid", field="person")


def _answer(actor: Membership, person: Membership, proposal: Proposal, text: str) -> None:
    said = ProposalMessage.objects.create(proposal=proposal, author=actor, from_team=True, body=text)
    if person.left_at is not None:
        return
    notify(
        membership=person,
        kind=NotificationKind.PROPOSAL_ANSWERED,
        details={"title": proposal.title, "person": actor.user.first_name or str(actor.user)},
        path=own_path(proposal),
        once_key=f"proposal:{said.public_id}",
    )


def _tell_brief(actor: Membership, proposal: Proposal) -> None:
    notify(
        membership=_person(proposal),
        kind=NotificationKind.CONTRIBUTION_ASKED,
        details={"title": proposal.title, "person": actor.user.first_name or str(actor.user)},
        path=own_path(proposal),
        once_key=f"brief:{proposal.public_id}:{proposal.state_changed_at:%Y%m%d%H%M%S}",
    )


def _values(actor: Membership, proposal: Proposal, with_picture: bool) -> ItemValues:
    """The draft that a proposal makes. Its own words stay whole on the proposal; the summary is their beginning."""
    languages = actor.organisation.languages
    kind = ProposalKind(proposal.kind)
    named = proposal.credit_wanted or proposal.wants_to_announce
    values: ItemValues = {
        "kind": _KINDS.get(kind, ItemKind.ARTICLE),
        "family": _FAMILIES.get(kind, Family.CRAFT),
        "language": proposal.language if proposal.language in languages else languages[0],
        "title": proposal.title,
        "summary": _summary(proposal.text),
        "url": proposal.url,
        "credit": proposal.credit_name if proposal.credit_wanted else "",
        "author": proposal.membership if named else None,
        "topics": [row.topic for row in proposal.proposal_topics.select_related("topic")],
    }
    if proposal.wants_to_announce:
        values["announcement_order"] = AnnouncementOrder.AUTHOR_FIRST
    picture = proposal.pictures.select_related("asset").first()
    if picture is not None and with_picture:
        values["picture"] = adopt_asset(actor=actor, asset=picture.asset)
    return values


def _summary(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _SUMMARY:
        return words
    return words[: _SUMMARY - 1].rpartition(" ")[0] + "…"
