"""What every test finds: the cast, their clients, and the rule that a folder is a marker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.tenancy import tenant
from tests.factories import cast
from tests.factories.people import ApiTokenFactory

TESTS = Path(__file__).parent
FOLDERS = {"unit", "integration", "architecture", "promises", "browser", "load"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the folder it stands in."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
        if folder in FOLDERS:
            item.add_marker(folder)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Rate limits of one test do not reach the next."""
    yield
    cache.clear()


# --- Organisations ---------------------------------------------------------------------------------------------------
@pytest.fixture
def inside() -> Callable[[Organisation], AbstractContextManager[None]]:
    """`with inside(acme):` arranges or looks at rows of one organisation. Never around a request or a task."""
    return lambda organisation: tenant(organisation.pk)


@pytest.fixture
def globex(db: None) -> Organisation:
    """The other company: one of everything, every text with the canary."""
    return cast.globex()


@pytest.fixture
def acme(db: None, request: pytest.FixtureRequest) -> Organisation:
    """Our company. Behind every page that is tested Globex exists too, so that a leak can happen."""
    if request.node.get_closest_marker("integration") or request.node.get_closest_marker("browser"):
        request.getfixturevalue("globex")
    return cast.acme()


# --- Acme's people ---------------------------------------------------------------------------------------------------
@pytest.fixture
def alice(acme: Organisation) -> Membership:
    """The owner."""
    return cast.acme_member(acme, "Alice Aubert", is_owner=True)


@pytest.fixture
def adam(acme: Organisation) -> Membership:
    """An administrator."""
    return cast.acme_member(acme, "Adam Adler", is_administrator=True)


@pytest.fixture
def cara(acme: Organisation) -> Membership:
    """Communications."""
    return cast.acme_member(acme, "Cara Costa", is_content_manager=True)


@pytest.fixture
def carl(acme: Organisation) -> Membership:
    """A contributor: writes to the library, publishes nothing there."""
    return cast.acme_member(acme, "Carl Chevalier", is_contributor=True)


@pytest.fixture
def marc(acme: Organisation) -> Membership:
    """Management: reads the results."""
    return cast.acme_member(acme, "Marc Morel", is_manager=True)


@pytest.fixture
def amir(acme: Organisation) -> Membership:
    """An ambassador, by his own enrolment."""
    return cast.acme_member(acme, "Amir Amrani", enrolled=True)


@pytest.fixture
def emma(acme: Organisation) -> Membership:
    """An employee who has not joined."""
    return cast.acme_member(acme, "Emma Evrard")


# --- Globex's people -------------------------------------------------------------------------------------------------
def _of_globex(globex: Organisation, first: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(
        organisation=globex, user__name__startswith=first
    )


@pytest.fixture
def greta(globex: Organisation) -> Membership:
    """The owner of Globex: tries every address of Acme and gets 404."""
    return _of_globex(globex, "Greta")


@pytest.fixture
def gil(globex: Organisation) -> Membership:
    """An ambassador of Globex."""
    return _of_globex(globex, "Gil")


# --- Doors -----------------------------------------------------------------------------------------------------------
def signed_in(person: Membership | User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person.user if isinstance(person, Membership) else person)
    return client


@pytest.fixture
def client_of() -> Callable[[Membership | User], Client]:
    """`client_of(amir).get(…)`."""
    return signed_in


@pytest.fixture
def api_of() -> Callable[[Membership], Client]:
    """A program that speaks for this member with an API token."""

    def api(membership: Membership) -> Client:
        factory_token = f"rl_{membership.pk:0>40}"
        ApiTokenFactory(membership=membership, token=factory_token)
        return Client(headers={"authorization": f"Bearer {factory_token}"})

    return api


@pytest.fixture
def url_of() -> Callable[..., str]:
    """`url_of(acme, "sharing:share_detail", public_id=…)`: an address inside an organisation."""

    def url(organisation: Organisation, name: str, **kwargs: str) -> str:
        return reverse(name, kwargs={"org": organisation.slug, **kwargs})

    return url


@pytest.fixture
def jobs_done(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> Callable[[], AbstractContextManager[None]]:
    """`with jobs_done(): client.post(…)` runs at its end every job that the block enqueued, and what those enqueue.

    Not inside `inside(…)`: a job opens its own tenant.
    """

    @contextmanager
    def done() -> Iterator[None]:
        eager = current_app.conf.task_always_eager
        try:
            with django_capture_on_commit_callbacks(execute=True):
                yield
                current_app.conf.task_always_eager = True
        finally:
            current_app.conf.task_always_eager = eager

    return done
