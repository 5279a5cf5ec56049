"""Numbers as each language writes them."""

from decimal import Decimal

import pytest
from django.utils import translation

from advocacy.lib import numbers

THIN = "\u202f"
HARD = "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (8_770, f"8{THIN}770", "8,770"),
        (318_400, f"318{THIN}400", "318,400"),
        (1_234_567, f"1{THIN}234{THIN}567", "1,234,567"),
        (-1_130, f"\u22121{THIN}130", "\u22121,130"),
    ],
)
def test_whole(value, french, english):
    assert numbers.whole(value, "fr") == french
    assert numbers.whole(value, "en") == english


@pytest.mark.parametrize(
    ("ratio", "digits", "french", "english"),
    [
        (0.62, 0, f"62{HARD}%", "62%"),
        (1, 0, f"100{HARD}%", "100%"),
        (0.029, 1, f"2,9{HARD}%", "2.9%"),
        (0.0295, 1, f"3,0{HARD}%", "3.0%"),
        (12.5, 0, f"1{THIN}250{HARD}%", "1,250%"),
        (0.005, 0, f"1{HARD}%", "1%"),
    ],
)
def test_percent(ratio, digits, french, english):
    assert numbers.percent(ratio, digits, "fr") == french
    assert numbers.percent(ratio, digits, "en") == english


def test_decimals_are_rounded_half_up():
    assert numbers.decimal(3.35, 1, "fr") == "3,4"
    assert numbers.decimal(Decimal("1234.5"), 1, "en") == "1,234.5"
    assert numbers.decimal(-0.04, 1, "en") == "0.0"


@pytest.mark.parametrize(
    ("value", "french", "english"), [(14, f"+{HARD}14", "+14"), (-3, f"\u2212{HARD}3", "\u22123"), (0, "0", "0")]
)
def test_signed(value, french, english):
    assert numbers.signed(value, "fr") == french
    assert numbers.signed(value, "en") == english


@pytest.mark.parametrize(
    ("ratio", "french", "english"),
    [
        (0.27, f"+{HARD}27{HARD}%", "+27%"),
        (-0.12, f"\u2212{HARD}12{HARD}%", "\u221212%"),
        (0.001, f"0{HARD}%", "0%"),
    ],
)
def test_signed_percent(ratio, french, english):
    assert numbers.signed_percent(ratio, "fr") == french
    assert numbers.signed_percent(ratio, "en") == english


def test_the_language_of_the_page_decides():
    with translation.override("fr"):
        assert numbers.whole(1_000) == f"1{THIN}000"
    with translation.override("en"):
        assert numbers.whole(1_000) == "1,000"
    with translation.override(None):
        assert numbers.whole(1_000) == "1,000"
