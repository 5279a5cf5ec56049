"""How much of a text is the person's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.selectors.voice import RUN, voice, words_of

SUGGESTED = "Deux hivers après, le lycée consomme moins. Le plus long fut d’apprendre à s’en servir."


def test_a_text_of_ones_own_is_entirely_ones_own() -> None:
    assert (
        voice("Ce matin, une élève m’a tout expliqué.", material=["Le bilan mesuré"], suggested=[SUGGESTED]).percent
        == 100
    )


def test_a_suggested_text_as_it_was_offered_gets_no_figure() -> None:
    measured = voice(SUGGESTED + "\n", material=[], suggested=[SUGGESTED])
    assert measured.unchanged
    assert measured.percent == 0


def test_runs_of_four_words_are_taken_shorter_ones_are_not() -> None:
    assert voice("le bilan mesuré", material=["le bilan mesuré sur deux hivers"]).percent == 100
    assert voice("le bilan mesuré sur deux hivers", material=["le bilan mesuré sur deux hivers"]).percent == 0


def test_half_of_the_words_taken_is_half_a_voice() -> None:
    material = "un deux trois quatre"
    assert voice("un deux trois quatre cinq six sept huit", material=[material]).percent == 50


def test_apostrophes_and_case_hide_nothing() -> None:
    assert voice("L'Énergie qu'on n'utilise PAS", material=["l’énergie qu’on n’utilise pas"]).percent == 0


@pytest.mark.parametrize("text", ["", "   \n", "…"])
def test_nothing_written_is_nothing_taken(text: str) -> None:
    assert voice(text, material=["le bilan mesuré sur deux hivers"]).percent == 100


@given(
    own=st.lists(st.text("abcdefgh", min_size=1), max_size=40),
    given_=st.lists(st.text("xyz", min_size=1), min_size=RUN),
)
def test_the_figure_is_the_share_of_words_that_were_not_given(own: list[str], given_: list[str]) -> None:
    measured = voice(" ".join([*own, *given_]), material=[" ".join(given_)])
    total = len(own) + len(given_)
    assert measured.percent == round(100 * len(own) / total)
    assert len(words_of(" ".join([*own, *given_]))) == total
