"""When people share, and what: weeks with three bumps, mornings and lunch breaks, what is fresh, what they like."""

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from advocacy.demo.cast import Person
from advocacy.demo.settling import left_at
from advocacy.demo.stage import Stage, Subject
from advocacy.organisations.selectors import Semester

WEEK: Final = timedelta(days=7)
SEMESTER_WEEKS: Final = 26
# Monday to Sunday, and the hours at which a day's shares leave.
DAYS: Final = (15, 30, 23, 20, 10, 1, 1)
HOURS: Final = {8: 20, 9: 16, 10: 6, 11: 5, 12: 18, 13: 12, 14: 4, 16: 5, 17: 8, 18: 6}
BUMP_HEIGHT: Final = 1.7
BUMP_WIDTH: Final = 1.5
# What has just left is left to the people one signs in as.
QUIET: Final = timedelta(hours=5)
SECOND_NETWORK: Final = 0.42
SILENT: Final = 0.16
BY_HAND: Final = 1.3
LEAST: Final = 0.8
# Those who did not wish to be named are more, and share as much: no week speaks of a handful of them.
MOST_OF_THEM: Final = 1.7


@dataclass(frozen=True, slots=True)
class Occasion:
    """One share that was made: who, when, where, of what; the words when they are not left to chance."""

    person: Person
    moment: datetime
    network: str
    subject: Subject
    text: str = ""
    title: str = ""
    impressions: int = 0
    by_hand: bool = False


def occasions(stage: Stage) -> list[Occasion]:
    """Everything that was shared in the semester before and in this one until now, oldest first."""
    plan = _Plan(stage)
    before, current = stage.semesters
    passed = min(1.0, (stage.now - current.starts_at) / (current.ends_at - current.starts_at))
    made = [plan.one(before) for _index in range(stage.seed.shares_before)]
    made += [plan.one(current) for _index in range(max(4, round(stage.seed.shares_now * passed)))]
    return sorted((each for each in made if each is not None), key=lambda each: each.moment)


@dataclass
class _Plan:
    stage: Stage

    def __post_init__(self) -> None:
        chance = self.stage.chance
        self.people = [person for person in self.stage.seed.people if person.enrolled and person.door != "ambassador"]
        drawn = {person: chance.lognormvariate(0, 0.6) for person in self.people}
        self.keen = {
            person: max(keen, LEAST) if person.named else keen * MOST_OF_THEM for person, keen in drawn.items()
        }
        first = self.stage.seed.networks[0]
        for person in self.people:
            # Sharing by hand takes longer, so it is done less often.
            if (person.name, first) not in self.stage.connections:
                self.keen[person] = BY_HAND
        self.taken: set[tuple[str, int, str]] = set()
        # In any semester some have other things to do, and nobody asks them why.
        others = [person for person in self.people if not person.named]
        chance.shuffle(others)
        count = round(len(others) * SILENT)
        before, current = self.stage.semesters
        self.silent = {before: set(others[:count]), current: set(others[count : 2 * count])}

    def one(self, semester: Semester) -> Occasion | None:
        """One share of a semester; None when nobody and nothing fits after many tries."""
        chance = self.stage.chance
        for _try in range(40):
            moment = self._moment(semester)
            person = self._person(moment, self.silent[semester])
            if person is None or moment > self.stage.now - QUIET:
                continue
            network = self._network(person)
            subject = pick_subject(self.stage, moment, network=network, chance=chance)
            if subject is None or (person.name, subject.item.pk, network) in self.taken:
                continue
            self.taken.add((person.name, subject.item.pk, network))
            return Occasion(person, moment, network, subject)
        return None

    def _moment(self, semester: Semester) -> datetime:
        chance, stage = self.stage.chance, self.stage
        passed = min(stage.now, semester.ends_at) - semester.starts_at
        weeks = max(1, math.ceil(passed / WEEK))
        week = chance.choices(range(weeks), weights=[_liveliness(stage, week) for week in range(weeks)])[0]
        start = semester.starts_at.astimezone(stage.zone)
        monday = start - timedelta(days=start.weekday())
        day = monday + week * WEEK + timedelta(days=chance.choices(range(7), weights=DAYS)[0])
        hour = chance.choices(list(HOURS), weights=list(HOURS.values()))[0]
        moment = day.replace(hour=hour, minute=chance.randrange(0, 60, 5), second=chance.randrange(2, 50))
        return max(moment, semester.starts_at + timedelta(hours=chance.uniform(8, 60)))

    def _person(self, moment: datetime, silent: set[Person]) -> Person | None:
        there = [
            person
            for person in self.people
            if self.stage.enrolled[person.name] < moment
            and person not in silent
            and not (person.left and moment > left_at(self.stage))
        ]
        return self.stage.chance.choices(there, weights=[self.keen[person] for person in there])[0] if there else None

    def _network(self, person: Person) -> str:
        first, second = self.stage.seed.networks
        has_second = (person.name, second) in self.stage.connections
        return second if has_second and self.stage.chance.random() < SECOND_NETWORK else first


def _liveliness(stage: Stage, week: int) -> float:
    bumps = (BUMP_HEIGHT * math.exp(-(((week - peak) / BUMP_WIDTH) ** 2)) for peak, _name in stage.seed.bumps)
    return 1 + sum(bumps)


def talked_about(stage: Stage, moment: datetime) -> str:
    """The campaign of the moment, or "" between two."""
    before, current = stage.semesters
    semester = current if moment >= current.starts_at else before
    week = (moment - semester.starts_at) / WEEK
    return next((name for peak, name in stage.seed.bumps if abs(week - peak) <= 2), "")


def pick_subject(
    stage: Stage,
    moment: datetime,
    *,
    network: str,
    chance: random.Random,
    families: Sequence[str] = (),
    besides: Sequence[Subject] = (),
) -> Subject | None:
    """Something that could be shared then, rather what is fresh and what the campaign of the moment is about."""
    fitting = [
        subject
        for subject in stage.subjects
        if subject.since <= moment < subject.until
        and subject not in besides
        and (not families or subject.item.family in families)
        and network in (subject.item.networks or [network])
    ]
    if not fitting:
        return None
    campaign = stage.campaigns.get(talked_about(stage, moment))
    crowd = Counter(subject.item.campaign_id for subject in fitting)
    weights = [
        math.exp(-(moment - subject.since) / timedelta(days=16))
        * (6.0 if campaign is not None and subject.item.campaign == campaign else 1.0)
        # A campaign with many items is not shared that much more.
        / math.sqrt(crowd[subject.item.campaign_id])
        for subject in fitting
    ]
    return chance.choices(fitting, weights=weights)[0]
