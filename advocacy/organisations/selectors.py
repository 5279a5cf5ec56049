"""Every read about the organisation itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet
from django.utils import timezone

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.states import AUDIT_WORDS, FIELD_WORDS


def by_slug(slug: str) -> Organisation | None:
    """The organisation at this address, when it is active."""
    return Organisation.objects.filter(slug=slug, is_active=True).first()


def by_code(code: str) -> Organisation | None:
    """The organisation of a tracked link's first part."""
    return Organisation.objects.filter(code=code).first()


def active_ids() -> list[int]:
    """Ids of every active organisation: what a sweep loops over."""
    return list(Organisation.objects.filter(is_active=True).order_by("id").values_list("id", flat=True))


def active() -> QuerySet[Organisation]:
    """Every active organisation, for a sweep that needs more than its number."""
    return Organisation.objects.filter(is_active=True).order_by("id")


# What a person does with their own voice is theirs: it is written down, and no administrator's journal lists it.
# "Lists of people who said no or do little" are never built, and this would be one.
PERSONAL_VERBS = (
    "enrolment.",
    "share.",
    "connection.",
    "api_token.",
    "calendar_feed.",
    "mark.",
    "topic_followed.",
    "proofread.",
    "my_proposal.",
)


def audit_entries() -> QuerySet[AuditEntry]:
    """The organisation's journal, newest first, without what belongs to each person alone."""
    entries = AuditEntry.objects.order_by("-at", "-id")
    for prefix in PERSONAL_VERBS:
        entries = entries.exclude(verb__startswith=prefix)
    return entries


def audit_entries_about(subject: Model, since: datetime) -> QuerySet[AuditEntry]:
    """What was written down about one thing since it was made, oldest first; for whoever it belongs to."""
    rows = AuditEntry.objects.filter(subject_type=subject._meta.label_lower, at__gte=since)
    return rows.filter(subject_id=str(getattr(subject, "public_id", ""))).order_by("at", "id")


def in_words(entry: AuditEntry) -> str:
    """What a line of the journal tells, in the language of the moment."""
    return str(AUDIT_WORDS.get(entry.verb, entry.verb))


def changes_of(entry: AuditEntry) -> list[str]:
    """What changed, a line each, in the language of the moment: "smallest group: 5 → 8"."""
    lines = []
    for name, value in entry.changes.items():
        if name == "logo":
            said = ""
        elif isinstance(value, list) and len(value) == 2:
            said = " → ".join(_said(part) or "—" for part in value)
        else:
            said = _said(value)
        lines.append(": ".join(part for part in (_said(name), said) if part))
    return lines


def _said(value: Any) -> str:
    """A value of the journal in words, where there are any."""
    parts = value if isinstance(value, list) else str(value).split(", ")
    return ", ".join(str(FIELD_WORDS.get(part, part)) for part in parts)


@dataclass(frozen=True, slots=True)
class Semester:
    """Six months of an organisation's calendar: `starts_on` included, `ends_on` excluded, in its time zone."""

    year: int
    half: int
    starts_on: date
    ends_on: date
    zone: str

    @property
    def key(self) -> str:
        """How a URL names it: 2026-1."""
        return f"{self.year}-{self.half}"

    @property
    def starts_at(self) -> datetime:
        """The first instant."""
        return datetime(self.starts_on.year, self.starts_on.month, 1, tzinfo=ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        """The instant after the last one."""
        return datetime(self.ends_on.year, self.ends_on.month, 1, tzinfo=ZoneInfo(self.zone))


def semester(organisation: Organisation, year: int, half: int) -> Semester:
    """One semester. `year` is the year in which the organisation's first semester starts."""
    months = (int(organisation.semester_starts) - 1) + 6 * (half - 1)
    start = date(year + months // 12, months % 12 + 1, 1)
    after = months + 6
    end = date(year + after // 12, after % 12 + 1, 1)
    return Semester(year, half, start, end, organisation.time_zone)


def semester_at(organisation: Organisation, moment: datetime | None = None) -> Semester:
    """The semester that holds `moment` (default: now), by the organisation's calendar and time zone."""
    day = (moment or timezone.now()).astimezone(ZoneInfo(organisation.time_zone)).date()
    months = (day.year * 12 + day.month - 1) - (int(organisation.semester_starts) - 1)
    return semester(organisation, months // 12, 1 if months % 12 < 6 else 2)


def semester_before(organisation: Organisation, current: Semester) -> Semester:
    """The semester before this one."""
    return semester(organisation, current.year, 1) if current.half == 2 else semester(organisation, current.year - 1, 2)


def semester_by_key(organisation: Organisation, key: str) -> Semester | None:
    """The semester a URL names ("2026-1"), or None when the key is not one."""
    year, _, half = key.partition("-")
    if not (year.isdecimal() and len(year) == 4 and half in {"1", "2"}):
        return None
    return semester(organisation, int(year), int(half))
