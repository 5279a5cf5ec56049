"""What the loaders of one organisation hand to each other."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models

from advocacy.demo.shapes import CompanySeed
from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester
from advocacy.people.models import Membership
from content_library.models import Asset, Campaign, ContentItem
from sharing.models import Connection
from sharing.networks.base import AppCredentials, Network


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that could be shared at some time: an item, when it was offered, and wordings to build on."""

    item: ContentItem
    since: datetime
    until: datetime
    about: tuple[str, ...]


@dataclass
class Stage:
    """One organisation being made: everything so far, by name."""

    seed: CompanySeed
    now: datetime
    chance: random.Random
    organisation: Organisation
    semesters: tuple[Semester, Semester]
    members: dict[str, Membership] = field(default_factory=dict)
    enrolled: dict[str, datetime] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    scenes: dict[str, Asset] = field(default_factory=dict)
    items: dict[str, ContentItem] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    connections: dict[tuple[str, str], Connection] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)
    applications: dict[str, AppCredentials] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.seed.zone)

    def door(self, door: str) -> Membership:
        """The person behind one of the sign-in page's places."""
        return next(self.members[person.name] for person in self.seed.people if person.door == door)

    def days(self, count: float) -> datetime:
        """The moment so many days from now; past when negative."""
        return self.now + timedelta(days=count)

    def at(self, days: float, hour: int, minute: int = 0) -> datetime:
        """That hour, by the organisation's clock, on the day so many days from now."""
        day = self.days(days).astimezone(self.zone)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


@contextmanager
def backdated(model: type[models.Model], *names: str) -> Iterator[None]:
    """Let rows made inside say when they were made. Only for the command, which is alone in its process."""
    fields = [model._meta.get_field(name) for name in names]
    before = [(each, each.auto_now, each.auto_now_add) for each in fields if isinstance(each, models.DateTimeField)]
    for each, _now, _add in before:
        each.auto_now = each.auto_now_add = False
    try:
        yield
    finally:
        for each, auto_now, auto_now_add in before:
            each.auto_now, each.auto_now_add = auto_now, auto_now_add
