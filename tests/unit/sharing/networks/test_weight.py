"""X's count: known sums, agreement with a second reading of the rules, and speed on texts made to hurt."""

import json
import time
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sharing.networks.weight import contains_link, weighted_length
from sharing.simulator.weigh import weight

VECTORS = json.loads((Path(__file__).parent / "weighted.json").read_text())
COUNTS = [(vector["text"], vector["weight"]) for vector in VECTORS]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text[:20] for text, _ in COUNTS])
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


def test_only_the_server_counts_what_a_network_counts() -> None:
    # Scripts count plain characters in fields that name their counter; texts for networks ask the server instead.
    templates = (settings.BASE_DIR / "templates" / "sharing").rglob("*.html")
    assert [path.name for path in templates if "data-count=" in path.read_text(encoding="utf-8")] == []
