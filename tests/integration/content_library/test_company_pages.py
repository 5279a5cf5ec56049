"""The company's pages through their doors."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advocacy.people.models import Notification
from advocacy.tenancy import tenant
from content_library.models import CompanyPage, CompanyPost, PageImport
from content_library.tasks import watch_pages
from tests.canary import CANARY
from tests.factories.content_library import CompanyPageFactory, CompanyPostFactory, PagePostFactory
from tests.reads import exactly


@pytest.fixture
def page(acme):
    with tenant(acme.pk):
        return CompanyPageFactory()


def test_a_page_is_added_changed_and_filled(acme, cara, client_of, url_of):
    client, new = client_of(cara), url_of(acme, "content_library:company_page_new")
    assert "No page yet" in client.get(url_of(acme, "content_library:company_page_list")).content.decode()
    sent = {"network": "linkedin", "name": "Acme", "url": "pages.example/acme", "idle_days": "10"}
    assert "ten of them" in client.post(new, {**sent, "idle_days": "", "name": "ten of them"}).content.decode()
    here = client.post(new, sent).headers["Location"]
    assert "There is a page on this network already." in client.post(new, sent).content.decode()
    with tenant(acme.pk):
        public_id = CompanyPage.objects.get().public_id
    client.post(url_of(acme, "content_library:followers_add", public_id=public_id), {"count": "1200"})
    add = url_of(acme, "content_library:company_post_add", public_id=public_id)
    assert "must start with https" in client.post(add, {"url": "ftp://x y", "text": "Kept"}).content.decode()
    client.post(add, {"url": "https://pages.example/posts/1", "text": "Our bridge", "impressions": "300"})
    text = client.get(here).content.decode()
    for said in ("1,200", "Our bridge", "300", "0 of 6"):
        assert said in text, said
    assert CANARY not in text
    edit = url_of(acme, "content_library:company_page_edit", public_id=public_id)
    client.post(edit, {**sent, "checklist": ["logo", "site"]})
    assert "2 of 6" in client.get(here).content.decode()


def test_a_table_is_shown_line_by_line_before_it_is_taken_in(acme, cara, page, client_of, url_of):
    client = client_of(cara)
    bring = url_of(acme, "content_library:post_table_bring", public_id=page.public_id)
    wrong = client.post(bring, {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}).content.decode()
    assert "The first line must name the columns" in wrong
    assert "Found: a, b" in wrong
    rows = "date,url,text,views\n2026-03-02,https://pages.example/posts/1,Hello,12\nnever,https://pages.example/2,,\n"
    look = client.post(bring, {"file": SimpleUploadedFile("a.csv", rows.encode())}).headers["Location"]
    text = client.get(look).content.decode()
    for said in ("1 new post", "1 line that cannot be taken in", "the day cannot be read", "Take them in"):
        assert said in text, said
    with tenant(acme.pk):
        assert not CompanyPost.objects.exists()
    client.post(look)
    assert "Take them in" not in client.get(look).content.decode()
    with tenant(acme.pk):
        assert CompanyPost.objects.get().impressions == 12
        assert PageImport.objects.get().outcome == {"new": 1, "refused": 1}


def test_what_leaves_as_a_table_cannot_run(acme, cara, page, client_of, url_of):
    with tenant(acme.pk):
        CompanyPostFactory(page=page, text='=HYPERLINK("https://evil.example")', impressions=3)
    file = client_of(cara).get(url_of(acme, "content_library:post_table_file", public_id=page.public_id))
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in file.content.decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(acme, cara, page, client_of, url_of, count):
    with tenant(acme.pk):
        for number in range(count):
            about = PagePostFactory(url=f"https://pages.example/said/{number}", posted_at="2026-03-02T09:00Z").item
            CompanyPostFactory(page=page, item=about)
    client, path = client_of(cara), url_of(acme, "content_library:company_page", public_id=page.public_id)
    client.get(path)
    with exactly(16):
        assert client.get(path).status_code == 200


def test_a_silent_page_is_told_by_the_job_and_a_mistake_is_taken_out(acme, cara, page, client_of, url_of, jobs_done):
    with tenant(acme.pk):
        post = CompanyPostFactory(page=page, posted_at="2026-01-01T09:00Z")
    with jobs_done():
        watch_pages()
    with jobs_done():
        watch_pages()
    with tenant(acme.pk):
        assert Notification.objects.filter(membership=cara, kind="page_idle").count() == 1
    client_of(cara).post(url_of(acme, "content_library:company_post_forget", public_id=post.public_id))
    with tenant(acme.pk):
        assert not CompanyPost.objects.exists()
