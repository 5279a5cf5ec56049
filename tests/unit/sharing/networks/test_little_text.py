"""What a person wrote is what LinkedIn shows: the writer and an independent reader of the format agree."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.networks.little_text import RESERVED, escape, hashtags
from sharing.simulator.little import render

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "little_text.json").read_text())
TRICKY = st.text(alphabet=st.one_of(st.sampled_from(RESERVED + "#a é1\n/&."), st.characters(codec="utf-8")))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["wire"][:30] for vector in VECTORS])
def test_vectors(vector: dict[str, Any]) -> None:
    seen = render(vector["wire"])
    assert seen.text == vector["text"]
    assert list(seen.hashtags) == vector.get("hashtags", [])
    assert list(seen.mentions) == vector.get("mentions", [])
    if "plain" in vector:
        assert escape(vector["plain"]) == vector["wire"]


@given(TRICKY)
def test_every_text_survives(text: str) -> None:
    seen = render(escape(text))
    assert seen.text == text
    assert seen.cut_at is None
    assert list(seen.hashtags) == hashtags(text)
    assert seen.mentions == ()


@given(st.text(alphabet=RESERVED, min_size=1))
def test_what_is_sent_raw_is_cut(text: str) -> None:
    assert render(f"before {text} after").text != f"before {text} after"


def test_escaping_twice_shows_backslashes() -> None:
    assert render(escape(escape("a_b"))).text == r"a\_b"
