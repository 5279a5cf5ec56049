"""Asking a colleague for an opinion: never required, seen by the two of them, decided by the author.

A text waits for an answer only when its author chose so, and never longer than they said: then it leaves as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from sharing.models import Proofread, ProofreadText, Share
from sharing.selectors.proofreads import proofread_path
from sharing.services import content, moments, moving, planning, shares
from sharing.states import CHANGEABLE, HoldReason, ProofreadState, ShareState

S = ShareState
P = ProofreadState

LONGEST_WAIT: Final = timedelta(days=14)
LONGEST_NOTE, LONGEST_COMMENT = 500, 2000
# Requests a person may have open at once: an opinion is a favour.
MOST_OPEN: Final = 5
# What was said about a text is gone this long after the text went out or the request was made.
KEPT_AFTER: Final = timedelta(days=14)
KEPT_AT_MOST: Final = timedelta(days=60)


# --- The author ------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(
    *,
    actor: Membership,
    texts: Sequence[Share],
    reader: Membership,
    note: str = "",
    wait_local: str = "",
) -> Proofread:
    """Ask one colleague to read the texts of one's own shares, as they stand now.

    With `wait_local`, an hour on the author's clock, shares that are promised do not leave before the answer or that
    hour, whichever comes first. Refuses texts that have left or are empty, oneself or somebody gone as a reader, a
    text that somebody else is reading, more than five open requests, and an hour that is past or over two weeks away.
    Asking the same colleague again is the same request, with the texts and the wait as they are now.
    """
    rows = [_own(actor, share) for share in texts]
    again = Proofread.objects.filter(author=actor, reader=reader, state=P.ASKED, texts__share__in=rows).first()
    _check_texts(actor, rows, again)
    if reader.pk == actor.pk or reader.left_at is not None or reader.organisation_id != actor.organisation_id:
        raise RuleViolation(_("Choose a colleague."), code="reader_invalid", field="reader")
    until = _hour(actor, wait_local)
    request = again or Proofread.objects.create(
        author=actor,
        reader=reader,
        title=rows[0].title or rows[0].text.strip().partition("\n")[0][:80],
        note=note.strip()[:LONGEST_NOTE],
        wait_until=until,
    )
    if until is not None and request.wait_until != until:
        request.wait_until = until
        request.save(update_fields=["wait_until"])
    for row in rows:
        now = {"network": row.network, "text": row.text}
        ProofreadText.objects.update_or_create(proofread=request, share=row, defaults=now)
        _wait(row, until)
    if again is not None:
        return request
    record_audit(actor=actor, verb="proofread.asked", subject=request)
    _tell(request, reader, NotificationKind.PROOFREAD_ASKED, by=actor)
    return request


@transaction.atomic
def withdraw(*, actor: Membership, request: Proofread) -> Proofread:
    """The author no longer needs an opinion: the texts wait for nothing. Twice is once."""
    row = _locked(request, author=actor)
    if row.state == P.ASKED:
        _move(row, P.WITHDRAWN, actor=actor)
        _let_go(row)
    return row


@transaction.atomic
def take(*, actor: Membership, request: Proofread, share: Share) -> Share:
    """Put what the reader suggested in the place of one's own text; a promised share is promised anew.

    Refuses a share that has left meanwhile and what `shares.edit_share` refuses: the text stays as it was then.
    """
    row = _locked(request, author=actor)
    suggested = row.texts.filter(share_id=share.pk).exclude(suggested_text="").first()
    if row.state != P.ANSWERED or suggested is None:
        raise RuleViolation(_("There is nothing to take over."), code="nothing_suggested")
    Share.objects.filter(pk=share.pk).update(reader_until=None)
    edited = shares.edit_share(actor=actor, share=share, text=suggested.suggested_text)
    ProofreadText.objects.filter(pk=suggested.pk).update(taken_at=timezone.now())
    return edited


@transaction.atomic
def keep(*, actor: Membership, request: Proofread) -> Proofread:
    """The author has read the answer and keeps their texts as they are; they leave at their hour."""
    row = _locked(request, author=actor)
    _let_go(row)
    return row


# --- The reader ------------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(
    *, actor: Membership, request: Proofread, comment: str = "", suggested: Mapping[str, str] | None = None
) -> Proofread:
    """Say what one thinks; `suggested` holds other wordings by network. Nothing at all means "it is fine".

    Then a text that waited goes on at once. With a remark or a suggestion it goes on waiting for its author, until the
    hour they chose. Refuses an answer that is too long, and one to a request that is over.
    """
    row = _locked(request, reader=actor)
    if row.state != P.ASKED:
        raise RuleViolation(_("This request is over. Thank you all the same."), code="request_over")
    comment = content.clean_text(comment).strip()
    if len(comment) > LONGEST_COMMENT:
        raise RuleViolation(_("This remark is too long."), code="text_too_long", field="comment")
    said = bool(comment)
    for text in row.texts.all():
        other = content.clean_text((suggested or {}).get(text.network, "")).strip()
        content.check_draft(other)
        if other and other != text.text.strip():
            ProofreadText.objects.filter(pk=text.pk).update(suggested_text=other)
            said = True
    _move(row, P.ANSWERED, actor=actor, comment=comment)
    if not said:
        _let_go(row)
    _tell(row, row.author, NotificationKind.PROOFREAD_ANSWERED, by=actor)
    return row


@transaction.atomic
def decline(*, actor: Membership, request: Proofread) -> Proofread:
    """The reader cannot; no reason is asked. What waited goes on."""
    row = _locked(request, reader=actor)
    if row.state == P.ASKED:
        _move(row, P.DECLINED, actor=actor)
        _let_go(row)
        _tell(row, row.author, NotificationKind.PROOFREAD_ANSWERED, by=actor)
    return row


@transaction.atomic
def end_for(membership: Membership) -> None:
    """Somebody leaves: what they asked is over, and nobody waits for their opinion."""
    open_ones = Proofread.objects.filter(state=P.ASKED)
    for row in open_ones.filter(author=membership):
        withdraw(actor=membership, request=row)
    for row in open_ones.filter(reader=membership):
        decline(actor=membership, request=row)


# --- Time ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def purge() -> int:
    """Inside a tenant: delete what was said about texts that went out, or ended, two weeks ago. Returns how many."""
    now = timezone.now()
    kept = Share.objects.exclude(
        state__in=[S.PUBLISHED, S.FAILED, S.MISSED, S.CANCELLED, S.REMOVED], state_changed_at__lt=now - KEPT_AFTER
    )
    alive = ProofreadText.objects.filter(share__in=kept).values("proofread_id")
    over = Proofread.objects.exclude(pk__in=alive) | Proofread.objects.filter(asked_at__lt=now - KEPT_AT_MOST)
    return over.delete()[1].get("sharing.Proofread", 0)


# --- Inside ----------------------------------------------------------------------------------------------------------
def _check_texts(actor: Membership, rows: Sequence[Share], again: Proofread | None) -> None:
    if not rows:
        raise RuleViolation(_("There is no text to read yet."), code="text_empty", field="text")
    for row in rows:
        if row.state not in CHANGEABLE:
            raise RuleViolation(_("This text has left: there is nothing to change any more."), code="cannot_change")
        if not row.text.strip():
            raise RuleViolation(_("There is no text to read yet."), code="text_empty", field="text")
    open_ones = Proofread.objects.filter(author=actor, state=P.ASKED)
    if again is not None:
        open_ones = open_ones.exclude(pk=again.pk)
    if open_ones.filter(texts__share__in=rows).exists():
        raise RuleViolation(_("A colleague is reading this text already."), code="already_asked", field="reader")
    if open_ones.count() >= MOST_OPEN:
        raise RuleViolation(
            _("Five texts are being read. Wait for an answer, or withdraw one."), code="too_many_open", field="reader"
        )


def _own(actor: Membership, share: Share) -> Share:
    row = Share.objects.filter(membership=actor).select_for_update(of=("self",)).filter(pk=share.pk).first()
    if row is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    return row


def _hour(actor: Membership, wait_local: str) -> datetime | None:
    if not wait_local:
        return None
    until = moments.promise(due_at=None, due_local=wait_local, zone=actor.time_zone).due_at
    if until > timezone.now() + LONGEST_WAIT:
        raise RuleViolation(_("Wait two weeks at most."), code="time_invalid", field="wait")
    return until


def _wait(row: Share, until: datetime | None) -> None:
    """Note the wait; a share that would leave before it is held at once, so that its author sees that it waits."""
    if until is None:
        return
    Share.objects.filter(pk=row.pk).update(reader_until=until)
    if row.state == S.SCHEDULED and row.due_at is not None and row.due_at < until:
        moving.move(row.pk, S.SCHEDULED, S.HELD, tell=False, reason=HoldReason.READER, next_at=None)


def _let_go(request: Proofread) -> None:
    """The texts of a request wait for nothing any more."""
    ids = list(request.texts.values_list("share_id", flat=True))
    Share.objects.filter(pk__in=ids).update(reader_until=None)
    for share in Share.objects.select_related("membership").filter(pk__in=ids, state=S.HELD, reason=HoldReason.READER):
        planning.release(share)


def _move(row: Proofread, target: ProofreadState, *, actor: Membership, **values: Any) -> None:
    now = timezone.now()
    values = {"state": target, "answered_at": now, **values}
    if Proofread.objects.filter(pk=row.pk, state=P.ASKED).update(**values) != 1:
        raise RuleViolation(_("This request is over. Thank you all the same."), code="request_over")
    row.refresh_from_db()
    record_audit(actor=actor, verb=f"proofread.{target.value}", subject=row)


def _locked(request: Proofread, **whose: Membership) -> Proofread:
    row = Proofread.objects.select_for_update(of=("self",)).filter(pk=request.pk, **whose).first()
    if row is None:
        raise RuleViolation(_("This request is not yours."), code="not_yours")
    return row


def _tell(request: Proofread, whom: Membership, kind: NotificationKind, *, by: Membership) -> None:
    notify(
        membership=whom,
        kind=kind,
        details={"title": request.title, "person": by.user.first_name or str(by.user)},
        path=proofread_path(request),
        once_key=f"proofread:{request.public_id}:{request.state}",
    )
