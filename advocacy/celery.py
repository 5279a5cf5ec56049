"""The Celery application: queues, promises, and the schedule.

Database rows are the truth and a message is only a doorbell, so the queue may lose, delay or repeat messages: the next
sweep finds what was forgotten and every job may run twice. Hence no results, no retries here, JSON only.
"""

import logging.config
import os
import sqlite3
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

from advocacy.lib import pace
from advocacy.lib.polling import LookAtTheRows

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")

# "Do not run a worker as root" is about messages that can carry code. Ours are JSON.
warnings.filterwarnings("ignore", category=SecurityWarning)

# Longest job. The queue must not give a job to a second worker before the first one has surely stopped.
TIME_LIMIT = 300

# What beat rings, by the explicit name of the task: seconds, or a crontab. Each is a sweep: it finds the rows that
# need work and enqueues one job per organisation or per row.
SCHEDULE: dict[str, float | crontab] = {
    "sharing.release_due_shares": 5,
    "sharing.settle_stuck_shares": 30,
    "sharing.look_ahead": 60,
    "sharing.refresh_grants": 300,
    "sharing.check_promises": 300,
    "sharing.purge": crontab(hour="0", minute="20"),
    "sharing.prepare_weeks": 3600,
    "content_library.sweep": 300,
    "content_library.purge": crontab(hour="3", minute="5"),
    "content_library.read_sources": 300,
    "content_library.watch_pages": 3600,
    "reporting.collect_figures": 300,
    "reporting.roll_clicks": 60,
    "reporting.purge": 3600,
    "people.send_pending_notifications": 120,
    "people.prepare_digests": 900,
    "programme.end_breaks": 1800,
    "people.purge": crontab(hour="3", minute="15"),
    "advocacy.tidy_queue": 600,
}


class QueueFile(sqlite3.Connection):
    """A connection to the queue's file on which readers and writers do not stop each other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA journal_mode=WAL")
        self.execute("PRAGMA synchronous=NORMAL")


def embedded_queue() -> str:
    """Return the file that is the queue when there is no Redis."""
    return str(settings.VAR_DIR / "broker.sqlite3")


def queue_options() -> dict[str, Any]:
    """Return Celery's options for the queue this installation has: Redis, or a file."""
    if settings.REDIS_URL:
        return {
            "broker_url": settings.REDIS_URL,
            "broker_transport_options": {
                "global_keyprefix": "relais:",
                # kombu's own defaults bring a killed worker's jobs back after an hour and more.
                "visibility_timeout": TIME_LIMIT + 60,
                "unacked_restore_interval": 5,
                "unacked_restore_throttle": 1,
                # A page must not wait for a queue that is down: one try, at most three seconds.
                "socket_connect_timeout": 2,
                "socket_timeout": 3,
                "max_retries": 1,
                "interval_start": 0,
                "interval_step": 0,
                "interval_max": 0,
            },
            "worker_prefetch_multiplier": 1,
        }
    return {
        "broker_url": f"sqla+sqlite:///{embedded_queue()}",
        "broker_transport_options": {"connect_args": {"timeout": 5, "factory": QueueFile}},
        # A queue that is polled sleeps between two looks: one message a look would be slow.
        "worker_prefetch_multiplier": 16,
    }


def entry(name: str, every: float | crontab) -> dict[str, Any]:
    """Return beat's entry for one sweep. It expires, so that a stopped worker finds one of them and not thousands."""
    schedule = max(2.0, pace.seconds(every)) if isinstance(every, int | float) else every
    expires = schedule if isinstance(schedule, float) else 3600
    return {"task": name, "schedule": schedule, "options": {"expires": expires, "ignore_result": True}}


def route(name: str, *_args: Any, **_kwargs: Any) -> dict[str, str]:
    """Send a job to the queue its task states (`advocacy.lib.jobs`)."""
    return {"queue": getattr(app.tasks.get(name), "runs_on", "default")}


app = Celery("advocacy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(
    lambda: {
        **queue_options(),
        "beat_schedule": {name: entry(name, every) for name, every in SCHEDULE.items()},
        "timezone": "UTC",
        "enable_utc": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_store_eager_result": False,
        "result_backend": None,
        "task_default_queue": "default",
        "task_routes": (route,),
        "task_create_missing_queues": True,
        # A job whose worker died runs again. Publishing says no to this: `jobs.PUBLISHING`.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": TIME_LIMIT,
        "task_soft_time_limit": TIME_LIMIT - 30,
        "task_publish_retry": False,
        "broker_connection_timeout": 2,
        "broker_connection_retry_on_startup": True,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_send_task_events": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
    }
)

app.steps["worker"].add(LookAtTheRows)


@setup_logging.connect
def _log_as_the_site_does(loglevel: int | None = None, **_kwargs: Any) -> None:
    """Log as the web does, Celery's own lines from the level its command names; never what a job was given."""
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("celery").setLevel(loglevel or logging.WARNING)


@app.task(name="advocacy.tidy_queue")
def tidy_queue() -> None:
    """Delete what was delivered: kombu keeps each message in the file for ever."""
    if settings.REDIS_URL:
        return
    queue = sqlite3.connect(embedded_queue(), timeout=5)
    try:
        with queue:
            queue.execute("DELETE FROM kombu_message WHERE visible = 0")
    finally:
        queue.close()
