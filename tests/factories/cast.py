"""The cast: two companies. Whatever Globex has says CANARY; whatever Acme's people see must not."""

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from tests.canary import ACME_DOMAIN, CANARY
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    CampaignFactory,
    ContentItemFactory,
    ItemTopicFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.organisations import AuditEntryFactory, OrganisationFactory
from tests.factories.people import (
    ApiTokenFactory,
    InvitationFactory,
    MembershipFactory,
    NotificationFactory,
    TeamFactory,
    TeamMemberFactory,
    UserFactory,
)
from tests.factories.programme import CharterFactory, EnrolmentFactory, ProgrammeFactory
from tests.factories.reporting import ShareStatFactory
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory, TrackedLinkFactory

inside = tenant


def acme() -> Organisation:
    """Acme, with its programme and the first version of its charter."""
    organisation = OrganisationFactory(name="Acme", slug="acme", tagline="Bridges that last")
    with tenant(organisation.pk):
        ProgrammeFactory()
        CharterFactory(number=1)
    return organisation


def acme_member(organisation: Organisation, name: str, *, enrolled: bool = False, **fields: bool) -> Membership:
    """One of Acme's people, in English; `is_owner=True` and the like entrust roles."""
    first = name.split(" ")[0].lower()
    user = UserFactory(name=name, email=f"{first}{ACME_DOMAIN}")
    membership = MembershipFactory(organisation=organisation, user=user, **fields)
    if enrolled:
        with tenant(organisation.pk):
            EnrolmentFactory(membership=membership)
    return membership


def _said(text: str) -> str:
    return f"{text} {CANARY}"


def globex() -> Organisation:
    """Globex with one of everything, each text carrying the canary."""
    organisation = OrganisationFactory(name=_said("Globex"), slug="globex", tagline=_said("Turbines"), language="en")
    _globex_member(organisation, "Greta", is_owner=True)
    gil = _globex_member(organisation, "Gil")
    with tenant(organisation.pk):
        ProgrammeFactory(aims={"en": _said("Sell"), "fr": _said("Vendre")}, contact=gil, words={"en": _said("Ask me")})
        CharterFactory(number=1, texts={"en": _said("Freely."), "fr": _said("Librement.")})
        EnrolmentFactory(membership=gil, show_name=True)
        TeamMemberFactory(team=TeamFactory(name=_said("Sales")), membership=gil)
        InvitationFactory(email=f"guest-{CANARY.lower()}@globex.example", name=_said("Guest"))
        NotificationFactory(membership=gil, details={"title": _said("A share"), "network": "linkedin"})
        ApiTokenFactory(membership=gil, name=_said("Script"))
        AuditEntryFactory(changes={"name": ["Globe", _said("Globex")]})
        _globex_story(gil)
    return organisation


def _globex_member(organisation: Organisation, first: str, **fields: bool) -> Membership:
    user = UserFactory(name=_said(first), email=f"{first.lower()}-{CANARY.lower()}@globex.example")
    return MembershipFactory(organisation=organisation, user=user, job_title=_said("Engineer"), **fields)


def _globex_story(gil: Membership) -> None:
    item = ContentItemFactory(
        title=_said("A turbine"),
        summary=_said("It turns."),
        url=f"https://globex.example/{CANARY}",
        facts=_said("3 MW"),
        credit=_said("Gil"),
        campaign=CampaignFactory(name=_said("Wind")),
        picture=AssetFactory(alternative_text=_said("A turbine")),
    )
    ItemTopicFactory(item=item, topic=TopicFactory(name=_said("Energy")))
    AngleFactory(item=item, name=_said("Angle")[:40], question=_said("Why?"))
    SuggestedTextFactory(item=item, body=_said("It turns well."))
    connection = ConnectionFactory(user=gil.user, name=_said("Gil"), handle=CANARY.lower())
    ConnectionPermissionFactory(membership=gil, connection=connection)
    words = {"membership": gil, "item": item, "connection": connection, "title": _said("A turbine")}
    ShareFactory(scheduled=True, text=_said("Soon."), **words)
    published = ShareFactory(
        published=True,
        text=_said("My turbine."),
        link=TrackedLinkFactory(destination=f"https://globex.example/{CANARY}", clicks=7),
        **words,
    )
    ShareStatFactory(share=published, impressions=777_777, clicks=7)
