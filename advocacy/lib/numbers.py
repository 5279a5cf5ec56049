"""Numbers as each language writes them: 318 400 and 62 % in French, 318,400 and 62% in English.

Every function takes the language from the page being made, unless one is named. The spaces never break and never let a
number wrap: a narrow one between thousands, an ordinary no-break one before the sign of a percentage.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import get_language

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

Number = int | float | Decimal


class _Habits(NamedTuple):
    thousands: str
    decimal: str
    before_percent: str
    after_sign: str


_FRENCH = _Habits(NARROW_SPACE, ",", NO_BREAK_SPACE, NO_BREAK_SPACE)
_ENGLISH = _Habits(",", ".", "", "")


def _habits(language: str | None) -> _Habits:
    return _FRENCH if (language or get_language() or "").startswith("fr") else _ENGLISH


def whole(value: int, language: str | None = None) -> str:
    """Write a count: 318 400 or 318,400."""
    return _unsigned(Decimal(abs(value)), 0, _habits(language), negative=value < 0)


def decimal(value: Number, digits: int = 1, language: str | None = None) -> str:
    """Write a number with that many digits after the comma or point, rounded half up: 3,4 or 3.4."""
    rounded = _round(value, digits)
    return _unsigned(abs(rounded), digits, _habits(language), negative=rounded < 0)


def percent(ratio: Number, digits: int = 0, language: str | None = None) -> str:
    """Write a ratio as a percentage: 0.62 is 62 % or 62%."""
    return decimal(Decimal(str(ratio)) * 100, digits, language) + _habits(language).before_percent + "%"


def signed(value: int, language: str | None = None) -> str:
    """Write a change of a count with its sign, + 14 or +14; no change has none."""
    return _with_sign(value, whole(abs(value), language), language)


def signed_percent(ratio: Number, language: str | None = None) -> str:
    """Write a change as a percentage with its sign: + 27 % or +27%; what rounds to nothing has none."""
    exact = Decimal(str(ratio))
    return _with_sign(_round(exact * 100, 0), percent(abs(exact), 0, language), language)


def _with_sign(value: Number, text: str, language: str | None) -> str:
    if value == 0:
        return text
    return ("+" if value > 0 else MINUS) + _habits(language).after_sign + text


def _round(value: Number, digits: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _unsigned(value: Decimal, digits: int, habits: _Habits, *, negative: bool) -> str:
    text = f"{value:,.{digits}f}".replace(",", "\0").replace(".", habits.decimal).replace("\0", habits.thousands)
    return (MINUS if negative else "") + text
