"""Jobs: named, thin to call, safe to repeat; and nothing that publishes comes back by itself."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Task, current_app
from django.conf import settings

from advocacy.celery import SCHEDULE, TIME_LIMIT, app, queue_options, route
from advocacy.lib import jobs

PACKAGES = ("advocacy", "content_library", "sharing", "reporting")
QUEUES = {"publish", "measure", "mail", "default"}
ALLOWED = {int, str, bool, int | None, str | None, bool | None}
LONGEST_COUNTDOWN = 60


def our_tasks() -> list[Task[..., Any]]:
    return sorted(
        (task for name, task in app.tasks.items() if name.split(".")[0] in PACKAGES and not name.startswith("celery.")),
        key=lambda task: task.name,
    )


def our_modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((Path(settings.BASE_DIR) / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in our_modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}:
                yield path, node


def test_shared_tasks_and_enqueue_find_our_application() -> None:
    assert current_app._get_current_object() is app


@pytest.mark.parametrize("name", sorted(SCHEDULE))
def test_everything_scheduled_is_registered(name: str) -> None:
    assert name in app.tasks


@pytest.mark.parametrize("name", sorted(SCHEDULE))
def test_a_sweep_can_be_rung_with_nothing_and_does_not_pile_up(name: str) -> None:
    entry = app.conf.beat_schedule[name]
    assert entry["options"]["expires"] > 0
    assert not inspect.signature(app.tasks[name].run).parameters


@pytest.mark.parametrize("task", our_tasks(), ids=lambda task: task.name)
def test_a_task_is_named_and_takes_keyword_only_primitives_tenant_first(task: Task[..., Any]) -> None:
    module = task.__module__.removesuffix(".tasks").split(".")[-1]
    assert task.name.split(".")[0] in {module, "advocacy"}, "a job is named after its app"
    parameters = inspect.signature(task.run).parameters
    for parameter in parameters.values():
        assert parameter.kind is parameter.KEYWORD_ONLY
        assert parameter.annotation in ALLOWED, f"{parameter.name}: {parameter.annotation}"
    if parameters and "user_id" not in parameters:
        assert next(iter(parameters)) == "organisation_id"


@pytest.mark.parametrize("task", our_tasks(), ids=lambda task: task.name)
def test_a_task_runs_on_a_known_queue_and_only_publishing_is_acknowledged_first(task: Task[..., Any]) -> None:
    queue = route(task.name)["queue"]
    assert queue in QUEUES
    assert task.acks_late is (queue != "publish")
    assert queue != "publish" or not getattr(task, "autoretry_for", ())
    assert task.ignore_result


@pytest.mark.parametrize("task", our_tasks(), ids=lambda task: task.name)
def test_a_task_is_ten_lines_at_most(task: Task[..., Any]) -> None:
    function = ast.parse(inspect.cleandoc("\n" + inspect.getsource(task.run))).body[0]
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) else function.body
    assert (body[-1].end_lineno or 0) - body[0].lineno + 1 <= 10


def test_what_publishes_runs_on_the_publish_queue() -> None:
    publishing = {task.name for task in our_tasks() if "publish" in task.name or "comment" in task.name}
    assert publishing == {task.name for task in our_tasks() if route(task.name)["queue"] == "publish"}


def test_every_enqueued_name_is_a_registered_task() -> None:
    for path, call in calls("enqueue"):
        if not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        assert call.args[0].value in app.tasks, f"{path}:{call.lineno}"


def test_no_module_starts_a_task_but_by_enqueue() -> None:
    """A message sent inside a transaction would arrive before the row it is about."""
    allowed = {Path(jobs.__file__)}
    for name in ("delay", "apply_async", "send_task"):
        for path, call in calls(name):
            assert path in allowed, f"{path}:{call.lineno}: {name}"


def test_nothing_waits_long_in_the_queue() -> None:
    """The row knows when it is due; a message that waits is lost or repeated by the queue."""
    for path, tree in our_modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in {"eta", "countdown"}:
                value = getattr(node.value, "value", None)
                assert isinstance(value, int), f"{path}:{node.value.lineno}"
                assert value <= LONGEST_COUNTDOWN, f"{path}:{node.value.lineno}"


def test_the_queue_waits_longer_than_the_longest_job(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"
    assert queue_options()["broker_transport_options"]["visibility_timeout"] > TIME_LIMIT
    assert app.conf.task_time_limit == TIME_LIMIT > app.conf.task_soft_time_limit


def test_messages_are_json_and_their_answers_ignored() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result
    assert not app.conf.task_publish_retry
