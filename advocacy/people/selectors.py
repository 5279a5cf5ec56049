"""Every read about people. The only reader of Membership across organisations."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advocacy.lib.times import near
from advocacy.organisations.models import Organisation
from advocacy.people.models import (
    ApiToken,
    Delivery,
    Invitation,
    MailChoices,
    Membership,
    Notification,
    Team,
    TeamMember,
    User,
)
from advocacy.people.roles import Permission, Role
from advocacy.people.states import DeliveryState, InvitationState, NotificationKind


def token_hash(token: str) -> str:
    """How an invitation's or an API token is kept: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def membership_of(user: User, organisation: Organisation) -> Membership | None:
    """This person's place in this organisation, or None: never a member, or gone."""
    return (
        Membership.objects.select_related("user", "organisation")
        .filter(user=user, organisation=organisation, left_at__isnull=True)
        .first()
    )


def membership_behind(organisation_id: int, membership_id: int) -> Membership | None:
    """The person a signed link names, while they and their organisation are here."""
    return (
        Membership.objects.select_related("user", "organisation")
        .filter(pk=membership_id, organisation_id=organisation_id, left_at__isnull=True)
        .filter(organisation__is_active=True, user__is_active=True)
        .first()
    )


def memberships_of(user: User) -> QuerySet[Membership]:
    """A person's organisations, for the switcher."""
    return (
        Membership.objects.select_related("organisation", "user")
        .filter(user=user, left_at__isnull=True, organisation__is_active=True)
        .order_by("organisation__name")
    )


def membership_by_api_token(token: str, organisation: Organisation) -> tuple[Membership, ApiToken] | None:
    """Whom an API token speaks for in this organisation; None when unknown, revoked, or of another organisation."""
    row = (
        ApiToken.objects.select_related("membership__user", "membership__organisation")
        .filter(
            token_hash=token_hash(token),
            revoked_at__isnull=True,
            membership__organisation=organisation,
            membership__left_at__isnull=True,
            membership__user__is_active=True,
        )
        .first()
    )
    return (row.membership, row) if row else None


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody in the organisation, by name."""
    return (
        Membership.objects.select_related("user")
        .filter(organisation=organisation, left_at__isnull=True)
        .order_by("user__name", "id")
    )


def search_members(organisation: Organisation, asked: str) -> QuerySet[Membership]:
    """Members whose name, job or address holds what was asked; everybody for nothing."""
    found = Q(user__name__icontains=asked) | Q(job_title__icontains=asked) | Q(user__email__icontains=asked)
    return members(organisation).filter(found) if asked else members(organisation)


def search_names(organisation: Organisation, asked: str) -> QuerySet[Membership]:
    """Members whose name or job holds what was asked: for those who see no addresses."""
    found = Q(user__name__icontains=asked) | Q(job_title__icontains=asked)
    return members(organisation).filter(found) if asked else members(organisation)


def member(organisation: Organisation, public_id: str) -> Membership | None:
    """One member by public id, or None: unknown, gone, or of another organisation."""
    return members(organisation).filter(public_id=public_id).first()


def teams() -> QuerySet[Team]:
    """The organisation's teams with how many people each has."""
    people = TeamMember.objects.select_related("membership__user").order_by("membership__user__name")
    return (
        Team.objects.annotate(size=Count("team_members"))
        .prefetch_related(Prefetch("team_members", queryset=people))
        .order_by("name")
    )


def team(public_id: str) -> Team | None:
    """One team by public id, or None."""
    return Team.objects.filter(public_id=public_id).first()


def team_ids_of(membership: Membership) -> list[int]:
    """The teams this member is in."""
    return list(Team.objects.filter(team_members__membership=membership).values_list("id", flat=True))


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that may still be accepted."""
    return Invitation.objects.filter(state=InvitationState.SENT, expires_at__gt=timezone.now())


def invitations() -> QuerySet[Invitation]:
    """Invitations that wait for an answer or went unanswered; a refusal and a silence look the same, and both fade."""
    return Invitation.objects.filter(state=InvitationState.SENT).select_related("invited_by__user")


def invitation(public_id: str) -> Invitation | None:
    """One invitation by public id, or None."""
    return Invitation.objects.filter(public_id=public_id).first()


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation whose current letter carries this secret, whatever its state; None for an older letter."""
    return (
        Invitation.objects.select_related("organisation", "invited_by__user")
        .filter(token_hash=token_hash(secret))
        .first()
    )


def api_token(membership: Membership, public_id: str) -> ApiToken | None:
    """One of this member's own live tokens, or None."""
    return api_tokens(membership).filter(public_id=public_id).first()


def api_tokens(membership: Membership) -> QuerySet[ApiToken]:
    """A member's own live tokens."""
    return ApiToken.objects.filter(membership=membership, revoked_at__isnull=True)


def unread_notifications(membership: Membership) -> QuerySet[Notification]:
    """What this person has not read yet."""
    return Notification.objects.filter(membership=membership, read_at__isnull=True)


def unread_count(membership: Membership) -> int:
    """How many of them wait: what the bell shows."""
    return unread_notifications(membership).count()


def notifications(membership: Membership) -> QuerySet[Notification]:
    """Everything this person was told here, newest first."""
    return Notification.objects.filter(membership=membership).select_related("delivery").order_by("-created_at", "-id")


def notification(membership: Membership, public_id: str) -> Notification | None:
    """One of this person's own notifications, or None."""
    return notifications(membership).filter(public_id=public_id).first()


def delivery_of(notification: Notification) -> Delivery | None:
    """What became of its e-mail; None where none was made."""
    return getattr(notification, "delivery", None)


def mail_choices(membership: Membership) -> MailChoices:
    """How this person wants to be written to; what everybody starts with when they chose nothing."""
    return MailChoices.objects.filter(membership=membership).first() or MailChoices(membership=membership)


# What only some people are ever told; everything else concerns those who share.
_FOR_EVERYBODY: Final = frozenset(
    {
        NotificationKind.PROOFREAD_ASKED,
        NotificationKind.PROPOSAL_ANSWERED,
        NotificationKind.PROPOSAL_LIVE,
        NotificationKind.CONTRIBUTION_ASKED,
    }
)
_FOR_COMMUNICATIONS: Final = frozenset({NotificationKind.CONTRIBUTION_BACK})
_FOR_WRITERS: Final = frozenset({NotificationKind.REVIEW_ASKED, NotificationKind.REVIEW_ANSWERED})
_FOR_NETWORKS: Final = frozenset({NotificationKind.BUDGET_LOW})
_FOR_LIBRARY: Final = frozenset({NotificationKind.SOURCE_SILENT})


def kinds_for(membership: Membership) -> list[NotificationKind]:
    """The kinds of notification this person may get, in the table's order."""
    wanted = set(_FOR_EVERYBODY)
    if membership.is_ambassador:
        wanted |= set(NotificationKind) - _FOR_NETWORKS - _FOR_COMMUNICATIONS - _FOR_WRITERS - _FOR_LIBRARY
    if membership.can(Permission.PROPOSAL_ANSWER):
        wanted |= _FOR_COMMUNICATIONS
    if membership.can(Permission.LIBRARY_WRITE):
        wanted |= _FOR_WRITERS
    if membership.can(Permission.NETWORKS_MANAGE):
        wanted |= _FOR_NETWORKS
    if membership.can(Permission.LIBRARY_PUBLISH):
        wanted |= _FOR_LIBRARY
    return [kind for kind in NotificationKind if kind in wanted]


def delivery_words(notification: Notification) -> str:
    """What became of a notification's e-mail, in words; empty where there is nothing to say."""
    delivery = delivery_of(notification)
    if delivery is None or delivery.state == DeliveryState.NOT_NEEDED:
        return ""
    state = DeliveryState(delivery.state)
    if state == DeliveryState.WAITING and delivery.in_quiet_hours:
        return _("E-mail after your quiet hours, %(when)s") % {"when": near(delivery.next_at)}
    if state == DeliveryState.WAITING and delivery.tries:
        count = delivery.tries
        return ngettext(
            "E-mail failed %(count)d time, tried again", "E-mail failed %(count)d times, tried again", count
        ) % {"count": count}
    return {
        DeliveryState.WAITING: _("E-mail on its way"),
        DeliveryState.LEAVING: _("E-mail on its way"),
        DeliveryState.SENT: _("E-mail sent"),
        DeliveryState.NOT_WANTED: _("No e-mail, as you chose"),
        DeliveryState.UNKNOWN: _("The mail server did not answer: the e-mail may not have come"),
        DeliveryState.FAILED: _("The e-mail could not be sent"),
    }[state]


def digest_readers(organisation_id: int) -> QuerySet[Membership]:
    """Who may get a summary: those who volunteer."""
    return Membership.objects.select_related("user", "organisation").filter(
        organisation_id=organisation_id, is_ambassador=True, left_at__isnull=True, user__is_active=True
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A notification in words, in the language of the moment."""

    title: str
    text: str
    button: str


# What happened, what is safe, what to do. The cause of a failure stands on the page the button opens.
_SAID: Final[dict[str, tuple[Promise, Promise, Promise]]] = {
    NotificationKind.SHARE_PUBLISHED: (
        gettext_lazy("“%(title)s” is on %(network)s"),
        gettext_lazy("It went out at the time you chose, word for word as you approved it."),
        gettext_lazy("See my shares"),
    ),
    NotificationKind.SHARE_FAILED: (
        gettext_lazy("“%(title)s” did not go out on %(network)s"),
        gettext_lazy("%(network)s refused it. Nothing was posted, and your text is safe. The page says why."),
        gettext_lazy("See what to do"),
    ),
    NotificationKind.SHARE_MISSED: (
        gettext_lazy("“%(title)s” missed its hour on %(network)s"),
        gettext_lazy("It was too late for it to leave, so nothing was posted. Your text is safe: choose another time."),
        gettext_lazy("Choose another time"),
    ),
    NotificationKind.SHARE_UNCONFIRMED: (
        gettext_lazy("Is “%(title)s” on %(network)s?"),
        gettext_lazy(
            "%(network)s did not answer. It may be online: please look, then tell us. Until then nothing is sent again."
        ),
        gettext_lazy("Tell us"),
    ),
    NotificationKind.SHARE_HELD: (
        gettext_lazy("“%(title)s” is held"),
        gettext_lazy("It cannot leave for %(network)s for now. Your text is safe, and the page says what releases it."),
        gettext_lazy("See why"),
    ),
    NotificationKind.CONNECTION_EXPIRING: (
        gettext_lazy("Your %(network)s access is about to expire"),
        gettext_lazy(
            "Renew it in two taps if you want scheduled shares to leave at their hour. You can also leave it."
        ),
        gettext_lazy("See my accounts"),
    ),
    NotificationKind.SHARE_REMOVED: (
        gettext_lazy("“%(title)s” is no longer on %(network)s"),
        gettext_lazy("Its text stays in your shares. Its figures stop here."),
        gettext_lazy("See it"),
    ),
    NotificationKind.COMMENT_FAILED: (
        gettext_lazy("The first comment under “%(title)s” did not go out"),
        gettext_lazy(
            "Your share is online, its first comment is not. Your words are safe: you can copy and post them yourself."
        ),
        gettext_lazy("See what to do"),
    ),
    NotificationKind.WEEK_READY: (
        gettext_lazy("Your week is prepared"),
        gettext_lazy("Your rules prepared drafts. Read them, change them or leave them: nothing leaves without you."),
        gettext_lazy("Look at my week"),
    ),
    NotificationKind.PROOFREAD_ASKED: (
        gettext_lazy("%(person)s asks you to read “%(title)s”"),
        gettext_lazy("Your opinion, nothing more: the text stays theirs. Only the two of you see it."),
        gettext_lazy("Read it"),
    ),
    NotificationKind.PROOFREAD_ANSWERED: (
        gettext_lazy("%(person)s has read “%(title)s”"),
        gettext_lazy("It is advice: take what you like. Your text has not changed."),
        gettext_lazy("See the answer"),
    ),
    NotificationKind.PROPOSAL_ANSWERED: (
        gettext_lazy("An answer about “%(title)s”"),
        gettext_lazy("%(person)s wrote to you about what you proposed."),
        gettext_lazy("Read the answer"),
    ),
    NotificationKind.PROPOSAL_LIVE: (
        gettext_lazy("“%(title)s” is in the library"),
        gettext_lazy("What you proposed is there for your colleagues to share, in their own words. So may you."),
        gettext_lazy("See it"),
    ),
    NotificationKind.CONTRIBUTION_ASKED: (
        gettext_lazy("%(person)s asks you for “%(title)s”"),
        gettext_lazy("An interview or an article in your words, if you like. You can say no, and no reason is asked."),
        gettext_lazy("Read the brief"),
    ),
    NotificationKind.CONTRIBUTION_BACK: (
        gettext_lazy("“%(title)s” has come back"),
        gettext_lazy("The brief you gave has a draft, or is free for somebody else."),
        gettext_lazy("See it"),
    ),
    NotificationKind.REVIEW_ASKED: (
        gettext_lazy("%(person)s asks you to read the idea “%(title)s”"),
        gettext_lazy("Comment, or suggest other words. Nothing changes until an editor accepts them."),
        gettext_lazy("Read it"),
    ),
    NotificationKind.REVIEW_ANSWERED: (
        gettext_lazy("%(person)s has something to say about the idea “%(title)s”"),
        gettext_lazy("A comment, other words, or a yes: the page shows it. Nothing of the idea has changed."),
        gettext_lazy("See the answer"),
    ),
    NotificationKind.CRISIS_HELD: (
        gettext_lazy("Your organisation has put every share on hold"),
        gettext_lazy("Nothing goes out for now. Your texts are safe and keep their place."),
        gettext_lazy("See why"),
    ),
    NotificationKind.CRISIS_OVER: (
        gettext_lazy("Shares can go out again"),
        gettext_lazy("The hold is lifted. Look at what waited before it leaves: the moment may have changed."),
        gettext_lazy("See my shares"),
    ),
    NotificationKind.SOURCE_SILENT: (
        gettext_lazy("“%(title)s” has not answered for days"),
        gettext_lazy("Nothing new comes from this source. What it brought stays; its address may have changed."),
        gettext_lazy("See the sources"),
    ),
    NotificationKind.PAGE_IDLE: (
        gettext_lazy("“%(title)s” has been quiet for a while"),
        gettext_lazy("The page has not posted for longer than you chose. You are told once, until it posts again."),
        gettext_lazy("See the page"),
    ),
    NotificationKind.BUDGET_LOW: (
        gettext_lazy("The %(network)s budget is nearly used up"),
        gettext_lazy("Once it is, shares to %(network)s wait or are posted by hand. Nothing is lost."),
        gettext_lazy("See the networks"),
    ),
}


_ACCESS_ENDED: Final[tuple[Promise, Promise, Promise]] = (
    gettext_lazy("Your %(network)s access has ended"),
    gettext_lazy("What you scheduled there waits, nothing is lost. Two taps renew the access. You can also leave it."),
    gettext_lazy("Renew it"),
)


def said(notification: Notification) -> Said:
    """Put a notification into words. What its details lack is said in general terms."""
    title, text, button = _SAID[notification.kind]
    if notification.kind == NotificationKind.CONNECTION_EXPIRING and notification.details.get("days") == 0:
        title, text, button = _ACCESS_ENDED
    values = {
        "title": notification.details.get("title") or _("A share"),
        "network": notification.details.get("network") or _("the network"),
        "person": notification.details.get("person") or _("A colleague"),
    }
    return Said(str(title) % values, str(text) % values, str(button))


def portrait_for(viewer: User | None, public_id: str) -> str:
    """Where the portrait of this user is kept, when the viewer may see it; else nothing.

    Themselves and members of an organisation they are in may; in the demo everybody sees those who can be signed in as.
    """
    person = User.objects.filter(public_id=public_id).exclude(portrait="").first()
    if person is None:
        return ""
    places = Membership.objects.filter(user=person, left_at__isnull=True)
    together = viewer is not None and (
        viewer.pk == person.pk
        or memberships_of(viewer).filter(organisation_id__in=places.values("organisation_id")).exists()
    )
    offered = settings.DEMO and demo_people().filter(user=person).exists()
    return person.portrait if together or offered else ""


def names_of(membership_ids: Iterable[int | None]) -> dict[int, str]:
    """The names behind the numbers of a journal; somebody erased has none."""
    ids = {pk for pk in membership_ids if pk is not None}
    return {row.pk: str(row.user) for row in Membership.objects.select_related("user").filter(pk__in=ids)}


def owners(organisation: Organisation) -> QuerySet[Membership]:
    """Who owns the space."""
    return members(organisation).filter(is_owner=True)


def ambassador_count(organisation: Organisation) -> int | None:
    """How many volunteered; None while they are fewer than the smallest group."""
    count = members(organisation).filter(is_ambassador=True).count()
    return count if count >= organisation.smallest_group else None


def is_new(organisation: Organisation) -> bool:
    """Say whether the organisation was created within the last two months."""
    return timezone.now() - organisation.created_at < timedelta(days=60)


def demo_people() -> QuerySet[Membership]:
    """The fictional people the demo's sign-in page offers, organisation by organisation. Nobody anywhere else."""
    return (
        Membership.objects.select_related("user", "organisation")
        .filter(demo_place__isnull=False, left_at__isnull=True, organisation__is_active=True, user__is_active=True)
        .order_by("organisation_id", "demo_place", "id")
    )


def demo_person(public_id: str) -> Membership | None:
    """One of them, or None."""
    return demo_people().filter(public_id=public_id).first()


# The one word for what somebody does here, the most telling first.
_IN_A_WORD: Final[tuple[tuple[Role, Promise], ...]] = (
    (Role.CONTENT_MANAGER, gettext_lazy("Communications")),
    (Role.OWNER, gettext_lazy("Administration")),
    (Role.ADMINISTRATOR, gettext_lazy("Administration")),
    (Role.MANAGER, gettext_lazy("Management")),
    (Role.CONTRIBUTOR, gettext_lazy("Contributor")),
)


def in_a_word(membership: Membership) -> str:
    """What this person mainly does here, in one word."""
    for role, word in _IN_A_WORD:
        if role in membership.roles:
            return str(word)
    return _("Ambassador") if membership.is_ambassador else _("Staff")
