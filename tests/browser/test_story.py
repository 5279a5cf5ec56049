"""The whole story: an idea, a volunteer, a connection, their words, the post, a click, the figures, the report."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site, Visit, Visitor

pytestmark = pytest.mark.xdist_group("browser")

HOUR_LATER = """
from django.utils import timezone
from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from reporting import tasks
from reporting.models import ShareStat
armorel = Organisation.objects.get(slug="armorel").pk
with tenant(armorel):
    ShareStat.objects.filter(measured_at=None).update(measure_due_at=timezone.now())
tasks.roll_clicks_of_organisation(organisation_id=armorel)
tasks.collect_organisation(organisation_id=armorel)
"""


def add_an_idea(claire: Visitor, title: str) -> None:
    page = claire.page
    claire.open("/o/armorel/library/new/")
    page.get_by_label("Titre montré aux ambassadeurs").fill(title)
    page.locator("[name=url]").fill("https://armorel.example/une-histoire")
    page.get_by_label("En une phrase ou deux").fill("Ce qui s’est passé, simplement.")
    page.get_by_label("Sans la page").check()
    page.locator("[name$=-name]").first.fill("Le moment")
    page.locator("[name$=-question]").first.fill("Qu’avez-vous vu ce jour-là ?")
    page.get_by_role("button", name="Proposer aux ambassadeurs").click()
    expect(page.get_by_text("Disponible").first).to_be_visible()


def join(paul: Visitor) -> None:
    page = paul.page
    paul.open("/o/armorel/join/")
    expect(
        page.get_by_role("button", name="Je me lance").or_(page.get_by_role("button", name="volontaire"))
    ).to_be_visible()
    page.locator("[name=volunteers]").check()
    assert not page.locator("[name=show_name]").is_checked(), "nothing may be ticked beforehand"
    page.locator("#join button[type=submit]").click()
    page.wait_for_url(re.compile(r"/accounts/"))


def connect_linkedin(paul: Visitor, handle: str) -> None:
    page = paul.page
    page.get_by_role("button", name="Connecter LinkedIn").click()
    page.wait_for_url(re.compile(re.escape(paul.site.networks)))
    page.locator("details summary").click()
    page.locator("input[name=name]").fill("Paul Guillemot")
    page.locator("input[name=handle]").fill(handle)
    page.locator("details button.primary").click()
    page.locator("button[value=allow]").click()
    page.wait_for_url(re.compile(r"/o/armorel/accounts/"))
    expect(page.get_by_text("Connecté").first).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_from_an_idea_to_the_report(visit: Visit, site: Site, width: int) -> None:
    mark = secrets.token_hex(4)
    title, words = f"Une histoire {mark}", f"Ce matin-là, {mark} : (tout) s’est joué en 10 minutes. #chantier @Armorel"
    claire = visit(width=DESK)
    claire.enter_as("Claire Dufresne")
    add_an_idea(claire, title)

    person = visit(width=width)
    if width == PHONE:
        person.enter_as("Paul Guillemot")
        join(person)
        connect_linkedin(person, f"paul-{mark}")
        handle = f"paul-{mark}"
    else:
        person.enter_as("Nadia Benali")
        handle = "nadia-benali"
    page = person.page
    person.open(f"/o/armorel/to-share/?tab=all&q={mark}")
    page.get_by_role("link", name=re.compile("À ma façon")).first.click()
    expect(page.get_by_text("Qu’avez-vous vu ce jour-là ?").first).to_be_visible()
    page.locator("#text-linkedin").fill(words)
    expect(page.locator("#count-linkedin")).to_contain_text(str(len(words)))
    if width == PHONE:
        page.get_by_role("button", name="Vérifier et programmer").last.click()
    page.locator("[name=when][value=now]").check()
    page.get_by_role("button", name="Programmer le partage").last.click()
    page.wait_for_url(re.compile(r"/shares/"))

    for _attempt in range(40):
        if site.log(event="create", contains=mark):
            break
        page.wait_for_timeout(500)
    page.wait_for_timeout(1500)
    person.open("/o/armorel/shares/?show=out")
    row = page.locator(".share", has_text=title)
    expect(row.get_by_text("Publié")).to_be_visible()
    created = site.log(event="create", contains=mark)
    assert len(created) == 1, "exactly once"
    assert created[0]["text"] == words, "byte for byte"

    # Anybody follows the link on the simulated profile; the click comes back.
    reader = visit(width=DESK)
    reader.page.goto(f"{site.networks}/linkedin/in/{handle}")
    link = reader.page.locator("a[href*='/l/']").first
    address = link.get_attribute("href")
    assert address is not None
    answer = reader.page.context.request.get(
        address, max_redirects=0, headers={"user-agent": "Mozilla/5.0 (X11) Firefox/140"}
    )
    assert answer.status == 302
    assert answer.headers["location"].startswith("https://armorel.example/une-histoire?")
    # An hour later, as far as the site's clock for figures is concerned.
    site.run(HOUR_LATER)
    person.open("/o/armorel/shares/?show=out")
    expect(page.locator(".share", has_text=title)).to_contain_text(re.compile(r"1\s+clic"))
    expect(page.locator(".share", has_text=title)).to_contain_text(re.compile(r"vues?"))

    # The report of the semester counts it, under the person's name only if they said so.
    claire.open("/o/armorel/results/")
    expect(claire.page.get_by_role("heading", level=1)).to_contain_text(re.compile("semestre", re.IGNORECASE))
    named = claire.page.locator("main").inner_text()
    assert "Nadia Benali" in named
    assert "Paul Guillemot" not in named, "he did not choose to be named"


def test_a_manager_lands_on_the_semester(visit: Visit) -> None:
    etienne = visit()
    etienne.enter_as("Étienne Rousseau")
    expect(etienne.page.get_by_role("heading", level=1)).to_contain_text(re.compile("semestre", re.IGNORECASE))
    assert "/results/" in etienne.page.url


@pytest.mark.parametrize("width", [360])
def test_a_suggested_text_is_shared_in_three_taps(visit: Visit, site: Site, width: int) -> None:
    nadia = visit(width=width)
    nadia.enter_as("Nadia Benali")
    nadia.open("/o/armorel/to-share/")
    page, taps = nadia.page, 0
    # The first idea that has a suggested text: what comms added a moment ago may have none.
    page.locator(".idea").get_by_role("link", name=re.compile("Partager")).first.click()
    taps += 1
    text = page.locator("#text-linkedin").input_value()
    assert len(text) > 40
    assert nadia.overflows() <= 0
    page.get_by_role("button", name="Programmer le partage").last.click()
    taps += 1
    page.wait_for_url(re.compile(r"/shares/"))
    assert taps <= 3
    expect(page.get_by_text("Programmé").first).to_be_visible()


def test_a_third_organisation_sees_nothing_of_the_others(visit: Visit) -> None:
    founder = visit(language="en")
    page = founder.page
    page.goto(f"{founder.site.url}/accounts/login/")
    page.get_by_role("link", name="Another company").or_(page.get_by_role("button", name="Another company")).click()
    page.wait_for_url(re.compile(r"/organisations/new/"))
    name = f"Third {secrets.token_hex(3)}"
    page.locator("[name=name]").first.fill(name)
    for field, value in (
        ("slug", name.lower().replace(" ", "-")),
        ("owner_name", "Thea Third"),
        ("owner_email", f"{secrets.token_hex(4)}@third.example"),
    ):
        if page.locator(f"[name={field}]").count():
            page.locator(f"[name={field}]").first.fill(value)
    for _step in range(6):
        if "/organisations/new/" not in page.url:
            break
        page.locator("form:not(.menu__list) button[type=submit]").last.click()
        page.wait_for_load_state("load")
    assert "/o/" in page.url, page.url
    home = page.url.split("/o/")[1].split("/")[0]
    for path in ("library/", "settings/members/", "results/", "settings/journal/", "campaigns/"):
        founder.open(f"/o/{home}/{path}")
        words = page.locator("main").inner_text()
        for theirs in ("Armorel", "Simone-Veil", "Halden", "ferry", "Nadia", "Ruth"):
            assert theirs not in words, f"{path} shows {theirs}"
    for foreign in ("/o/armorel/library/", "/o/halden/settings/"):
        answer = page.goto(f"{founder.site.url}{foreign}")
        assert answer is not None
        assert answer.status == 404
    founder.complaints.clear()  # the two 404 pages are complaints of the browser
