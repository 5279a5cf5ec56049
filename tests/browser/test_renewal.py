"""An access has ended: from the e-mail to the consent page and back, two taps, and the waiting share goes on."""

import re
import secrets
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site, Visit

pytestmark = pytest.mark.xdist_group("browser")

ENDED = """
from datetime import time, timedelta
from django.utils import timezone
from advocacy.organisations.models import Organisation
from advocacy.people.models import MailChoices, Membership
from advocacy.tenancy import tenant
from sharing.selectors import connection_for
from sharing.services import grants, moving, shares
from sharing.states import HoldReason, ShareState as S
armorel = Organisation.objects.get(slug="armorel").pk
nadia = Membership.objects.get(organisation=armorel, user__name="Nadia Benali")
with tenant(armorel):
    MailChoices.objects.update_or_create(
        membership=nadia, defaults={{"mail_from": time(0), "mail_until": time(23, 59, 59), "at_weekends": True}}
    )
    account = connection_for(nadia, "linkedin")
    share = shares.schedule_share(
        actor=nadia, network="linkedin", text="Mon chantier {mark}", due_at=timezone.now() + timedelta(days=2)
    )
type(account).objects.filter(pk=account.pk).update(access_expires_at=timezone.now())
account.refresh_from_db()
grants.expire_connection(account.pk)
with tenant(armorel):
    moving.move(share.pk, S.SCHEDULED, S.HELD, reason=HoldReason.RECONNECT, next_at=None)
print(account.public_id, share.public_id)
"""
MAILS = """
from advocacy.lib import mailbox
print("\\n".join(mail.text for mail in mailbox.newest()))
"""
STATE = """
from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from sharing.models import Share
with tenant(Organisation.objects.get(slug="armorel").pk):
    print(Share.objects.get(public_id="{public_id}").state)
"""


def link_in_the_mail(site: Site, public_id: str) -> str:
    wanted = re.compile(rf"/o/armorel/accounts/\?renew={public_id}")
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        found = wanted.search(site.run(MAILS))
        if found is not None:
            return found[0]
        time.sleep(2)
    raise AssertionError("no e-mail came")


@pytest.mark.parametrize(("width", "language"), [(PHONE, "fr"), (DESK, "fr")])
def test_an_access_is_renewed_from_the_e_mail_and_what_waited_goes_on(
    visit: Visit, site: Site, width: int, language: str
) -> None:
    account, share = site.run(ENDED.format(mark=secrets.token_hex(4))).split()
    link = link_in_the_mail(site, account)
    person = visit(width=width, language=language)
    person.enter_as("Nadia Benali")
    page = person.page
    # The first tap: the link of the e-mail.
    person.open(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("LinkedIn")
    assert person.overflows() <= 0
    # The second tap: the one button. A browser that the network does not know yet is asked who it is, once.
    page.locator("main form button").click()
    page.wait_for_url(re.compile(re.escape(site.networks)))
    page.locator("button[name=handle]").filter(has_text="Nadia").click()
    page.wait_for_url(re.compile(r"/consent|/authorization|/accounts/"))
    if "/accounts/" not in page.url:
        page.locator("button[value=allow]").click()
    page.wait_for_url(re.compile(r"/o/armorel/accounts/"))
    assert site.run(STATE.format(public_id=share)).strip() == "scheduled"
