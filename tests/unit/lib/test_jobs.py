"""The bell: rung on commit, never for what was rolled back, and a page that does not mind when nobody answers."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from celery import Task, current_app
from celery.exceptions import NotRegistered
from django.db import transaction
from kombu.exceptions import OperationalError

from advocacy.celery import app, entry, queue_options, tidy_queue
from advocacy.lib import jobs
from advocacy.lib.processes import free_port

Capture = Callable[..., AbstractContextManager[list[Callable[[], None]]]]
RUNG: list[dict[str, Any]] = []


@pytest.fixture(autouse=True)
def bell() -> Iterator[Task[..., Any]]:
    """A job of this test's own."""

    def ring(*, organisation_id: int) -> None:
        RUNG.append({"organisation_id": organisation_id})

    RUNG.clear()
    task = app.task(name="tests.ring", **jobs.MAILING)(ring)
    yield task
    app.tasks.unregister("tests.ring")


@pytest.fixture
def eager() -> Iterator[None]:
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


@pytest.mark.django_db
@pytest.mark.usefixtures("eager")
def test_a_job_starts_on_commit(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        jobs.enqueue("tests.ring", organisation_id=7)
        assert RUNG == []
    assert RUNG == [{"organisation_id": 7}]


@pytest.mark.django_db
@pytest.mark.usefixtures("eager")
def test_what_is_rolled_back_rings_nobody(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue("tests.ring", organisation_id=7)
        raise ZeroDivisionError
    assert RUNG == []


@pytest.mark.django_db
def test_an_unknown_name_raises_at_once() -> None:
    with pytest.raises(NotRegistered):
        jobs.enqueue("tests.nobody", organisation_id=7)


@pytest.mark.django_db
def test_a_queue_that_is_down_is_logged_without_what_was_asked(
    django_capture_on_commit_callbacks: Capture,
    bell: Task[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(**_kwargs: Any) -> None:
        raise OperationalError("no queue at redis://:secret@broker/0")

    monkeypatch.setattr(bell, "apply_async", refuse)
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        jobs.enqueue("tests.ring", organisation_id=424242)
    assert "tests.ring" in caplog.text
    assert "424242" not in caplog.text
    assert "secret" not in caplog.text


def test_what_a_job_raises_by_itself_is_not_swallowed(bell: Task[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(**_kwargs: Any) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(bell, "apply_async", stumble)
    with pytest.raises(ValueError, match="a bug"):
        jobs._ring("tests.ring", {})


def test_a_job_goes_where_its_task_says(bell: Task[..., Any]) -> None:
    assert app.amqp.router.route({}, bell.name)["queue"].name == "mail"
    assert app.amqp.router.route({}, tidy_queue.name)["queue"].name == "default"


def test_without_redis_the_queue_is_a_file_of_its_own(settings: Any) -> None:
    settings.REDIS_URL = ""
    options = queue_options()
    assert options["broker_url"] == f"sqla+sqlite:///{settings.VAR_DIR}/broker.sqlite3"
    assert options["worker_prefetch_multiplier"] > 1, "one message a look would be slow"


def test_with_redis_a_page_tries_once_and_shortly(settings: Any) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    options = queue_options()
    assert options["broker_url"] == settings.REDIS_URL
    assert options["worker_prefetch_multiplier"] == 1
    transport = options["broker_transport_options"]
    assert transport["max_retries"] == 1
    assert transport["socket_timeout"] <= 3


def test_a_sweep_expires_when_the_next_one_is_due() -> None:
    assert entry("sharing.release_due_shares", 5)["options"]["expires"] == 5


def test_delivered_messages_are_deleted_from_the_file(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR, settings.REDIS_URL = tmp_path, ""
    options = queue_options()
    with app.connection_for_write(options["broker_url"]) as connection:
        connection.transport_options = options["broker_transport_options"]
        queue = connection.SimpleQueue("default")
        for number in range(3):
            queue.put({"number": number})
        assert queue.get(block=False).payload == {"number": 0}
        tidy_queue()
        assert connection.default_channel._query_all("default").count() == 2
        assert queue.get(block=False).payload == {"number": 1}
        queue.close()
