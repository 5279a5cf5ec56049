"""Both walls stand around every tenant table, and nothing stands outside them by accident."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection, models, transaction

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Team
from advocacy.tenancy import NoTenant, tenant
from advocacy.tenancy.models import TenantManager, TenantModel
from content_library.models import Campaign, ContentItem

# Read before an organisation is chosen, or about the installation. Adding a name here is a decision.
OUTSIDE_THE_WALLS = {
    "organisations.Organisation",
    "people.User",
    "people.Membership",
    "people.ApiToken",
    "sharing.Connection",
    "sharing.OAuthRequest",
    "sharing.NetworkPause",
    "sharing.NetworkHealth",
    "sharing.BudgetWindow",
    "sharing.OperatorAlarm",
    "sharing.Installation",
    "sharing.VisitorSalt",
}
OURS = {"organisations", "people", "programme", "content_library", "sharing", "reporting"}

needs_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="row level security exists on PostgreSQL only"
)


def our_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model._meta.app_label in OURS)


def tenant_models() -> list[type[TenantModel]]:
    return [model for model in our_models() if issubclass(model, TenantModel)]


def test_every_model_is_a_tenant_row_or_stands_outside_by_name() -> None:
    outside = {model._meta.label for model in our_models() if not issubclass(model, TenantModel)}
    assert outside == OUTSIDE_THE_WALLS


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_first_wall_is_default_and_base_manager(model: type[TenantModel]) -> None:
    assert isinstance(model._default_manager, TenantManager)
    assert isinstance(model._base_manager, TenantManager)


@pytest.mark.django_db
@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_a_query_without_a_tenant_raises(model: type[TenantModel]) -> None:
    for ask in (
        lambda: list(model.objects.all()),
        lambda: model.objects.exists(),
        lambda: model.objects.count(),
        lambda: model.objects.first(),
        lambda: model.objects.filter(pk=1).update(organisation_id=1),
        lambda: model.objects.explain(),
        lambda: model._base_manager.first(),
    ):
        with pytest.raises(NoTenant):
            ask()


@pytest.mark.django_db
def test_tenants_never_nest(acme: Organisation, globex: Organisation) -> None:
    with tenant(acme.pk), pytest.raises(NoTenant), tenant(globex.pk):
        pytest.fail("a second tenant was opened inside the first")


@pytest.mark.django_db
def test_rows_of_another_organisation_are_refused(acme: Organisation, globex: Organisation, greta: Membership) -> None:
    with tenant(globex.pk):
        campaign = Campaign.objects.create(name="ZZB-7f3a-CANARY campaign")
    with tenant(acme.pk):
        assert not Campaign.objects.filter(pk=campaign.pk).exists()
        with pytest.raises(SuspiciousOperation):
            Team(organisation=globex, name="Ours?").save()
        with pytest.raises(SuspiciousOperation):
            ContentItem(title="Theirs", campaign=campaign).save()
        with pytest.raises(SuspiciousOperation):
            ContentItem(title="By a stranger", created_by=greta).save()
        with pytest.raises(SuspiciousOperation):
            Campaign.objects.bulk_create([Campaign(organisation=globex, name="In bulk")])


@needs_postgres
@pytest.mark.django_db
def test_every_tenant_table_has_a_forced_policy_and_no_other_table_has() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.policyname = 'tenant' AND p.with_check IS NOT NULL"
        )
        walled = {row[0] for row in cursor.fetchall()}
    assert walled == {model._meta.db_table for model in tenant_models()}


@needs_postgres
@pytest.mark.django_db
def test_every_reference_to_a_tenant_row_is_composite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname LIKE '%%\\_wall'")
        composite = {row[0] for row in cursor.fetchall()}
    wanted = {
        f"{model._meta.db_table}_{field.name}_wall"
        for model in tenant_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and (issubclass(field.related_model, TenantModel) or field.related_model is Membership)
    }
    assert composite == wanted


@needs_postgres
@pytest.mark.django_db
def test_raw_sql_without_a_tenant_sees_nothing(acme: Organisation, globex: Organisation) -> None:
    for organisation in (acme, globex):
        with tenant(organisation.pk):
            Team.objects.create(name=f"A team of {organisation.name}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,), "this test proves nothing for a role that bypasses the wall"
        for model in tenant_models():
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            assert cursor.fetchone() == (0,), model._meta.label
    with tenant(acme.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_team WHERE organisation_id = %s", [globex.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM people_team")
        assert cursor.fetchone() == (1,)


@needs_postgres
@pytest.mark.django_db
def test_postgres_refuses_what_the_code_forgets(acme: Organisation, globex: Organisation) -> None:
    with tenant(globex.pk):
        theirs = Campaign.objects.create(name="ZZB-7f3a-CANARY")
    with tenant(acme.pk), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO people_team (organisation_id, public_id, name, created_at) VALUES (%s, 'x', 'x', now())",
                [globex.pk],
            )
        item = ContentItem.objects.create(title="Ours")
        with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
            cursor.execute(
                "UPDATE content_library_contentitem SET campaign_id = %s WHERE id = %s", [theirs.pk, item.pk]
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
