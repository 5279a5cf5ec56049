"""Every read about the programme: its aim, its charter, who volunteered."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people import selectors as people
from advocacy.people.models import Membership, TeamMember
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.programme.states import EnrolmentState

WORDS_A_MINUTE = 200


def programme() -> Programme:
    """The organisation's one programme, with the person to ask; an unsaved one where none was laid."""
    row = Programme.objects.select_related("contact__user").first()
    return row if row is not None else Programme()


def charters() -> QuerySet[Charter]:
    """Every version, the newest first."""
    return Charter.objects.order_by("-number")


def charter(public_id: str) -> Charter | None:
    """One version, or None."""
    return charters().filter(public_id=public_id).first()


def current_charter() -> Charter | None:
    """The version in force, or None before the first one."""
    return charters().first()


def in_language(texts: dict[str, str], language: str) -> str:
    """What was written in this language, else in the other one."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a charter: a heading or a paragraph. Plain text: templates escape it."""

    text: str
    is_heading: bool


def paragraphs(text: str) -> list[Paragraph]:
    """A charter's pieces: blank lines separate them, "# " starts a heading."""
    blocks = (" ".join(block.split()) for block in text.replace("\r\n", "\n").split("\n\n"))
    return [Paragraph(block.removeprefix("# "), block.startswith("# ")) for block in blocks if block]


def minutes_to_read(text: str) -> int:
    """How long it takes, one minute at least."""
    return max(1, ceil(len(text.split()) / WORDS_A_MINUTE))


def enrolment_of(membership: Membership) -> Enrolment | None:
    """Where this person stands; None when they never joined or left."""
    return (
        Enrolment.objects.select_related("charter")
        .filter(membership=membership)
        .exclude(state=EnrolmentState.LEFT)
        .first()
    )


def is_active(membership: Membership) -> bool:
    """Say whether this person volunteers now: neither never, nor left, nor on a break."""
    return Enrolment.objects.filter(membership=membership, state=EnrolmentState.ACTIVE).exists()


@dataclass(frozen=True, slots=True)
class Beginning:
    """How far a new organisation is, as far as this floor can see."""

    has_aims: bool
    has_own_charter: bool
    has_ideas: bool
    has_invited: bool
    has_ambassadors: bool

    @property
    def is_over(self) -> bool:
        """Every step is done."""
        return all((self.has_aims, self.has_own_charter, self.has_ideas, self.has_invited, self.has_ambassadors))


def beginning(organisation: Organisation) -> Beginning:
    """Look at what there is. Whether ideas were written is read in the journal: the library is a floor above."""
    members = people.members(organisation)
    return Beginning(
        has_aims=bool(in_language(programme().aims, organisation.language)),
        has_own_charter=charters().count() > 1,
        has_ideas=AuditEntry.objects.filter(subject_type="content_library.contentitem").exists(),
        has_invited=members.count() > 1 or people.invitations().exists(),
        has_ambassadors=members.filter(is_ambassador=True).exists(),
    )


def enrolments(asked: str = "") -> QuerySet[Enrolment]:
    """The people who volunteer now, by name, with their teams; nobody who left, nobody who never joined."""
    rows = Enrolment.objects.exclude(state=EnrolmentState.LEFT).filter(membership__left_at__isnull=True)
    if asked:
        rows = rows.filter(Q(membership__user__name__icontains=asked) | Q(membership__job_title__icontains=asked))
    teams = TeamMember.objects.select_related("team").order_by("team__name")
    return (
        rows.select_related("membership__user")
        .prefetch_related(Prefetch("membership__team_members", queryset=teams))
        .order_by("membership__user__name", "id")
    )


def is_recent(enrolment: Enrolment) -> bool:
    """Say whether this person has just arrived: within the last three weeks."""
    return timezone.now() - enrolment.enrolled_at < timedelta(days=21)
