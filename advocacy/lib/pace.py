"""How fast time passes for publishing. As written, except where a test kills and waits: there everything is quicker.

Leases, deadlines and waits only make sense in proportion (a lease outlives the call it covers), so that one number
divides all of them. `settings.PACE` sets it, before any module reads it.
"""

from datetime import timedelta

factor = 1


def seconds(number: float) -> float:
    """So many seconds, at the pace in force."""
    return number / factor


def span(**parts: float) -> timedelta:
    """A `timedelta`, at the pace in force."""
    return timedelta(**parts) / factor
