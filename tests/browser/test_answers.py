"""What a person answers and does by hand: a doubt ended by looking, a post made without a connection, a calendar."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site, Visit

pytestmark = pytest.mark.xdist_group("browser")

# A share of Nadia's that was handed over and never confirmed, asked about already.
IN_DOUBT = """
import uuid
from datetime import timedelta
from django.utils import timezone
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Share, ShareAttempt
from sharing.selectors import connection_for
armorel = Organisation.objects.get(slug="armorel")
nadia = Membership.objects.get(organisation=armorel, user__name="Nadia Benali")
began = timezone.now() - timedelta(minutes=20)
with tenant(armorel.pk):
    share = Share.objects.create(
        membership=nadia, network="linkedin", connection=connection_for(nadia, "linkedin"), title="Doute {mark}",
        text="Ce matin {mark}, mot pour mot.", state="unconfirmed", due_at=began, due_local="2026-01-01T09:00",
        zone="Europe/Paris", publish_before=began + timedelta(hours=1), content_sha256="0" * 64, tries=1,
        asked_at=began + timedelta(minutes=5), state_changed_at=began, request_key="{mark}",
    )
    ShareAttempt.objects.create(
        share=share, number=1, lease=uuid.uuid4(), content_sha256="0" * 64, started_at=began, finished_at=began,
        outcome="unconfirmed", error_code="timeout",
    )
print(share.public_id)
"""
# A text of hers for a network she has not connected here: to be posted by hand.
TO_HAND = """
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from sharing.services import shares
armorel = Organisation.objects.get(slug="armorel")
nadia = Membership.objects.get(organisation=armorel, user__name="Nadia Benali")
with tenant(armorel.pk):
    print(shares.save_draft(
        actor=nadia, network="{network}", text="À la main {mark}.", destination="https://armorel.example/{mark}",
        title="Main {mark}",
    ).public_id)
"""


def doubt(site: Site) -> tuple[str, str]:
    """The mark and the id of a fresh share in doubt."""
    mark = secrets.token_hex(4)
    return mark, site.run(IN_DOUBT.replace("{mark}", mark)).strip().splitlines()[-1]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_confirm_an_unconfirmed_share(visit: Visit, site: Site, width: int) -> None:
    mark, public_id = doubt(site)
    nadia = visit(width=width)
    nadia.enter_as("Nadia Benali")
    nadia.open("/o/armorel/shares/")
    page = nadia.page
    card = page.locator(".card", has_text=f"Doute {mark}")
    expect(card.get_by_text("À confirmer")).to_be_visible()
    profile = card.locator("a[target=_blank]").first
    assert (profile.get_attribute("href") or "").startswith(site.networks)
    card.locator("summary", has_text=re.compile("texte|text")).first.click()
    expect(card.get_by_text(f"Ce matin {mark}, mot pour mot.")).to_be_visible()
    assert nadia.overflows() <= 0
    card.locator("form", has=page.locator("input[value=yes]")).get_by_role("button").click()
    page.wait_for_url(re.compile(r"/shares/$"))
    expect(page.locator(".card--warn", has_text=f"Doute {mark}")).to_have_count(0)
    nadia.open(f"/o/armorel/shares/{public_id}/")
    expect(page.get_by_text("Publié").first).to_be_visible()
    assert site.log(event="create", contains=mark) == [], "nothing may be sent again"


def test_a_doubt_is_answered_without_script_and_left(visit: Visit, site: Site) -> None:
    mark, public_id = doubt(site)
    nadia = visit(width=PHONE, scripts=False)
    nadia.enter_as("Nadia Benali")
    nadia.open(f"/o/armorel/shares/{public_id}/")
    page = nadia.page
    expect(page.locator("#exact-text")).to_have_value(f"Ce matin {mark}, mot pour mot.")
    page.locator("form", has=page.locator("input[value=drop]")).get_by_role("button").click()
    page.wait_for_url(re.compile(r"/shares/$"))
    nadia.open(f"/o/armorel/shares/{public_id}/")
    expect(page.get_by_text("Annulé").first).to_be_visible()
    assert site.log(event="create", contains=mark) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_post_is_made_by_hand_declared_and_taken_back(visit: Visit, site: Site, scripts: bool) -> None:
    mark = secrets.token_hex(4)
    public_id = site.run(TO_HAND.replace("{mark}", mark).replace("{network}", "x")).strip().splitlines()[-1]
    nadia = visit(width=PHONE, scripts=scripts)
    nadia.enter_as("Nadia Benali")
    nadia.open(f"/o/armorel/shares/{public_id}/by-hand/")
    page = nadia.page
    text = page.locator("#by-hand-text").input_value()
    assert text.startswith(f"À la main {mark}.")
    assert "/l/" in text
    window = page.locator(".by-hand__open a").get_attribute("href") or ""
    assert window.startswith(f"{site.networks}/x/intent/")
    assert nadia.overflows() <= 0
    page.locator("form", has=page.locator("#url")).locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/shares/$"))
    nadia.open(f"/o/armorel/shares/{public_id}/")
    expect(page.get_by_text("Publié").first).to_be_visible()
    page.locator("form[action$='/take-back/'] button").first.click()
    page.wait_for_url(re.compile(r"/by-hand/"))
    assert site.log(event="create", contains=mark) == []


def test_the_days_of_a_month_are_walked_by_arrow_keys(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    nadia.open("/o/armorel/shares/month/?on=2026-06-10")
    page = nadia.page
    days = page.locator(".whole-month [data-day]")
    days.nth(9).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(days.nth(17)).to_be_focused()
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile(r"on=2026-07-01"))
    page.get_by_role("link", name=re.compile("Semaine|Week")).first.click()
    page.wait_for_url(re.compile(r"/shares/week/"))
    assert nadia.overflows() <= 0
