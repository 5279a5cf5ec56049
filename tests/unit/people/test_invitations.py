"""Invitations: single use, bound to one address, seven days, one reminder, never an ambassador."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.people import selectors, services
from advocacy.people.models import Invitation, Membership, User
from advocacy.people.roles import Role
from advocacy.people.services import invitations
from advocacy.people.states import InvitationState
from advocacy.programme.models import Enrolment
from tests.factories.people import PASSWORD, UserFactory

NOBODY = frozenset()


def invite(actor, email="nina@acme.example", roles=NOBODY, **values):
    return services.invite(actor=actor, email=email, roles=frozenset(roles), language="en", **values)


def secret_of(invitation):
    return invitations._secret(invitation)


def accept(invitation, user=None, **values):
    return services.accept_invitation(secret=secret_of(invitation), user=user, **values)


def refusal(action):
    with pytest.raises(RuleViolation) as refused:
        action()
    return refused.value


def test_the_address_is_kept_small_and_the_token_as_a_hash(acme, alice, inside):
    with inside(acme):
        row = invite(alice, "  Nina@Acme.example ", [Role.MANAGER])
    assert row.email == "nina@acme.example"
    assert len(secret_of(row)) == 43
    assert row.token_hash == selectors.token_hash(secret_of(row))
    assert secret_of(row) not in str(row.__dict__.values())


def test_a_role_above_the_inviters_is_refused(acme, cara, inside):
    with inside(acme):
        assert refusal(lambda: invite(cara, roles=[Role.ADMINISTRATOR])).code == "role_above_yours"
        assert not Invitation.objects.exists()


def test_members_and_open_invitations_are_refused(acme, alice, emma, inside):
    with inside(acme):
        invite(alice)
        assert refusal(lambda: invite(alice, emma.user.email.upper())).code == "already_a_member"
        assert refusal(lambda: invite(alice)).code == "already_invited"


def test_an_expired_invitation_makes_room_for_another(acme, alice, inside):
    with inside(acme):
        first = invite(alice)
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            second = invite(alice)
        first.refresh_from_db()
    assert first.state == InvitationState.REVOKED
    assert second.state == InvitationState.SENT


def test_each_line_succeeds_or_fails_alone(acme, alice, emma, inside):
    lines = f"nina@acme.example\n\nnot an address\nOtto Ott <otto@acme.example>;\n{emma.user.email}\nnina@acme.example"
    with inside(acme):
        made, problems = services.invite_many(actor=alice, lines=lines, roles=NOBODY, language="en")
    assert [row.email for row in made] == ["nina@acme.example", "otto@acme.example"]
    assert made[1].name == "Otto Ott"
    assert [problem.line for problem in problems] == ["not an address", emma.user.email, "nina@acme.example"]


def test_a_hundred_lines_at_most(acme, alice, inside):
    lines = "\n".join(f"a{n}@acme.example" for n in range(101))
    with inside(acme):
        refused = refusal(lambda: services.invite_many(actor=alice, lines=lines, roles=NOBODY, language="en"))
        assert not Invitation.objects.exists()
    assert refused.code == "too_many_lines"


def test_a_new_person_joins_as_a_member_and_nothing_more(acme, alice, inside):
    with inside(acme):
        row = invite(alice, roles=[Role.CONTRIBUTOR])
        membership = accept(row, name="Nina Noir", password=PASSWORD, language="fr")
        row.refresh_from_db()
        assert not Enrolment.objects.exists()
    user = User.objects.get(email="nina@acme.example")
    assert (user.name, user.language, user.check_password(PASSWORD)) == ("Nina Noir", "fr", True)
    assert membership.roles == {Role.CONTRIBUTOR}
    assert not membership.is_ambassador
    assert row.state == InvitationState.ACCEPTED
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()


def test_without_a_password_none_works(acme, alice, inside):
    with inside(acme):
        accept(invite(alice), name="Nina")
    assert not User.objects.get(email="nina@acme.example").has_usable_password()


def test_it_works_once(acme, alice, inside):
    with inside(acme):
        row = invite(alice)
        accept(row, name="Nina")
        assert refusal(lambda: accept(row, name="Other")).code == "invitation_used"
    assert User.objects.filter(email="nina@acme.example").count() == 1


def test_two_at_the_same_moment_make_one_member(acme, alice, inside, monkeypatch):
    """The second one passed every check before the first one committed: the row itself decides."""
    with inside(acme):
        row = invite(alice)
        stale = Invitation.objects.get(pk=row.pk)
        accept(row, name="Nina")
        monkeypatch.setattr(invitations, "usable_invitation", lambda **_: stale)
        assert refusal(lambda: accept(row, name="Other")).code == "invitation_used"
    assert Membership.objects.filter(organisation=acme).count() == 2


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda alice, row: services.withdraw_invitation(actor=alice, invitation=row), "invitation_withdrawn"),
        (lambda _, row: Invitation.objects.update(expires_at=timezone.now()), "invitation_expired"),
        (lambda alice, row: services.remind(actor=alice, invitation=row), "invitation_unknown"),
        (lambda _, row: row.delete(), "invitation_unknown"),
    ],
    ids=["withdrawn", "expired", "older letter", "gone"],
)
def test_a_letter_that_no_longer_opens(acme, alice, inside, spoil, code):
    with inside(acme):
        row = invite(alice)
        secret = secret_of(row)
        spoil(alice, row)
        assert refusal(lambda: services.accept_invitation(secret=secret, user=None, name="Nina")).code == code
    assert not User.objects.filter(email="nina@acme.example").exists()


def test_somebody_elses_session_is_refused(acme, alice, emma, inside):
    with inside(acme):
        row = invite(alice)
        assert refusal(lambda: accept(row, user=emma.user)).code == "invitation_other_person"


def test_a_person_with_an_account_signs_in_first(acme, alice, inside):
    user = UserFactory(email="nina@acme.example")
    with inside(acme):
        row = invite(alice)
        assert refusal(lambda: accept(row, name="Nina")).code == "invitation_sign_in"
        membership = accept(row, user=user)
    assert membership.user == user


def test_a_closed_account_stays_closed(acme, alice, inside):
    UserFactory(email="nina@acme.example", is_active=False)
    with inside(acme):
        row = invite(alice)
        assert refusal(lambda: accept(row, name="Nina")).code == "account_closed"


def test_a_member_keeps_their_roles(acme, alice, adam, inside):
    with inside(acme):
        row = invite(alice, "new@acme.example")
        Invitation.objects.filter(pk=row.pk).update(email=adam.user.email)
        assert refusal(lambda: accept(row, user=adam.user)).code == "already_a_member"
    adam.refresh_from_db()
    assert adam.is_administrator


def test_somebody_who_left_may_come_back(acme, alice, amir, inside):
    with inside(acme):
        services.remove_member(actor=alice, membership=amir)
        membership = accept(invite(alice, amir.user.email), user=amir.user)
    assert membership == amir
    assert membership.left_at is None
    assert not membership.is_ambassador


def test_one_reminder_with_a_new_letter(acme, alice, inside):
    with inside(acme):
        row = invite(alice)
        again = services.remind(actor=alice, invitation=row)
        assert secret_of(again) != secret_of(row)
        assert refusal(lambda: services.remind(actor=alice, invitation=again)).code == "invitation_reminded"
        services.withdraw_invitation(actor=alice, invitation=again)
        assert refusal(lambda: services.remind(actor=alice, invitation=again)).code == "invitation_closed"


def test_withdrawing_an_answered_one_changes_nothing(acme, alice, inside):
    with inside(acme):
        row = invite(alice)
        accept(row, name="Nina")
        services.withdraw_invitation(actor=alice, invitation=row)
        row.refresh_from_db()
    assert row.state == InvitationState.ACCEPTED


def test_the_letter_is_sent_once_in_its_language(acme, alice, inside, jobs_done):
    with jobs_done(), inside(acme):
        row = services.invite(actor=alice, email="nina@acme.example", name="Nina", roles=NOBODY, language="fr")
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert message.to == ["nina@acme.example"]
    assert f"/invitations/{acme.code}.{secret_of(row)}/" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert secret_of(row) in html
    with inside(acme):
        assert services.invitation_letter(row.pk) is None


def test_a_withdrawn_invitation_sends_no_letter(acme, alice, inside):
    with inside(acme):
        row = invite(alice)
        services.withdraw_invitation(actor=alice, invitation=row)
        assert services.invitation_letter(row.pk) is None
