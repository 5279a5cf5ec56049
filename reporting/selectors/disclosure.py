"""What may be shown without saying anything about too few people. Pure functions; no database, no words.

The people of a period fall in two: those whose own line is published (they chose it), and the *veiled*. The rule for
every figure, and for everything that adding and subtracting published figures can give: it describes no veiled person
at all, or at least `k` of them. Whoever reads the report is assumed to know everything about the people named in it.

Three steps keep it. `veil` decides whose line is held back so that the veiled are never fewer than `k`. `pool` puts
together campaigns that too few veiled people shared. `spans` puts together weeks, also so that no week minus campaign
isolates anybody: sums over campaigns and over weeks are two ways to cut the same figures, and a difference of the two
can describe one person although each of them describes many (`small_cut` looks for exactly that).

Each step is asked for several measures at once. Who contributes to a measure differs: a share whose views nobody
measured is in the shares and in the clicks, not in the views, so five people may share while one is measured.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar

Measure = str
People = frozenset[int]
C = TypeVar("C", bound=Hashable)

NOBODY: People = frozenset()
# So few spans that every way to join neighbours can be tried.
FEW = 6


@dataclass(frozen=True, slots=True)
class Veil:
    """Who is described only inside a group, and which measures may be published at all."""

    people: People
    # People who agreed to be named and whose line is held back all the same, so that the group is large enough.
    held_back: People
    measures: frozenset[Measure]

    def hides(self, people: People, k: int) -> bool:
        """Say whether a figure about these people would describe somebody who did not agree among too few."""
        veiled = people & self.people
        return len(veiled) < k and not veiled <= self.held_back


def veil(people: Mapping[Measure, People], named: People, k: int, draw: Sequence[int]) -> Veil:
    """Decide who stays in the group: everybody who did not agree and, where these are fewer than `k`, some who did.

    `people` says who contributes to each measure. A measure that anybody unnamed and fewer than `k` people contribute
    to is not published. `draw` is the order in which named people are taken into the group; it must not depend on
    anybody's results.
    """
    unnamed = frozenset().union(*people.values()) - named
    measures = frozenset(m for m, those in people.items() if those and (not those & unnamed or len(those) >= k))
    group = set(unnamed)
    lacking = {m: k - len(people[m] & unnamed) for m in measures if people[m] & unnamed}
    for person in draw:
        if max(lacking.values(), default=0) <= 0:
            break
        helps = [m for m in lacking if person in people[m]]
        if any(lacking[m] > 0 for m in helps):
            group.add(person)
            for m in helps:
                lacking[m] -= 1
    return Veil(frozenset(group), frozenset(group) - unnamed, measures)


def pool(cells: Mapping[C, Mapping[Measure, People]], hidden: Veil, k: int) -> frozenset[C]:
    """Return the cells that are shown together as one, because on their own some would describe too few people.

    When the ones that cannot stand alone are together still too few, the cell with the fewest veiled people joins
    them (the earlier one of two alike), until the pool may be shown.
    """

    def unsafe(some: Iterable[C]) -> set[Measure]:
        chosen = list(some)
        return {m for m in hidden.measures if hidden.hides(NOBODY.union(*(cells[c].get(m, NOBODY) for c in chosen)), k)}

    pooled = [cell for cell in cells if unsafe([cell])]
    while missing := unsafe(pooled):
        pooled.append(_smallest(cells, pooled, hidden, missing))
    return frozenset(pooled)


def _smallest(
    cells: Mapping[C, Mapping[Measure, People]], pooled: Sequence[C], hidden: Veil, missing: set[Measure]
) -> C:
    def veiled(cell: C, measures: Iterable[Measure]) -> int:
        return len(NOBODY.union(*(cells[cell].get(m, NOBODY) for m in measures)) & hidden.people)

    helpful = [cell for cell in cells if cell not in pooled and veiled(cell, missing)]
    return min(helpful, key=lambda cell: veiled(cell, hidden.measures))


class Atom(NamedTuple):
    """The veiled people whom one published cell and one column (a week, say) have in common, as bits of an integer."""

    cell: Hashable
    column: int
    people: int


def atoms(veil: Veil, described: Iterable[tuple[Hashable, int, int]]) -> list[Atom]:
    """Return what cells and columns have in common, from (cell, column, person); empty when everybody agreed."""
    bits = {person: 1 << index for index, person in enumerate(sorted(veil.people))}
    together: dict[tuple[Hashable, int], int] = {}
    somebody_did_not_agree = False
    for cell, column, person in described:
        if person in bits:
            together[cell, column] = together.get((cell, column), 0) | bits[person]
            somebody_did_not_agree |= person not in veil.held_back
    if not somebody_did_not_agree:
        return []
    return [Atom(cell, column, people) for (cell, column), people in together.items()]


def spans(described: Sequence[Atom], weeks: int, k: int) -> list[tuple[int, int]]:
    """Return the weeks, first and last included, put together where one alone would say too much.

    Weeks nobody veiled shared in stand alone. The result covers 0 … weeks - 1 without gaps.
    """
    result = _large_enough(described, weeks, k)
    while len(result) > FEW and (cut := small_cut(_in_spans(described, result), k)) is not None:
        result = _merge(result, described, cut)
    return _finest(described, result, k)


def _finest(described: Sequence[Atom], parts: list[tuple[int, int]], k: int) -> list[tuple[int, int]]:
    """Return the finest way to put neighbours among these few spans together that gives nothing away."""
    inner = range(1, len(parts))
    for size in range(len(parts) - 1, 0, -1):
        for kept in combinations(inner, size):
            edges = [0, *kept, len(parts)]
            tried = [(parts[low][0], parts[high - 1][1]) for low, high in pairwise(edges)]
            if small_cut(_in_spans(described, tried), k) is None:
                return tried
    return [(parts[0][0], parts[-1][1])]


def _large_enough(described: Sequence[Atom], weeks: int, k: int) -> list[tuple[int, int]]:
    people = [0] * weeks
    for atom in described:
        people[atom.column] |= atom.people
    result: list[tuple[int, int]] = []
    first, together = 0, 0
    for week in range(weeks):
        together |= people[week]
        if together.bit_count() == 0 or together.bit_count() >= k:
            result.append((first, week))
            first, together = week + 1, 0
    if together:
        # The weeks that are left over join those before them, back to the last ones anybody veiled shared in.
        while result and not any(people[week] for week in range(result[-1][0], result[-1][1] + 1)):
            first = result.pop()[0]
        result = [*result[:-1], (result[-1][0] if result else first, weeks - 1)]
    return result


def _in_spans(described: Sequence[Atom], result: Sequence[tuple[int, int]]) -> list[Atom]:
    place = {week: index for index, (first, last) in enumerate(result) for week in range(first, last + 1)}
    merged: dict[tuple[Hashable, int], int] = {}
    for atom in described:
        key = (atom.cell, place[atom.column])
        merged[key] = merged.get(key, 0) | atom.people
    return [Atom(cell, span, people) for (cell, span), people in merged.items()]


def _merge(result: list[tuple[int, int]], described: Sequence[Atom], cut: Sequence[Atom]) -> list[tuple[int, int]]:
    """Join the span with the fewest people, of those the cut runs through, to its smaller neighbour."""
    size = [0] * len(result)
    for atom in _in_spans(described, result):
        size[atom.column] |= atom.people
    span = min(sorted({atom.column for atom in cut}), key=lambda one: size[one].bit_count())
    neighbours = [near for near in (span - 1, span + 1) if 0 <= near < len(result)]
    other = min(neighbours, key=lambda near: size[near].bit_count())
    low, high = sorted((span, other))
    return [*result[:low], (result[low][0], result[high][1]), *result[high + 1 :]]


def small_cut(described: Sequence[Atom], k: int) -> list[Atom] | None:
    """Return figures of fewer than `k` people that sums over cells and sums over columns give away together, or None.

    Cells and columns are the vertices of a graph; what a cell and a column have in common is an edge. A combination of
    published sums that cancels every edge but some leaves exactly a cut of the graph. So the question is: can the
    graph be taken apart by removing the edges of fewer than `k` people? Edges of `k` people and more are in no such
    cut; what they hold together is contracted first, which in a large organisation leaves nothing to look at.
    """
    ends = [(("cell", atom.cell), ("column", atom.column), atom.people) for atom in described if atom.people]
    union = _Union(vertex for left, right, _people in ends for vertex in (left, right))
    for left, right, people in ends:
        if people.bit_count() >= k:
            union.join(left, right)
    graph: dict[Hashable, dict[Hashable, int]] = {}
    for left, right, people in ends:
        one, other = union.find(left), union.find(right)
        if one != other:
            together = graph.get(one, {}).get(other, 0) | people
            graph.setdefault(one, {})[other] = together
            graph.setdefault(other, {})[one] = together
    roots: list[Hashable] = []
    for vertex in graph:
        for root in roots:
            if _path(graph, root, vertex, 0) is not None:
                removed = _separates(graph, root, vertex, 0, k, set())
                if removed is not None:
                    return [atom for atom in described if atom.people and atom.people | removed == removed]
                break
        else:
            roots.append(vertex)
    return None


def _separates(
    graph: Mapping[Hashable, Mapping[Hashable, int]], start: Hashable, end: Hashable, gone: int, k: int, seen: set[int]
) -> int | None:
    """Return fewer than `k` people without whose edges `start` and `end` are apart, or None.

    Any cut must take an edge of every path, and with it all people of that edge: so try each edge of one path.
    """
    if gone in seen:
        return None
    seen.add(gone)
    path = _path(graph, start, end, gone)
    if path is None:
        return gone
    for people in path:
        if (gone | people).bit_count() < k:
            found = _separates(graph, start, end, gone | people, k, seen)
            if found is not None:
                return found
    return None


def _path(
    graph: Mapping[Hashable, Mapping[Hashable, int]], start: Hashable, end: Hashable, gone: int
) -> list[int] | None:
    """Return the people of each edge of a shortest path that keeps somebody when `gone` are left out."""
    came: dict[Hashable, tuple[Hashable, int]] = {start: (start, 0)}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            path = []
            while here != start:
                here, people = came[here]
                path.append(people)
            return path
        for there, people in graph.get(here, {}).items():
            if there not in came and people & ~gone:
                came[there] = (here, people)
                queue.append(there)
    return None


class _Union:
    """Sets of vertices that are held together."""

    def __init__(self, vertices: Iterable[Hashable]) -> None:
        self._parent: dict[Hashable, Hashable] = {vertex: vertex for vertex in vertices}

    def find(self, vertex: Hashable) -> Hashable:
        while self._parent[vertex] != vertex:
            self._parent[vertex] = self._parent[self._parent[vertex]]
            vertex = self._parent[vertex]
        return vertex

    def join(self, left: Hashable, right: Hashable) -> None:
        self._parent[self.find(left)] = self.find(right)
