"""Invitations to join an organisation as a member. They never make an ambassador: only the person does."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import Final, NoReturn

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.emails import Letter, absolute
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people import selectors
from advocacy.people.models import Invitation, Membership, User
from advocacy.people.roles import Role, may_entrust
from advocacy.people.states import InvitationState

VALID_FOR: Final = timedelta(days=7)
# The first e-mail and one reminder: silence is an answer.
MOST_LETTERS: Final = 2
MOST_LINES: Final = 100


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One line of a pasted list that could not be used, as it was written, and why."""

    line: str
    message: str


def _secret(invitation: Invitation) -> str:
    """The 256 secret bits of an invitation's current letter, as 43 characters.

    Made from the row and the installation's key, so that the job that sends it need not be given it: the queue carries
    no secret, and the database alone (which holds the hash) makes none.
    """
    proof = salted_hmac("people.invitation", f"{invitation.public_id}:{invitation.letters}", algorithm="sha256")
    return base64.urlsafe_b64encode(proof.digest()).decode().rstrip("=")


def _address(email: str) -> str:
    return email.strip().lower()


@transaction.atomic
def invite(*, actor: Membership, email: str, roles: frozenset[Role], language: str, name: str = "") -> Invitation:
    """Invite one address as a member with these roles; the e-mail leaves after commit and is valid seven days.

    Refuses a role the actor may not entrust, a member, and an address with an open invitation.
    """
    email = _address(email)
    for role in roles:
        if not may_entrust(actor.permissions, role):
            raise RuleViolation(
                _("You cannot entrust the role “%(role)s”.") % {"role": role.label},
                code="role_above_yours",
                field="roles",
            )
    return _make(actor.organisation, actor, email, roles, language, name)


@transaction.atomic
def invite_as_operator(
    *, organisation: Organisation, email: str, roles: frozenset[Role], language: str, name: str = ""
) -> Invitation:
    """Invite somebody in the name of the installation, whose operator may entrust every role.

    For the command line only: a new organisation's owner, or one whose owners are all gone. Refuses a member, and an
    address with an open invitation.
    """
    return _make(organisation, None, _address(email), roles, language, name)


def _make(
    organisation: Organisation, inviter: Membership | None, email: str, roles: frozenset[Role], language: str, name: str
) -> Invitation:
    if selectors.members(organisation).filter(user__email=email).exists():
        raise RuleViolation(
            _("%(email)s is already a member.") % {"email": email}, code="already_a_member", field="email"
        )
    if selectors.open_invitations().filter(email=email).exists():
        raise RuleViolation(
            _("%(email)s is already invited. You can send one reminder.") % {"email": email},
            code="already_invited",
            field="email",
        )
    Invitation.objects.filter(email=email, state=InvitationState.SENT).update(state=InvitationState.REVOKED)
    invitation = Invitation(
        organisation=organisation,
        email=email,
        name=name,
        roles=sorted(role.value for role in roles),
        language=language,
        invited_by=inviter,
        expires_at=timezone.now() + VALID_FOR,
    )
    invitation.token_hash = selectors.token_hash(_secret(invitation))
    invitation.save()
    changes = {"roles": ", ".join(invitation.roles)}
    record_audit(actor=inviter, verb="invitation.sent", subject=invitation, changes=changes)
    _ring(invitation)
    return invitation


def invite_many(
    *, actor: Membership, lines: str, roles: frozenset[Role], language: str
) -> tuple[list[Invitation], list[LineProblem]]:
    """Invite one person a line (`address`, or `Name <address>`): each line succeeds or fails alone.

    Returns the invitations made, and the lines that were not, so that the person can mend those and send them again.
    Refuses more than a hundred lines at once.
    """
    wanted = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(wanted) > MOST_LINES:
        raise RuleViolation(
            _("A hundred people at a time at most: this list has %(count)s.") % {"count": len(wanted)},
            code="too_many_lines",
            field="lines",
        )
    made: list[Invitation] = []
    problems: list[LineProblem] = []
    for line in wanted:
        name, email = parseaddr(line.rstrip(",;"))
        try:
            validate_email(_address(email))
            made.append(invite(actor=actor, email=email, name=name[:120], roles=roles, language=language))
        except ValidationError:
            problems.append(LineProblem(line, _("This is not an e-mail address.")))
        except RuleViolation as violation:
            problems.append(LineProblem(line, violation.message))
    return made, problems


def _ring(invitation: Invitation) -> None:
    jobs.enqueue("people.send_invitation", organisation_id=invitation.organisation_id, invitation_id=invitation.pk)


@transaction.atomic
def remind(*, actor: Membership, invitation: Invitation) -> Invitation:
    """Send the one reminder, with a new token and seven new days; the first letter stops working.

    Refuses a second reminder, and an invitation that is no longer open for an answer.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != InvitationState.SENT:
        raise RuleViolation(_("This invitation is closed."), code="invitation_closed")
    if invitation.letters >= MOST_LETTERS:
        raise RuleViolation(
            _("One reminder has been sent already. Silence is an answer too."), code="invitation_reminded"
        )
    invitation.letters += 1
    invitation.token_hash = selectors.token_hash(_secret(invitation))
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.emailed_at = None
    invitation.save(update_fields=["letters", "token_hash", "expires_at", "emailed_at"])
    record_audit(actor=actor, verb="invitation.reminded", subject=invitation)
    _ring(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: Membership, invitation: Invitation) -> None:
    """Take an open invitation back: its letters stop working. One that was answered stays as it is."""
    if Invitation.objects.filter(pk=invitation.pk, state=InvitationState.SENT).update(state=InvitationState.REVOKED):
        record_audit(actor=actor, verb="invitation.withdrawn", subject=invitation)


def invitation_link(invitation: Invitation) -> str:
    """The secret address of an invitation's current letter: for its e-mail, or for the operator's screen."""
    token = f"{invitation.organisation.code}.{_secret(invitation)}"
    return absolute(reverse("people:invitation", kwargs={"token": token}))


def invitation_letter(invitation_id: int) -> Letter | None:
    """The e-mail of an invitation; None when it was sent, answered, withdrawn, or has expired."""
    row = (
        selectors.open_invitations()
        .select_related("organisation", "invited_by__user")
        .filter(pk=invitation_id, emailed_at__isnull=True)
        .first()
    )
    if row is None or row.token_hash != selectors.token_hash(_secret(row)):
        return None
    with translation.override(row.language):
        button = _("See the invitation")
    link = invitation_link(row)
    return Letter(
        to=row.email,
        template="invitation",
        language=row.language,
        context={
            "name": row.name,
            "organisation": {"name": row.organisation.name},
            "inviter": row.invited_by.user.name if row.invited_by else "",
            "is_reminder": row.letters > 1,
            "days": VALID_FOR.days,
            "button_url": link,
            "button_label": button,
        },
    )


def invitation_sent(invitation_id: int) -> None:
    """Note that its e-mail left."""
    Invitation.objects.filter(pk=invitation_id).update(emailed_at=timezone.now())


def no_invitation() -> NoReturn:
    """Refuse a link that is none, in the same words whatever is wrong with it."""
    raise RuleViolation(
        _("This link is not an invitation, or a newer one replaced it. Open the link of the last e-mail you got."),
        code="invitation_unknown",
    )


def usable_invitation(*, secret: str, user: User | None) -> Invitation:
    """The invitation of a letter, when this visitor may accept it now. `user` is whoever is signed in.

    Refuses an unknown, used, withdrawn or expired one; somebody else's session; a person who has an account and has
    not signed in; a member. Nothing changes.
    """
    row = selectors.invitation_by_secret(secret)
    if row is None:
        no_invitation()
    closed = {
        InvitationState.ACCEPTED: (_("This invitation has been used already. You can sign in."), "invitation_used"),
        InvitationState.REVOKED: (_("This invitation was withdrawn. Ask for another one."), "invitation_withdrawn"),
    }.get(InvitationState(row.state))
    if closed is None and row.expires_at <= timezone.now():
        closed = (_("This invitation has expired. Ask for another one."), "invitation_expired")
    if closed is not None:
        raise RuleViolation(closed[0], code=closed[1])
    _check_person(row, user)
    return row


def _check_person(invitation: Invitation, user: User | None) -> None:
    if user is not None and user.email != invitation.email:
        raise RuleViolation(
            _("This invitation is for another address than yours. Sign out, then open it again."),
            code="invitation_other_person",
        )
    account = user or User.objects.filter(email=invitation.email).first()
    if account is not None and not account.is_active:
        raise RuleViolation(_("This account is closed. Ask the person who invited you."), code="account_closed")
    if account is not None and user is None:
        raise RuleViolation(_("You already have an account: sign in to accept."), code="invitation_sign_in")
    if account is not None and selectors.membership_of(account, invitation.organisation) is not None:
        raise RuleViolation(_("You are already a member."), code="already_a_member")


@transaction.atomic
def accept_invitation(
    *, secret: str, user: User | None, name: str = "", password: str | None = None, language: str = ""
) -> Membership:
    """Make the invited person a member, with a new account when they have none. Works once.

    Refuses what `usable_invitation` refuses. Never enrols anybody as an ambassador.
    """
    invitation = usable_invitation(secret=secret, user=user)
    taken = Invitation.objects.filter(pk=invitation.pk, state=InvitationState.SENT).update(
        state=InvitationState.ACCEPTED
    )
    if not taken:
        raise RuleViolation(_("This invitation has been used already. You can sign in."), code="invitation_used")
    if user is None:
        user = User.objects.create_user(invitation.email, password, name=name, language=language)
    # The letter reached this address, which is all that verifying it would show.
    EmailAddress.objects.update_or_create(
        user=user, email=invitation.email, defaults={"verified": True, "primary": True}
    )
    held = {f"is_{role.value}": role.value in invitation.roles for role in Role}
    membership, _created = Membership.objects.update_or_create(
        organisation_id=invitation.organisation_id, user=user, defaults={**held, "left_at": None}
    )
    record_audit(actor=membership, verb="invitation.accepted", subject=invitation)
    return membership
