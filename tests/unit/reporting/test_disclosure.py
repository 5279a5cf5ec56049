"""What may be shown without describing too few people: the three steps, then an attack on what they publish."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.organisations.selectors import Semester
from advocacy.people.models import Membership, User
from reporting.selectors import figures, semester, weeks
from reporting.selectors.disclosure import Atom, atoms, pool, small_cut, spans, veil
from reporting.selectors.figures import Row

K = 5


def people(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


# --- The veil --------------------------------------------------------------------------------------------------------
def test_everybody_agreed_and_nothing_is_hidden():
    hidden = veil({"shares": people(1, 2)}, people(1, 2, 9), K, [1, 2, 9])
    assert hidden.people == hidden.held_back == frozenset()
    assert hidden.measures == {"shares"}
    assert not hidden.hides(people(1), K)


def test_a_group_of_enough_people_needs_nobody_else():
    hidden = veil({"shares": people(*range(1, 9))}, people(1, 2, 3), K, [3, 2, 1])
    assert hidden.people == people(4, 5, 6, 7, 8)
    assert hidden.held_back == frozenset()


@pytest.mark.parametrize("unnamed", [1, 2, 3, 4])
def test_a_small_rest_is_filled_up_in_the_order_of_the_draw(unnamed):
    everybody = people(*range(10))
    named = frozenset(range(unnamed, 10))
    draw = sorted(named, reverse=True)
    hidden = veil({"shares": everybody}, named, K, draw)
    assert len(hidden.people) == K
    assert hidden.held_back == frozenset(draw[: K - unnamed])


def test_fewer_people_than_the_smallest_group_show_nothing():
    hidden = veil({"shares": people(1, 2, 3, 4)}, people(1, 2, 3), K, [1, 2, 3])
    assert hidden.measures == frozenset()


def test_a_measure_of_few_people_is_not_published_even_when_many_share():
    hidden = veil({"shares": people(*range(9)), "impressions": people(0, 1)}, people(8), K, [8])
    assert hidden.measures == {"shares"}


def test_a_measure_only_named_people_have_is_published():
    hidden = veil({"shares": people(*range(9)), "impressions": people(8)}, people(8), K, [8])
    assert hidden.measures == {"shares", "impressions"}
    assert hidden.held_back == frozenset()


def test_people_are_held_back_for_the_measure_that_needs_them():
    """Seven of nine did not agree, but two of these were measured: three measured people must join them."""
    hidden = veil(
        {"shares": people(*range(12)), "impressions": people(0, 1, 7, 8, 9, 10)},
        people(7, 8, 9, 10, 11),
        K,
        [11, 10, 9, 8, 7],
    )
    assert hidden.held_back == people(10, 9, 8)


# --- Campaigns -------------------------------------------------------------------------------------------------------
def cells(**contributors: Iterable[int]) -> dict[str, dict[str, frozenset[int]]]:
    return {name: {"shares": frozenset(some)} for name, some in contributors.items()}


def pooled(**contributors: Iterable[int]) -> frozenset[str]:
    everybody = frozenset().union(*contributors.values())
    return pool(cells(**contributors), veil({"shares": everybody}, frozenset(), K, []), K)


def test_campaigns_of_enough_people_stand_alone():
    assert pooled(spring=range(5), autumn=range(3, 9)) == frozenset()


def test_small_campaigns_are_pooled():
    assert pooled(spring=range(9), one=[1, 2], two=[3, 4, 5]) == {"one", "two"}


def test_a_pool_that_is_still_small_takes_the_smallest_campaign_with_it():
    assert pooled(spring=range(9), autumn=range(6), one=[1]) == {"one", "autumn"}


def test_a_campaign_of_people_who_agreed_stands_alone():
    hidden = veil({"shares": people(*range(12))}, people(0, 1), K, [0, 1])
    assert pool(cells(both=[0, 1], others=range(2, 12)), hidden, K) == frozenset()


# --- Weeks -----------------------------------------------------------------------------------------------------------
def bits(*numbers: int) -> int:
    return sum(1 << number for number in numbers)


def test_weeks_of_enough_people_stand_alone():
    assert spans([Atom("a", week, bits(*range(5))) for week in range(3)], 3, K) == [(0, 0), (1, 1), (2, 2)]


def test_small_weeks_join_the_next_ones():
    described = [
        Atom("a", 0, bits(0, 1)),
        Atom("a", 1, bits(2, 3)),
        Atom("a", 2, bits(4)),
        Atom("a", 3, bits(*range(6))),
    ]
    assert spans(described, 4, K) == [(0, 2), (3, 3)]


def test_small_weeks_at_the_end_join_those_before():
    described = [Atom("a", 0, bits(*range(5))), Atom("a", 2, bits(*range(5))), Atom("a", 4, bits(0))]
    assert spans(described, 6, K) == [(0, 0), (1, 1), (2, 5)]


def test_a_week_minus_a_campaign_isolates_nobody():
    """In week 0 five people shared the campaign and one something else: the difference would be that one's."""
    described = [
        Atom("campaign", 0, bits(0, 1, 2, 3, 4)),
        Atom("other", 0, bits(5)),
        Atom("other", 1, bits(*range(6))),
        Atom("other", 2, bits(*range(6))),
    ]
    assert small_cut(described, K) == [described[1]]
    assert spans(described, 3, K) == [(0, 1), (2, 2)]


def test_a_well_woven_semester_is_left_alone():
    described = [Atom(cell, week, bits(week % 7, (week + 1) % 7, cell)) for cell in range(7) for week in range(26)]
    assert len(spans(described, 26, K)) > 13


def test_a_large_organisation_is_quick():
    described = [Atom(cell, week, bits(*range(week, week + 30))) for cell in range(12) for week in range(26)]
    assert small_cut(described, K) is None


def test_nothing_is_hidden_when_the_veiled_of_a_measure_all_agreed():
    hidden = veil({"shares": people(*range(9))}, frozenset(range(1, 9)), K, range(1, 9))
    assert atoms(hidden, [("a", 0, 3)]) == []


# --- The attack ------------------------------------------------------------------------------------------------------
SEMESTER = Semester(2026, 1, date(2026, 1, 1), date(2026, 7, 1), "Europe/Paris")


def member(number: int) -> Membership:
    return Membership(pk=number, public_id=f"m{number}", user=User(name=f"Person {number}"))


@st.composite
def organisations(draw: st.DrawFn) -> tuple[list[Row], frozenset[int]]:
    """Some months of an organisation: who shared what when, who is measured, who agreed to be named."""
    size = draw(st.integers(3, 9))
    habits = [draw(st.sampled_from(["measured", "measured", "nothing", "no_reach", "mixed"])) for _ in range(size)]
    named = draw(st.frozensets(st.integers(0, size - 1), max_size=size))
    shares = st.tuples(st.sampled_from([None, 1, 2, 3]), st.integers(0, 5), st.booleans())
    rows = []
    for person, (campaign, week, odd) in (
        (person, share)
        for person in range(size)
        for share in draw(st.lists(shares, min_size=draw(st.integers(0, 4)), max_size=6))
    ):
        habit = habits[person]
        measured = habit in {"measured", "no_reach"} or (habit == "mixed" and odd)
        rows.append(
            Row(
                person=person,
                campaign=campaign,
                published_at=datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(weeks=week),
                source="network" if measured else "",
                measured_at=None,
                impressions=100 if measured else None,
                members_reached=60 if measured and habit != "no_reach" else None,
                reactions=3 if measured or habit == "mixed" else None,
                comments=1 if measured or habit == "mixed" else None,
                reshares=0 if measured or habit == "mixed" else None,
                clicks=None if odd and habit == "nothing" else 2,
            )
        )
    return rows, named


def published(rows: Sequence[Row], named: frozenset[int]) -> dict[str, list[set[int]]]:
    """Every figure that the report of these shares shows, as the shares it describes, by unit.

    Coverages count shares, so they are figures of the same unit as the number of shares. A rate is taken for both of
    the sums it is made of: worse than it is.
    """
    part = semester.part_of(rows, {person: member(person) for person in named}, SEMESTER, K)
    if part is None:
        return {}
    everything = set(range(len(rows)))

    def having(some: set[int], measure: str) -> set[int]:
        return {index for index in some if figures.VALUES[measure](rows[index]) is not None}

    table = semester._people(part, {person: member(person) for person in named})
    groups = [(everything, part.total)]
    for cell, line in part.lines.items():
        groups.append(({i for i, row in enumerate(rows) if part.cells[row.campaign] == cell}, line))
    for one in table.named:
        groups.append(({i for i, row in enumerate(rows) if row.person == one.membership.pk}, one.line))
    if table.rest is not None:
        groups.append(({i for i, row in enumerate(rows) if row.person in part.veil.people}, table.rest))

    shown: dict[str, list[set[int]]] = {"count": []}
    for shares, line in groups:
        assert line.shares == len(shares)
        shown["count"].append(shares)
        for measure in (figures.IMPRESSIONS, figures.REACHED, figures.ENGAGEMENTS, figures.CLICKS):
            figure = line.figure(measure)
            known = having(shares, measure)
            if figure.value is not None:
                assert figure.value == sum(figures.VALUES[measure](rows[i]) or 0 for i in known)
                shown.setdefault(measure, []).append(known)
            if figure.known is not None:
                assert figure.known == len(known)
                shown["count"].append(known)
        if line.rate is not None:
            for measure in (figures.IMPRESSIONS, figures.ENGAGEMENTS):
                shown.setdefault(measure, []).append(having(shares, figures.RATED))
    measure = semester._curve_measure(part)
    drawn = semester._curve(part, measure, SEMESTER, K, SEMESTER.ends_at)
    if drawn is not None:
        for span in drawn.spans:
            in_span = {
                i for i, row in enumerate(rows) if span.first <= weeks.week_of(SEMESTER, row.published_at) <= span.last
            }
            shown.setdefault(measure, []).append(having(in_span, measure))
    return shown


def rank(matrix: list[list[int]]) -> int:
    """Rank over a large prime field: for matrices of zeros and ones as good as over the rationals."""
    prime = 2_147_483_647
    rows = [row[:] for row in matrix]
    result = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(result, len(rows)) if rows[r][column] % prime), None)
        if pivot is None:
            continue
        rows[result], rows[pivot] = rows[pivot], rows[result]
        inverse = pow(rows[result][column], prime - 2, prime)
        for r in range(result + 1, len(rows)):
            factor = rows[r][column] * inverse % prime
            if factor:
                rows[r] = [(a - factor * b) % prime for a, b in zip(rows[r], rows[result], strict=True)]
        result += 1
    return result


def leak(rows: Sequence[Row], named: frozenset[int]) -> str:
    """Say whose figures follow from the published ones by any adding and subtracting, when that is too few people's.

    The reader knows everything about each person whose own line is published, share by share.
    """
    shown = published(rows, named)
    part = semester.part_of(rows, {person: member(person) for person in named}, SEMESTER, K)
    if part is None:
        return ""
    for unit, sets in shown.items():
        columns = [i for i, row in enumerate(rows) if row.person in part.veil.people]
        matrix = [list(row) for row in {tuple(int(i in some) for i in columns) for some in sets}]
        if not matrix or not columns:
            continue
        persons = sorted(part.veil.people)
        # What a smaller group gives away, a larger one that holds it gives away too.
        for few in combinations(persons, min(K - 1, len(persons))):
            # Sums about people who agreed are no leak: does adding the others give anything?
            agreed = set(few) & part.veil.held_back
            without, with_agreed = (
                [[row[n] for n, i in enumerate(columns) if rows[i].person not in gone] for row in matrix]
                for gone in (set(few), agreed)
            )
            if rank(with_agreed) > rank(without):
                return f"{unit} of {few}"
    return ""


@settings(max_examples=300, deadline=None)
@given(organisations())
def test_no_arithmetic_on_what_is_published_isolates_anybody(case):
    rows, named = case
    assert leak(rows, named) == ""


@settings(max_examples=300, deadline=None)
@given(organisations())
def test_every_pair_of_figures_differs_by_nobody_or_by_enough_people(case):
    """The same by pairs, as the promise is worded: one published figure within another."""
    rows, named = case
    shown = published(rows, named)
    part = semester.part_of(rows, {person: member(person) for person in named}, SEMESTER, K)
    for sets in shown.values():
        for one, other in [(set(), some) for some in sets] + list(combinations(sets, 2)):
            small, large = (one, other) if one <= other else (other, one)
            if small <= large:
                assert not part.veil.hides(frozenset(rows[i].person for i in large - small), K)
