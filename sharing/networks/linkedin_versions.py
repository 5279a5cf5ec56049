"""The dated versions of LinkedIn's interface and the day each ends: what to change once a year is here."""

from datetime import date, timedelta
from typing import Final

# The version that is spoken; an operator may set another one of the table.
VERSION: Final = "202609"
SUNSETS: Final = {
    "202601": date(2027, 1, 15),
    "202602": date(2027, 2, 15),
    "202603": date(2027, 3, 16),
    "202604": date(2027, 4, 15),
    "202605": date(2027, 5, 15),
    "202606": date(2027, 6, 15),
    "202607": date(2027, 7, 15),
    "202608": date(2027, 8, 17),
    "202609": date(2027, 9, 15),
}
_SHORTEST_LIFE: Final = timedelta(days=365)


def sunset(version: str) -> date | None:
    """The day a version ends, for one newer than the table the earliest that LinkedIn promises; None for no version."""
    if version in SUNSETS:
        return SUNSETS[version]
    try:
        return date(int(version[:4]), int(version[4:]), 1) + _SHORTEST_LIFE
    except ValueError:
        return None
