"""Making the demo: the two organisations, their people, a year of shares, and what the networks know of it."""

import random
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from advocacy.demo import connecting, journal, page_posts, proposals, settling, simulated, stocking, watch
from advocacy.demo.company import COMPANIES
from advocacy.demo.doors import Door
from advocacy.demo.past_shares import Publisher
from advocacy.demo.rhythm import occasions
from advocacy.demo.shapes import CompanySeed
from advocacy.demo.stage import Stage
from advocacy.demo.voices import Voices
from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import semester_at, semester_before
from advocacy.tenancy import tenant

SEED: Final = 2026


def load(now: datetime, *, seed: int = SEED) -> dict[str, int]:
    """Create both organisations as of `now`. Returns how many shares each has made. Outside any tenant.

    The same seed and the same moment give the same demo, but for random public ids, codes and tokens.
    """
    prepared, counts = [], {}
    for company in COMPANIES:
        documents, counts[company.name] = _load_one(company, now, seed)
        prepared.append(documents)
    simulated.leave(prepared)
    return counts


def _load_one(company: CompanySeed, now: datetime, seed: int) -> tuple[dict[str, list[dict[str, Any]]], int]:
    organisation = settling.organisation_of(company, now)
    current = semester_at(organisation, now)
    stage = Stage(
        seed=company,
        now=now,
        chance=random.Random(f"{seed}-{company.slug}"),
        organisation=organisation,
        semesters=(semester_before(organisation, current), current),
    )
    with tenant(organisation.pk), transaction.atomic():
        return _fill(stage)


def _fill(stage: Stage) -> tuple[dict[str, list[dict[str, Any]]], int]:
    settling.settle_people(stage)
    stocking.stock_library(stage)
    proposals.bring(stage)
    watch.watch_sources(stage)
    accesses = connecting.connect_accounts(stage)
    pages = page_posts.publish(stage)
    door = Door(stage)
    publisher = Publisher(stage, Voices(stage.seed.language, stage.chance))
    made = publisher.publish([*occasions(stage), *door.occasions()])
    door.open_shares()
    journal.write_journal(stage, made)
    return simulated.documents(stage, accesses, made, [*pages, *door.posts]), len(made)


def is_loaded() -> bool:
    """Say whether there is anything to lose: any organisation at all."""
    return Organisation.objects.exists()
