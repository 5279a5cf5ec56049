"""The company's pages: tables of posts, figures that stay unknown, one word when a page falls silent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Notification
from content_library.models import CompanyPage, CompanyPost
from content_library.selectors import company as selectors
from content_library.services import company as services
from content_library.services.post_table import MOST_ROWS, decoded, read_table
from tests.factories.content_library import (
    CampaignFactory,
    CompanyPageFactory,
    CompanyPostFactory,
    ContentItemFactory,
    FollowerCountFactory,
    PageImportFactory,
    PagePostFactory,
)

ZONE = "Europe/Paris"
HEAD = "Date;Adresse;Texte;Vues;Clics\n"


def post(number):
    return f"https://pages.example/posts/{number}"


# --- Reading a table -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (f"2026-03-25;{post(1)};Bonjour;1 200;30", ""),
        (f"25/03/2026 8:30;{post(1)};;1\u202f200;", ""),
        (f"2026-03-25T08:30:00+01:00;{post(1)};;-;", ""),
        (f"03/25/2026;{post(1)};;;", "the day cannot be read"),
        (f"yesterday;{post(1)};;;", "the day cannot be read"),
        (f"2999-01-01;{post(1)};;;", "the day cannot be read"),
        (f"2099-01-01;{post(1)};;;", "still to come"),
        ("2026-03-25;javascript:alert(1);;;", "does not start with https"),
        ("2026-03-25;=HYPERLINK(1);;;", "does not start with https"),
        (f"2026-03-25;{post(1)};;12,5;", "is not a whole number"),
        (f"2026-03-25;{post(1)};;-4;", "is not a whole number"),
        (f"2026-03-25;{post(1)};;²;", "is not a whole number"),
        (f"2026-03-25;{post(1)};;99999999999;", "is not a whole number"),
        ("2026-03-25", "does not start with https"),
    ],
)
def test_each_line_is_taken_or_says_why_not(row, problem):
    (line,) = read_table(HEAD + row + "\n\n", ZONE)
    assert problem in line.problem
    assert bool(problem) == bool(line.problem)
    assert line.number == 2


def test_what_is_not_given_stays_unknown_and_repeats_are_named():
    one, other = read_table(f"{HEAD}2026-03-25;{post(1)};;0;\n2026-03-26;{post(1)};;5;7\n", ZONE)
    assert one.figures == {"impressions": 0}
    assert other.problem == "the same address as line 2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "wrong_columns"),
        ("a,b,c\n1,2,3\n", "wrong_columns"),
        ("date,views\n2026-01-01,4\n", "wrong_columns"),
        ("date,url,link\n", "wrong_columns"),
        ('date,url\n"' + "x" * 200_000, "broken_table"),
        ("date,url\n" + f"2026-01-01,{post(1)}\n" * (MOST_ROWS + 1), "too_many_lines"),
    ],
)
def test_what_is_no_such_table_is_refused_whole(text, code):
    with pytest.raises(RuleViolation) as refusal:
        read_table(text, ZONE)
    assert refusal.value.code == code


def test_ten_thousand_lines_are_read():
    text = "date,url\n" + "".join(f"2026-01-01,{post(n)}\n" for n in range(MOST_ROWS))
    assert len(read_table(text, ZONE)) == MOST_ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding):
    (line,) = read_table(decoded(f"{HEAD}2026-03-25;{post(1)};Été à l’œuvre;;\n".encode(encoding)), ZONE)
    assert line.text == "Été à l’œuvre"


def test_what_is_no_text_is_refused():
    for data, code in ((b"PK\x03\x04\x00\x00", "not_a_table"), (b"x" * (5 * 1024 * 1024 + 1), "file_too_large")):
        with pytest.raises(RuleViolation) as refusal:
            decoded(data)
        assert refusal.value.code == code


# --- Taking it in ----------------------------------------------------------------------------------------------------
def test_a_table_is_looked_at_then_taken_in_once(acme, cara, inside):
    with inside(acme):
        page = CompanyPageFactory()
        item = ContentItemFactory()
        PagePostFactory(item=item, url=post(1), posted_at=timezone.now())
        CompanyPostFactory(page=page, url=post(2), text="Known", impressions=5, clicks=3)
        text = f"{HEAD}2026-03-25;{post(1)};New;10;\n2026-03-25;{post(2)};;20;\nnever;{post(3)};;;\n"
        brought = services.bring_table(actor=cara, page=page, data=text.encode(), name="march.csv", zone=ZONE)
        assert [fate for _line, fate in services.table_lines(brought, ZONE)] == ["new", "update", "refused"]
        assert CompanyPost.objects.count() == 1
        services.take_in(actor=cara, brought=brought, zone=ZONE)
        assert brought.outcome == {"new": 1, "update": 1, "refused": 1}
        new, known = CompanyPost.objects.get(url=post(1)), CompanyPost.objects.get(url=post(2))
        assert (new.item_id, new.impressions, new.clicks) == (item.pk, 10, None)
        assert (known.text, known.impressions, known.clicks) == ("Known", 20, 3)
        with pytest.raises(RuleViolation):
            services.take_in(actor=cara, brought=brought, zone=ZONE)
        again = PageImportFactory(page=page, content=text)
        assert [fate for _line, fate in services.table_lines(again, ZONE)] == ["same", "same", "refused"]


def test_a_pasted_post_is_kept_and_corrected(acme, cara, inside):
    with inside(acme):
        page = CompanyPageFactory()
        services.record_company_post(actor=cara, page=page, url=post(1), impressions=4)
        kept = services.record_company_post(actor=cara, page=page, url=post(1), clicks=2, impressions=None)
        assert (kept.impressions, kept.clicks, CompanyPost.objects.count()) == (4, 2, 1)
        late = timezone.now() + timedelta(days=1)
        for wrong in ({"url": "ftp://x"}, {"url": post(2), "posted_at": late}):
            with pytest.raises(RuleViolation):
                services.record_company_post(actor=cara, page=page, **wrong)
        with pytest.raises(RuleViolation):
            services.record_followers(actor=cara, page=page, count=1, day=late.date())
        services.record_followers(actor=cara, page=page, count=10)
        services.record_followers(actor=cara, page=page, count=12)
        assert [one.count for one in page.follower_counts.all()] == [12]


def test_the_figures_of_the_page_about_a_campaign(acme, inside):
    with inside(acme):
        campaign, page = CampaignFactory(), CompanyPageFactory()
        assert selectors.page_figures(campaign) == selectors.PageFigures(0, 0, None)
        item = ContentItemFactory(campaign=campaign)
        CompanyPostFactory(page=page, item=item, impressions=30)
        CompanyPostFactory(page=page, item=item)
        assert selectors.page_figures(campaign) == selectors.PageFigures(2, 1, 30)


# --- Health and silence ----------------------------------------------------------------------------------------------
def test_how_a_page_is_doing(acme, inside):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    with inside(acme):
        page = CompanyPageFactory(checklist=["logo", "site"])
        CompanyPostFactory(page=page, url=post(1), posted_at=now - timedelta(days=20))
        # An idea says the page posted since; the same post twice counts once.
        PagePostFactory(url=post(1), posted_at=now - timedelta(days=20))
        PagePostFactory(url=post(2), posted_at=now - timedelta(days=3))
        PagePostFactory(url="https://elsewhere.example/1", posted_at=now)
        FollowerCountFactory(page=page, day=now.date() - timedelta(days=30), count=90)
        FollowerCountFactory(page=page, day=now.date(), count=100)
        health = selectors.page_health(page, now)
    assert (health.idle_for, health.is_idle, health.posts_in_month) == (3, False, 2)
    assert (health.done, len(health.checklist), health.gained) == (2, len(selectors.CHECKLIST), 10)


def test_the_team_is_told_once_of_each_silence(acme, cara, alice, inside):
    with inside(acme):
        page = CompanyPageFactory(idle_days=7)
        CompanyPostFactory(page=page, posted_at=timezone.now() - timedelta(days=8))
        assert [services.tell_of_idle_pages(acme) for _ in range(3)] == [1, 0, 0]
        assert [row.membership_id for row in Notification.objects.all()] == [cara.pk]
        CompanyPage.objects.update(idle_told_at=timezone.now() - timedelta(days=30))
        CompanyPostFactory(page=page, posted_at=timezone.now() - timedelta(days=7, hours=1))
        assert services.tell_of_idle_pages(acme) == 1
        assert Notification.objects.count() == 2
        CompanyPage.objects.update(idle_days=0, idle_told_at=None)
        assert services.tell_of_idle_pages(acme) == 0
