"""Figures in words, in both languages: comparisons that compare only what can be compared."""

import pytest
from django.utils import translation

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import semester
from reporting.selectors import Extent, Figure, Why
from reporting.views import wording

THIN, HARD = "\u202f", "\u00a0"


def figure(value: int | None, known: int | None = 90, made: int = 100, extent: Extent = Extent.NEARLY_ALL) -> Figure:
    return Figure(value, known, made, extent)


@pytest.mark.parametrize(
    ("now", "before", "english", "french"),
    [
        (318_400, 251_000, ("+27%", "251,000 before"), (f"+{HARD}27{HARD}%", f"251{THIN}000 avant")),
        (90, 120, ("\u221225%", "120 before"), (f"\u2212{HARD}25{HARD}%", "120 avant")),
        (405, 404, ("", "404 before, stable"), ("", "404 avant, stable")),
        (5, 0, ("", "0 before"), ("", "0 avant")),
        (5, None, ("", ""), ("", "")),
    ],
)
def test_a_change(now, before, english, french):
    for language, said in (("en", english), ("fr", french)):
        with translation.override(language):
            found = wording.change(figure(now), figure(before), whole_period=True)
            assert (found.text, found.comparison) == said


def test_a_running_semester_is_not_measured_against_a_whole_one():
    with translation.override("en"):
        found = wording.change(figure(50), figure(100), whole_period=False)
    assert (found.text, found.comparison) == ("", "100 in the whole of the one before")


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (figure(200, 95), figure(100, 60)),
        (figure(200, None, extent=Extent.ALL), figure(100, None, extent=Extent.MOST)),
    ],
)
def test_another_coverage_is_another_figure(now, before):
    with translation.override("en"):
        found = wording.change(now, before, whole_period=True)
    assert (found.text, found.comparison) == ("", "100 before, measured on another part")


def test_coverage_is_exact_or_in_words():
    with translation.override("fr"):
        assert wording.coverage(figure(1)) == f"90{HARD}sur{HARD}100"
        assert wording.coverage(figure(1, None)) == "presque tous les partages"
        assert wording.coverage(figure(1), "mixed") == f"90{HARD}sur{HARD}100, en partie déclaré"
        assert wording.coverage(Figure(None, None, 9, Extent.NONE, Why.TOO_FEW)) == ""


def test_a_figure_that_is_not_there_says_why():
    with translation.override("fr"):
        absent = Figure(None, 0, 9, Extent.NONE, Why.NOT_MEASURED)
        assert (wording.value(absent), wording.why(absent)) == ("—", "non mesuré")
        hidden = Figure(None, None, 9, Extent.NONE, Why.TOO_FEW)
        assert wording.why(hidden) == "trop peu de personnes mesurées"


@pytest.mark.parametrize(
    ("month", "half", "english", "french"),
    [
        (1, 1, "first semester of 2026", "premier semestre 2026"),
        (9, 2, "second semester of 2026-2027", "second semestre 2026-2027"),
    ],
)
def test_the_name_of_a_semester(month, half, english, french):
    company = Organisation(semester_starts=month, time_zone="Europe/Paris")
    for language, said in (("en", english), ("fr", french)):
        with translation.override(language):
            assert wording.semester_name(company, semester(company, 2026, half)) == said
