"""The composer in a browser: three taps, drafts that survive everything, offline included, and change until the end."""

import re
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visit, Visitor

pytestmark = pytest.mark.xdist_group("browser")
HOME = "/o/armorel/"
SAVED = re.compile(r"(Enregistré|Saved)")
HERE = re.compile(r"(Gardé ici|Kept here)")
CHECK = re.compile(r"Vérifier et programmer|Check and schedule")
SCHEDULE = re.compile(r"Programmer le partage|Schedule the share")


def idea(person: Visitor, start: str, at: int = 0) -> str:
    """The address of the composer for an idea of the feed."""
    person.open(f"{HOME}to-share/?tab=all")
    found = person.page.locator(f"a[href*='start={start}']").nth(at).get_attribute("href")
    assert found is not None
    return found


def write(page: Page, words: str) -> None:
    page.locator("#text-linkedin").fill(words)


def until(page: Page, true: str) -> None:
    """Wait for an expression. The pages' policy forbids what Playwright waits with."""
    for _attempt in range(300):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {true}")


def ready(page: Page) -> None:
    """Wait until the device could do without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_a_question_takes_three_taps_and_the_words(visit: Visit) -> None:
    nadia = visit(width=360)
    nadia.enter_as("Nadia Benali")
    address = idea(nadia, "angle", -1)
    page, taps = nadia.page, 0
    page.locator(f"a[href='{address}']").last.click()
    taps += 1
    write(page, "Ce que j’ai vu ce matin-là, en trois phrases. " + secrets.token_hex(3))
    assert nadia.overflows() <= 0
    page.get_by_role("button", name=CHECK).last.click()
    taps += 1
    expect(page.locator("#preview-title")).to_be_visible()
    expect(page.locator("#text-linkedin")).to_be_hidden()
    assert nadia.overflows() <= 0
    page.get_by_role("button", name=SCHEDULE).last.click()
    taps += 1
    page.wait_for_url(re.compile(r"/shares/"))
    assert taps <= 3


def test_scheduled_changed_and_called_off(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    page, mark = nadia.page, secrets.token_hex(4)
    nadia.open(f"{HOME}write/")
    write(page, f"Un matin sur le chantier, {mark}.")
    page.get_by_role("button", name=SCHEDULE).last.click()
    page.wait_for_url(re.compile(r"/shares/"))
    row = page.locator(".share", has_text=mark).first
    row.locator("a[href*='/edit/']").first.click()
    expect(page.locator("#text-linkedin")).to_have_value(f"Un matin sur le chantier, {mark}.")
    write(page, f"Un soir sur le chantier, {mark}.")
    expect(page.locator("#live")).to_contain_text("Un soir")
    page.locator("button[name=save]").last.click()
    page.wait_for_url(re.compile(r"/shares/"))
    row = page.locator(".share", has_text=f"Un soir sur le chantier, {mark}").first
    row.locator("a[href*='/edit/']").first.click()
    page.locator("a[href$='/cancel/']").last.click()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/shares/"))


def test_what_is_typed_is_kept_and_found_again(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    page, mark = nadia.page, secrets.token_hex(4)
    page.goto(nadia.site.url + idea(nadia, "angle", 1))
    write(page, f"Une première phrase {mark}")
    expect(page.locator("#save-state")).to_contain_text(SAVED)
    assert "key=" in page.url
    page.reload()
    expect(page.locator("#text-linkedin")).to_have_value(f"Une première phrase {mark}")
    nadia.open(f"{HOME}shares/")
    expect(page.locator("main")).to_contain_text(mark)


def test_a_draft_written_without_a_network_reaches_the_server(visit: Visit) -> None:
    nadia = visit(width=PHONE)
    nadia.enter_as("Nadia Benali")
    page, mark = nadia.page, secrets.token_hex(4)
    page.goto(nadia.site.url + idea(nadia, "angle", 2))
    ready(page)
    page.context.set_offline(True)
    write(page, f"Sans réseau {mark}")
    expect(page.locator("#save-state")).to_contain_text(HERE)
    expect(page.locator("#offline")).to_be_visible()

    # Closed and opened again without a network: the words are there, and can go on.
    page.reload()
    field = page.locator("#drafts textarea").first
    expect(field).to_have_value(f"Sans réseau {mark}")
    field.fill(f"Sans réseau {mark}, et la suite")
    expect(page.locator("#save-state")).to_contain_text(HERE)
    assert page.locator("body").inner_text().count("Nadia") == 0, "the page that is kept knows nobody"

    page.context.set_offline(False)
    expect(page.locator("#again")).to_be_visible()
    until(page, "Object.values(localStorage).some((one) => one.includes('\"sent\":true'))")
    page.reload()
    expect(page.locator("#text-linkedin")).to_have_value(f"Sans réseau {mark}, et la suite")
    nadia.open(f"{HOME}shares/")
    expect(page.locator("main")).to_contain_text(f"Sans réseau {mark}, et la suite")
    nadia.complaints.clear()  # what a browser says of a network that is away


def test_two_windows_lose_no_word(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    first, mark = nadia.page, secrets.token_hex(4)
    nadia.open(f"{HOME}write/")
    write(first, f"Version de départ {mark}")
    expect(first.locator("#save-state")).to_contain_text(SAVED)
    address = first.url
    # Another device: the same person, nothing kept there.
    other = visit(width=PHONE)
    other.enter_as("Nadia Benali")
    other.page.goto(address)
    write(other.page, f"Écrit sur le téléphone {mark}")
    expect(other.page.locator("#save-state")).to_contain_text(SAVED)
    write(first, f"Écrit au bureau {mark}")
    conflict = first.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text(f"Écrit sur le téléphone {mark}")
    expect(first.locator("#text-linkedin")).to_have_value(f"Écrit au bureau {mark}")
    conflict.locator("[data-keep-mine]").click()
    expect(first.locator("#kept")).to_contain_text(f"Écrit sur le téléphone {mark}")
    expect(first.locator("#save-state")).to_contain_text(SAVED)
    first.reload()
    expect(first.locator("#text-linkedin")).to_have_value(f"Écrit au bureau {mark}")
    for each in (nadia, other):
        # A browser complains of every 409; the script has answered it.
        each.complaints[:] = [line for line in each.complaints if "409" not in line]


def test_signing_out_leaves_nothing_on_the_device(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    page = nadia.page
    nadia.open(f"{HOME}write/")
    ready(page)
    write(page, "Quelques mots à moi")
    expect(page.locator("#save-state")).to_contain_text(SAVED)
    nadia.open(f"{HOME}to-share/")
    page.locator(".sidebar .person__summary").click()
    page.locator(".sidebar form[action$='/accounts/logout/'] button").click()
    page.wait_for_url("**/accounts/login/")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('relais.'))") == []
    assert page.evaluate("caches.keys()") == []


def test_words_on_a_shared_phone_are_their_writer_s_alone(visit: Visit) -> None:
    phone = visit(width=PHONE)
    phone.enter_as("Nadia Benali")
    page, mark = phone.page, secrets.token_hex(4)
    phone.open(f"{HOME}write/")
    ready(page)
    page.context.set_offline(True)
    write(page, f"Entre Nadia et elle-même {mark}")
    expect(page.locator("#save-state")).to_contain_text(HERE)

    # Her session ends without a sign-out, and a colleague signs in.
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.set_offline(False)
    phone.enter_as("Claire Dufresne")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/write/keep/" in request.url else None)
    phone.open(f"{HOME}shares/")
    page.wait_for_timeout(1000)
    assert asked == []
    expect(page.locator("main")).not_to_contain_text(mark)
    page.context.set_offline(True)
    page.goto(f"{phone.site.url}{HOME}to-share/")
    expect(page.locator("#none")).to_be_visible()
    assert page.locator("#drafts textarea").count() == 0
    page.context.set_offline(False)

    # The colleague's sign-out takes nothing of hers; they arrive once she is back.
    phone.open(f"{HOME}me/")
    page.locator("main form[action$='/accounts/logout/'] button").click()
    page.wait_for_url("**/accounts/login/")
    phone.enter_as("Nadia Benali")
    until(page, "Object.values(localStorage).some((one) => one.includes('\"sent\":true'))")
    phone.open(f"{HOME}shares/")
    expect(page.locator("main")).to_contain_text(mark)
    phone.complaints.clear()  # what a browser says of a network that is away


def test_a_refused_draft_is_said_once_before_signing_out(visit: Visit) -> None:
    nadia = visit(width=PHONE)
    nadia.enter_as("Nadia Benali")
    page = nadia.page
    page.route(
        "**/write/keep/",
        lambda route: (
            route.continue_()
            if route.request.method == "GET"
            else route.fulfill(status=422, content_type="application/json", body='{"message": "No."}')
        ),
    )
    nadia.open(f"{HOME}write/")
    write(page, "Des mots refusés")
    expect(page.locator("#save-state")).to_contain_text(HERE)
    leave = page.locator("main form[action$='/accounts/logout/'] button")
    nadia.open(f"{HOME}me/")
    leave.click()
    dialog = page.locator("#leaving")
    expect(dialog).to_be_visible()
    assert nadia.overflows() <= 0
    dialog.locator("[data-look]").click()
    expect(page.locator("#text-linkedin")).to_have_value("Des mots refusés")
    nadia.open(f"{HOME}me/")
    leave.click()
    dialog.locator("[data-leave]").click()
    page.wait_for_url("**/accounts/login/")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('relais.'))") == []
    nadia.complaints[:] = [line for line in nadia.complaints if "422" not in line]


def test_gestures_keep_the_place_and_the_words(visit: Visit) -> None:
    nadia = visit(width=DESK)
    nadia.enter_as("Nadia Benali")
    page = nadia.page
    page.goto(nadia.site.url + idea(nadia, "angle"))
    write(page, "Mes mots à moi")
    page.locator(".aid summary").first.click()
    page.locator(".emoji__one").first.click()
    expect(page.locator("#text-linkedin")).to_have_value("Mes mots à moi👏")
    page.locator("#use-text").click()
    expect(page.locator("#kept")).to_contain_text("Mes mots à moi👏")
    expect(page.locator("#text-linkedin")).not_to_have_value("Mes mots à moi👏")
    page.locator("#take-back").click()
    expect(page.locator("#text-linkedin")).to_have_value("Mes mots à moi👏")
    page.locator("#no-pictures").click()
    expect(page.locator(".preview__picture, .preview__pictures")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_composer_passes_axe(visit: Visit, width: int, theme: str) -> None:
    nadia = visit(width=width, theme=theme)
    nadia.enter_as("Nadia Benali")
    problems = []
    for start in ("text", "angle"):
        nadia.page.goto(nadia.site.url + idea(nadia, start))
        for step in ("write", "check"):
            if step == "check" and width == PHONE:
                nadia.page.locator("[data-view=check]:visible").first.click()
            for violation in Axe().run(nadia.page).response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                problems.append(f"{start} {step}: {violation['id']} {targets}")
            assert nadia.overflows() <= 0
    assert problems == [], "\n".join(problems)


def test_the_composer_without_scripts(visit: Visit) -> None:
    nadia = visit(width=PHONE, scripts=False)
    nadia.enter_as("Nadia Benali")
    page = nadia.page
    page.goto(nadia.site.url + idea(nadia, "angle"))
    write(page, "Sans script, mes mots.")
    page.locator(".aid summary").first.click()
    page.locator(".emoji__one").first.click()
    expect(page.locator("#text-linkedin")).to_have_value("Sans script, mes mots. 👏")
    page.get_by_role("button", name=CHECK).last.click()
    expect(page.locator("#preview-title")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Sans script, mes mots.")
    page.get_by_role("button", name=re.compile("Garder en brouillon|Keep as a draft")).first.click()
    page.wait_for_url(re.compile(r"/shares/"))
    expect(page.locator("main")).to_contain_text("Sans script, mes mots.")
