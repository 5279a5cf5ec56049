"""A person's own account: profile, preferences, portrait, sessions, tokens, teams, a new organisation."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from advocacy.lib.errors import RuleViolation
from advocacy.organisations import services as organisation_services
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people import selectors, services
from advocacy.people.models import ApiToken, Membership, User
from advocacy.people.services import hooks
from advocacy.programme.models import Charter, Programme
from advocacy.tenancy import tenant
from tests.factories.people import MembershipFactory, TeamFactory, TeamMemberFactory, UserFactory


def upload(name="face.png", size=(64, 64), kind="PNG"):
    data = BytesIO()
    Image.new("RGB", size, "teal").save(data, kind)
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/png")


def test_profile_and_preferences(acme, emma, inside):
    with inside(acme):
        services.change_profile(
            actor=emma, name="Emma E.", job_title="Welder", language="fr", theme="dark", time_zone="Asia/Tokyo"
        )
    services.change_preferences(user=emma.user, theme="light")
    emma.refresh_from_db()
    user = User.objects.get(pk=emma.user.pk)
    assert (user.name, user.language, user.theme, user.time_zone) == ("Emma E.", "fr", "light", "Asia/Tokyo")
    assert emma.job_title == "Welder"


def test_a_portrait_is_replaced_and_its_file_with_it(emma, django_capture_on_commit_callbacks):
    user = services.set_portrait(user=emma.user, upload=upload())
    first = user.portrait
    assert default_storage.exists(first)
    assert "face" not in first
    with django_capture_on_commit_callbacks(execute=True):
        services.set_portrait(user=user, upload=upload("other.jpg", kind="JPEG"))
    assert not default_storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_portrait(user=user)
    assert user.portrait == ""


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("face.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png"),
        SimpleUploadedFile("face.png", b"", content_type="image/png"),
        SimpleUploadedFile("face.png", b"x" * (6 * 1024 * 1024), content_type="image/png"),
    ],
    ids=["svg", "empty", "heavy"],
)
def test_what_is_no_picture_is_refused_and_changes_nothing(emma, file):
    with pytest.raises(RuleViolation) as refused:
        services.set_portrait(user=emma.user, upload=file)
    emma.user.refresh_from_db()
    assert refused.value.field == "portrait"
    assert emma.user.portrait == ""


def test_a_picture_that_is_a_bomb_is_refused(acme, alice, inside):
    data = BytesIO()
    Image.new("1", (30_000, 30_000)).save(data, "PNG")
    bomb = SimpleUploadedFile("logo.png", data.getvalue())
    with inside(acme), pytest.raises(RuleViolation) as refused:
        organisation_services.set_logo(actor=alice, organisation=acme, upload=bomb)
    assert refused.value.field == "logo"
    acme.refresh_from_db()
    assert acme.logo == ""


def test_who_sees_a_portrait(acme, globex, amir, emma, greta, settings):
    services.set_portrait(user=amir.user, upload=upload())
    path, public_id = amir.user.portrait, amir.user.public_id
    assert selectors.portrait_for(amir.user, public_id) == path
    assert selectors.portrait_for(emma.user, public_id) == path
    assert selectors.portrait_for(greta.user, public_id) == ""
    assert selectors.portrait_for(None, public_id) == ""
    Membership.objects.filter(pk=amir.pk).update(demo_place=1)
    assert selectors.portrait_for(None, public_id) == path
    settings.DEMO = False
    assert selectors.portrait_for(None, public_id) == ""


def test_signing_out_everywhere_ends_every_session(emma, client_of):
    client = client_of(emma)
    session = client.session
    services.sign_out_everywhere(user=emma.user)
    assert session["_auth_user_hash"] != User.objects.get(pk=emma.user.pk).get_session_auth_hash()


def test_a_token_is_shown_once_and_revoked_at_once(acme, emma, inside):
    with inside(acme):
        token, value = services.create_api_token(actor=emma, name="Script")
        assert selectors.membership_by_api_token(value.reveal(), acme) == (emma, token)
        assert value.reveal() not in str(vars(token))
        assert repr(value) != value.reveal()
        services.revoke_api_token(actor=emma, token=token)
        assert selectors.membership_by_api_token(value.reveal(), acme) is None


def test_ten_tokens_at_most_and_only_ones_own(acme, emma, amir, inside):
    with inside(acme):
        made = [services.create_api_token(actor=emma, name=f"{n}")[0] for n in range(10)]
        with pytest.raises(RuleViolation) as refused:
            services.create_api_token(actor=emma, name="eleventh")
        services.revoke_api_token(actor=amir, token=made[0])
    assert refused.value.code == "too_many_tokens"
    assert ApiToken.objects.get(pk=made[0].pk).revoked_at is None


def test_teams(acme, alice, emma, amir, inside):
    with inside(acme):
        team = services.create_team(actor=alice, name="North")
        services.set_team_members(actor=alice, team=team, members=[emma, amir])
        services.set_team_members(actor=alice, team=team, members=[amir])
        services.rename_team(actor=alice, team=team, name="South")
        for refused in (
            lambda: services.create_team(actor=alice, name="SOUTH"),
            lambda: services.rename_team(actor=alice, team=TeamFactory(), name="south"),
        ):
            with pytest.raises(RuleViolation) as violation:
                refused()
            assert (violation.value.code, violation.value.field) == ("team_exists", "name")
        row = selectors.teams().get(pk=team.pk)
        assert (row.name, row.size) == ("South", 1)
        services.delete_team(actor=alice, team=team)
        assert not selectors.teams().filter(name="South").exists()


def test_a_team_takes_no_outsider(acme, globex, alice, greta, inside):
    with inside(acme):
        team = services.create_team(actor=alice, name="North")
        with pytest.raises(RuleViolation) as refused:
            services.set_team_members(actor=alice, team=team, members=[greta])
    assert refused.value.code == "not_a_member"


@pytest.mark.parametrize("items", [1, 3])
def test_team_sizes_are_counted_once(acme, inside, django_assert_num_queries, items):
    with inside(acme):
        for number in range(items):
            team = TeamFactory()
            for _ in range(number + 2):
                TeamMemberFactory(team=team, membership=MembershipFactory(organisation=acme))
        with django_assert_num_queries(2):
            teams = list(selectors.teams())
            names = [[row.membership.user.name for row in team.team_members.all()] for team in teams]
    # By name, and the tenth name comes before the second.
    assert sorted(team.size for team in teams) == [number + 2 for number in range(items)]
    assert [len(people) for people in names] == [team.size for team in teams]


def test_a_new_organisation_starts_with_what_it_needs_and_sees_nothing_else(globex):
    owner = UserFactory()
    membership = services.create_organisation(owner=owner, name="Nova", slug="nova", language="en")
    assert membership.is_owner
    with tenant(membership.organisation_id):
        charter = Charter.objects.get()
        assert charter.number == 1
        assert set(charter.texts) == {"fr", "en"}
        assert all("Nova" in text and "{" not in text for text in charter.texts.values())
        assert "ZZB" not in str(charter.texts)
        assert Programme.objects.get().contact == membership
        assert AuditEntry.objects.get().verb == "organisation.created"
        assert not selectors.teams().exists()
    assert Organisation.objects.get(slug="nova").is_active


def test_an_address_is_taken_once_whatever_its_case(acme):
    with pytest.raises(RuleViolation) as refused:
        services.create_organisation(owner=UserFactory(), name="Other", slug="ACME")
    assert (refused.value.code, refused.value.field) == ("organisation_address_taken", "slug")


def test_a_failure_half_way_leaves_nothing(db):
    def refuses(membership):
        raise ZeroDivisionError

    hooks.on_creating.append(refuses)
    try:
        with pytest.raises(ZeroDivisionError):
            services.create_organisation(owner=UserFactory(), name="Nova", slug="nova")
    finally:
        hooks.on_creating.remove(refuses)
    assert not Organisation.objects.filter(slug="nova").exists()
    assert not Membership.objects.exists()


def test_an_owner_with_an_account_signs_in_first(emma):
    with pytest.raises(RuleViolation) as refused:
        services.create_owner(email=emma.user.email.upper(), name="Emma")
    assert refused.value.code == "account_exists"
