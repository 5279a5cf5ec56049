"""Reads about a hold on everything of an organisation."""

from sharing.models import CrisisHold


def live_crisis() -> CrisisHold | None:
    """The hold in force in the open tenant, with who began it; None when shares go out as promised."""
    return CrisisHold.objects.select_related("started_by__user").filter(ended_at__isnull=True).first()


def last_crises(number: int = 5) -> list[CrisisHold]:
    """The latest holds that were lifted, for those who may begin one."""
    rows = CrisisHold.objects.select_related("started_by__user", "ended_by__user").filter(ended_at__isnull=False)
    return list(rows[:number])
