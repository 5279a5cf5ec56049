"""Roles and leaving: every refusal, and what a removal ends."""

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people import selectors, services
from advocacy.people.models import ApiToken, Membership, TeamMember
from advocacy.people.roles import GRANTS, Permission, Role, entrustable, may_entrust
from advocacy.people.services import hooks
from advocacy.programme.models import Enrolment
from tests.factories.people import ApiTokenFactory, MembershipFactory, TeamFactory, TeamMemberFactory


def entrust(actor, membership, *roles):
    return services.entrust_roles(actor=actor, membership=membership, roles=frozenset(roles))


def test_roles_are_given_and_journalled(acme, adam, emma, inside):
    with inside(acme):
        entrust(adam, emma, Role.MANAGER, Role.CONTRIBUTOR)
        entry = AuditEntry.objects.get(verb="member.roles_changed")
    emma.refresh_from_db()
    assert emma.roles == {Role.MANAGER, Role.CONTRIBUTOR}
    assert emma.can(Permission.LIBRARY_WRITE)
    assert entry.changes == {"roles": [[], ["contributor", "manager"]]}
    assert entry.actor_id == adam.pk


def test_nothing_is_written_when_nothing_changes(acme, adam, emma, inside):
    with inside(acme):
        entrust(adam, emma)
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("roles", [[Role.OWNER], []], ids=["grant", "take"])
def test_only_owners_touch_ownership(acme, adam, alice, emma, inside, roles):
    membership = emma if roles else alice
    with inside(acme), pytest.raises(RuleViolation) as refused:
        entrust(adam, membership, *roles)
    assert (refused.value.code, refused.value.field) == ("role_above_yours", "roles")


def test_the_last_owner_keeps_the_role(acme, alice, inside):
    with inside(acme):
        with pytest.raises(RuleViolation) as refused:
            entrust(alice, alice, Role.MANAGER)
        with pytest.raises(RuleViolation) as also_refused:
            services.remove_member(actor=alice, membership=alice)
    alice.refresh_from_db()
    assert refused.value.code == also_refused.value.code == "last_owner"
    assert alice.is_owner
    assert not alice.is_manager
    assert alice.left_at is None


def test_an_owner_who_left_does_not_count(acme, alice, inside):
    MembershipFactory(organisation=acme, is_owner=True, left_at=timezone.now())
    with inside(acme), pytest.raises(RuleViolation, match="last owner"):
        entrust(alice, alice)


def test_one_of_two_owners_may_step_down(acme, alice, inside):
    MembershipFactory(organisation=acme, is_owner=True)
    with inside(acme):
        entrust(alice, alice)
    assert not Membership.objects.get(pk=alice.pk).is_owner


def test_an_administrator_cannot_remove_an_owner(acme, adam, alice, inside):
    MembershipFactory(organisation=acme, is_owner=True)
    with inside(acme), pytest.raises(RuleViolation) as refused:
        services.remove_member(actor=adam, membership=alice)
    assert refused.value.code == "role_above_yours"


def test_removal_ends_everything_here_and_nothing_elsewhere(acme, globex, adam, amir, inside, client_of):
    elsewhere = MembershipFactory(organisation=globex, user=amir.user)
    ApiTokenFactory(membership=amir)
    before = amir.user.session_round
    with inside(acme):
        TeamMemberFactory(team=TeamFactory(), membership=amir)
        services.remove_member(actor=adam, membership=amir)
        enrolment = Enrolment.objects.get(membership=amir)
        assert not TeamMember.objects.exists()
    amir.refresh_from_db()
    amir.user.refresh_from_db()
    assert amir.left_at is not None
    assert not amir.is_ambassador
    assert enrolment.state == "left"
    assert ApiToken.objects.get(membership=amir).revoked_at is not None
    assert amir.user.session_round == before + 1
    assert selectors.membership_of(amir.user, acme) is None
    assert selectors.membership_of(amir.user, globex) == elsewhere


def invited(adam, *roles):
    return services.invite(actor=adam, email=f"{len(roles)}@else.example", roles=frozenset(roles), language="en")


def test_whoever_is_removed_leaves_no_door_open(acme, alice, adam, inside):
    with inside(acme):
        door, plain = invited(adam, Role.ADMINISTRATOR), invited(adam)
        services.remove_member(actor=alice, membership=adam)
        door.refresh_from_db()
        plain.refresh_from_db()
    assert (door.state, plain.state) == ("revoked", "sent")


def test_whoever_loses_a_role_no_longer_invites_to_it(acme, alice, adam, inside):
    with inside(acme):
        door, allowed = invited(adam, Role.ADMINISTRATOR), invited(adam, Role.MANAGER, Role.CONTRIBUTOR)
        entrust(alice, adam, Role.CONTENT_MANAGER)
        door.refresh_from_db()
        allowed.refresh_from_db()
    assert (door.state, allowed.state) == ("revoked", "sent")


def test_roles_judged_by_what_was_no_longer_true_are_not_written(acme, alice, adam, emma, inside):
    as_adam_read_it = Membership.objects.get(pk=emma.pk)
    with inside(acme):
        entrust(alice, emma, Role.OWNER)
        with pytest.raises(RuleViolation) as refused:
            entrust(adam, as_adam_read_it, Role.CONTRIBUTOR)
    assert refused.value.code == "roles_changed_meanwhile"
    assert Membership.objects.get(pk=emma.pk).roles == {Role.OWNER}


def test_removing_twice_changes_nothing_more(acme, adam, emma, inside):
    with inside(acme):
        services.remove_member(actor=adam, membership=emma)
        services.remove_member(actor=adam, membership=emma)
        assert AuditEntry.objects.filter(verb="member.removed").count() == 1


def test_a_higher_floor_that_refuses_undoes_the_removal(acme, adam, amir, inside):
    def refuses(membership):
        raise RuntimeError

    hooks.on_leaving.append(refuses)
    try:
        with inside(acme), pytest.raises(RuntimeError):
            services.remove_member(actor=adam, membership=amir)
    finally:
        hooks.on_leaving.remove(refuses)
    amir.refresh_from_db()
    assert amir.left_at is None
    assert amir.is_ambassador


def test_who_may_entrust_what():
    def of(role):
        return entrustable(frozenset(GRANTS[role]))

    assert of(Role.OWNER) == list(Role)
    assert of(Role.ADMINISTRATOR) == [role for role in Role if role is not Role.OWNER]
    assert of(Role.CONTENT_MANAGER) == [Role.CONTENT_MANAGER, Role.CONTRIBUTOR, Role.MANAGER]
    assert of(Role.MANAGER) == [Role.MANAGER]
    assert not may_entrust(frozenset(), Role.CONTRIBUTOR)


def test_nobody_assigns_ambassador():
    assert "ambassador" not in {role.value for role in Role}


@pytest.mark.parametrize(
    ("who", "word"),
    [("cara", "Communications"), ("alice", "Administration"), ("marc", "Management"), ("carl", "Contributor"),
     ("amir", "Ambassador"), ("emma", "Staff")],
)  # fmt: skip
def test_a_person_in_a_word(request, who, word):
    assert selectors.in_a_word(request.getfixturevalue(who)) == word
