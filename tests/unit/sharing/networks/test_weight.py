"""X's count: known sums, agreement with a second reading of the rules, and speed on texts made to hurt."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.networks.weight import contains_link, weighted_length
from sharing.simulator.weigh import weight

COUNTS = [
    ("", 0),
    ("Hello, world! 👋", 16),
    ("é", 1),
    ("e\u0301", 1),
    ("日本語", 6),
    ("👨‍👩‍👧‍👦", 2),
    ("🇫🇷", 2),
    ("1️⃣", 2),
    ("« L’énergie » – 62 % → …", 26),
    ("https://www.example.com/a/very/long/path?with=a&query=string#and-a-fragment", 23),
    ("voir example.com", 28),
    ("voir https://r.example.com/a1b2.", 29),
    ("a@example.com", 13),
    ("http://127.0.0.1:8000/l/a/b", 27),
    ("#énergie", 8),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_known_counts(text: str, expected: int) -> None:
    assert weighted_length(text) == expected
    assert weight(text) == expected


@given(
    st.lists(st.sampled_from(["mot", "été", "日本", "👋", "https://r.example.com/a1", "#tag", "@nadia", "62 %", "\n"]))
)
def test_two_readings_of_the_rules_agree(words: list[str]) -> None:
    text = " ".join(words)
    assert weighted_length(text) == weight(text)


@given(st.text(max_size=80))
def test_any_text_has_a_length(text: str) -> None:
    assert 0 <= weighted_length(text) <= 23 * len(text) + 23


def test_a_lone_surrogate_is_counted_and_harms_nothing() -> None:
    assert weighted_length("a\ud800") > 0


@pytest.mark.parametrize("text", ["a." * 3000, ("a." * 19 + " ") * 100, "http://" + "a." * 2000, "." * 20_000])
def test_hostile_texts_take_no_time(text: str) -> None:
    started = time.perf_counter()
    assert weighted_length(text) > 280
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [("voir https://r.example.com/a1", True), ("voir example.com", True), ("rien ici", False), ("fin.Début", False)],
)
def test_a_link_is_seen_with_and_without_its_protocol(text: str, expected: bool) -> None:
    assert contains_link(text) is expected
