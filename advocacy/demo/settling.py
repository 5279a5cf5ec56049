"""The organisation and its people: who is there since when, in which role, who volunteered."""

import unicodedata
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from advocacy.demo import picture_files
from advocacy.demo.cast import Person
from advocacy.demo.shapes import CompanySeed
from advocacy.demo.stage import Stage, backdated
from advocacy.demo.typography import typeset
from advocacy.organisations.models import Organisation
from advocacy.people.models import Invitation, Membership, Team, TeamMember, User
from advocacy.people.roles import Role
from advocacy.people.selectors import token_hash
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.programme.services import lay_programme
from advocacy.programme.states import EnrolmentState

# The order in which the sign-in page offers its people.
DOORS = ("ambassador", "comms", "manager", "employee", "owner")
FOUNDED_DAYS = 410
# Of those who volunteered, how many did so at the first call.
EARLY = 0.82


def organisation_of(seed: CompanySeed, now: datetime) -> Organisation:
    """Create the organisation. Outside any tenant."""
    with backdated(Organisation, "created_at"):
        organisation = Organisation.objects.create(
            name=seed.name,
            slug=seed.slug,
            tagline=seed.tagline,
            language=seed.language,
            also_language=seed.also_language,
            time_zone=seed.zone,
            created_at=now - timedelta(days=FOUNDED_DAYS),
        )
    organisation.logo = picture_files.keep_logo(organisation, seed.logo)
    organisation.save(update_fields=["logo"])
    return organisation


def email_of(person: Person, domain: str) -> str:
    """first.last@domain, without accents."""
    plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.', 1).replace(' ', '')}@{domain}"


def settle_people(stage: Stage) -> None:
    """Create users, memberships and teams, the programme, its charter and who enrolled."""
    _users(stage)
    _teams(stage)
    _programme(stage)
    _enrolments(stage)
    _invitations(stage)


def _users(stage: Stage) -> None:
    seed = stage.seed
    since = stage.days(-FOUNDED_DAYS + 2)
    users = []
    for person in seed.people:
        user = User(
            email=email_of(person, seed.domain),
            name=typeset(person.name, seed.language),
            language=seed.language,
            portrait=picture_files.keep_portrait(person.portrait),
            date_joined=since,
        )
        user.set_unusable_password()
        users.append(user)
    with backdated(User, "date_joined"):
        User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    )
    rows = [_membership(stage, person, user, since) for person, user in zip(seed.people, users, strict=True)]
    with backdated(Membership, "joined_at"):
        Membership.objects.bulk_create(rows)
    stage.members = {person.name: row for person, row in zip(seed.people, rows, strict=True)}


def _membership(stage: Stage, person: Person, user: User, since: datetime) -> Membership:
    return Membership(
        organisation=stage.organisation,
        user=user,
        job_title=typeset(person.job, stage.seed.language),
        is_ambassador=person.joined,
        demo_place=DOORS.index(person.door) + 1 if person.door else None,
        joined_at=since,
        **{f"is_{role.value}": role.value in person.roles for role in Role},
    )


def _teams(stage: Stage) -> None:
    names = dict.fromkeys(team for person in stage.seed.people for team in person.teams)
    with backdated(Team, "created_at"):
        teams = Team.objects.bulk_create([Team(name=name, created_at=stage.days(-380)) for name in names])
    by_name = {team.name: team for team in teams}
    TeamMember.objects.bulk_create(
        [
            TeamMember(team=by_name[team], membership=stage.members[person.name])
            for person in stage.seed.people
            for team in person.teams
        ]
    )


def _programme(stage: Stage) -> None:
    lay_programme(stage.door("owner"))
    Charter.objects.update(published_at=stage.days(-FOUNDED_DAYS + 20))
    Programme.objects.update(
        objective=stage.seed.objective, aims=stage.seed.aims, words=stage.seed.words, contact=stage.door("comms")
    )


def _enrolments(stage: Stage) -> None:
    charter = Charter.objects.get()
    people = [person for person in stage.seed.people if person.enrolled]
    rows = []
    for place, person in enumerate(people):
        stage.enrolled[person.name] = _joined_at(stage, person, place, len(people))
        rows.append(_enrolment(stage, person, charter))
    Enrolment.objects.bulk_create(rows)


def _joined_at(stage: Stage, person: Person, place: int, count: int) -> datetime:
    """Most were there before the semester before this one; the others came in their own time."""
    chance = stage.chance
    if person.named or person.left or place < count * EARLY:
        start = min(stage.days(-365), stage.semesters[0].starts_at - timedelta(days=25))
        return start + timedelta(days=chance.uniform(0, 24), minutes=chance.randrange(600))
    return stage.days(-chance.uniform(18, 330))


def _enrolment(stage: Stage, person: Person, charter: Charter) -> Enrolment:
    state = EnrolmentState.PAUSED if person.paused_days else EnrolmentState.ACTIVE
    if person.left:
        state = EnrolmentState.LEFT
    return Enrolment(
        membership=stage.members[person.name],
        state=state,
        charter=charter,
        show_name=person.named and not person.left,
        enrolled_at=stage.enrolled[person.name],
        paused_until=stage.days(person.paused_days).date() if person.paused_days else None,
        left_at=left_at(stage) if person.left else None,
    )


def left_at(stage: Stage) -> datetime:
    """When the one who left did so: shortly before this semester began."""
    return (stage.semesters[1].starts_at - timedelta(days=12)).replace(hour=15, minute=20)


def _invitations(stage: Stage) -> None:
    """Two people were invited and have not answered; that is nobody's business but theirs."""
    guests = {"fr": (("Perrine Gallais", 2), ("Yann Le Floch", 5)), "en": (("Esme Whitlock", 3),)}
    rows = []
    for name, days in guests[stage.seed.language]:
        token = f"{stage.chance.getrandbits(256):064x}"
        rows.append(
            Invitation(
                email=email_of(Person(name, "", ""), stage.seed.domain),
                name=name,
                language=stage.seed.language,
                token_hash=token_hash(token),
                invited_by=stage.door("comms"),
                expires_at=stage.days(7 - days),
                emailed_at=stage.days(-days),
                created_at=stage.days(-days),
            )
        )
    with backdated(Invitation, "created_at"):
        Invitation.objects.bulk_create(rows)
