"""Every write about the programme."""

from advocacy.programme.services.charter import lay_programme, publish_charter, update_programme
from advocacy.programme.services.enrolment import (
    change_choices,
    end_breaks,
    end_enrolment,
    join_programme,
    leave_programme,
    on_pausing,
    on_resuming,
    pause,
    resume,
)

__all__ = [
    "change_choices",
    "end_breaks",
    "end_enrolment",
    "join_programme",
    "lay_programme",
    "leave_programme",
    "on_pausing",
    "on_resuming",
    "pause",
    "publish_charter",
    "resume",
    "update_programme",
]
