"""The repository: its layout, its commands, its settings, its containers, its licence."""

import ast
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TOP = {
    *("manage.py", "advocacy", "content_library", "sharing", "reporting", "templates", "static", "tests", "locale"),
    *("requirements.txt", "requirements-dev.txt", "docker-compose.yml", "Dockerfile", "Makefile", "pyproject.toml"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "LICENSE"),
    *(".ci", ".env.example", ".gitignore", ".dockerignore"),
}
# What an installation, git and the tools leave beside it; .gitignore names them.
LEFT_BEHIND = {".git", ".venv", "var", ".env", "htmlcov", "test-results"}
AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
APP_SERVICES = ("web", "worker", "beat", "prepare")
# Processes of their own, without Django's settings: they are told what to do by whoever starts them.
APART = ("advocacy/bench/", "advocacy/demo/drawing/", "sharing/simulator/")
# Read by the compose file itself, not by the application.
COMPOSE_OWN = {"POSTGRES_PASSWORD", "DATABASE_PASSWORD"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_top_level_is_what_the_architecture_says() -> None:
    found = {path.name for path in ROOT.iterdir()}
    ignored = {name for name in found if name.startswith(".") and (name.endswith("_cache") or name == ".hypothesis")}
    coverage = {name for name in found if name.startswith(".coverage")}
    assert found - LEFT_BEHIND - ignored - coverage == TOP


def test_the_licence_is_the_whole_agpl() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL


# --- Settings --------------------------------------------------------------------------------------------------------
def variables_read() -> list[str]:
    """Return the names that settings.py reads, in order, each once."""
    names: dict[str, int] = {}
    for node in ast.walk(ast.parse(read("advocacy/settings.py"))):
        is_read = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
            "env",
            "env_bool",
            "env_int",
            "env_money",
            "env_secret",
        }
        if is_read and isinstance(node.args[0], ast.Constant):
            names.setdefault(str(node.args[0].value), node.lineno * 1000 + node.col_offset)
    return sorted(names, key=names.__getitem__)


def test_env_example_names_every_variable_in_the_order_of_the_settings() -> None:
    named = re.findall(r"^([A-Z_]+)=", read(".env.example"), flags=re.MULTILINE)
    assert named == variables_read()


def test_only_the_settings_read_the_environment() -> None:
    """A setting read elsewhere is one that no deployer finds."""
    allowed = {
        "manage.py",
        "advocacy/settings.py",
        "advocacy/wsgi.py",
        "advocacy/celery.py",  # which settings module
        "advocacy/management/commands/up.py",  # hands its own environment to its children
        "advocacy/management/commands/messages.py",  # a process id, for a temporary name
    }
    for package in ("advocacy", "content_library", "sharing", "reporting"):
        for path in (ROOT / package).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if name in allowed or name.startswith(APART):
                continue
            assert not re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8")), name


# --- Makefile --------------------------------------------------------------------------------------------------------
def targets() -> set[str]:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), flags=re.MULTILINE)
    assert phony
    return set(phony[1].split())


def test_every_command_explains_itself() -> None:
    explained: set[str] = set()
    for line in re.findall(r"^([a-z -]+):.*## \S", read("Makefile"), flags=re.MULTILINE):
        explained |= set(line.split())
    assert explained == targets()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_documents_name_commands_that_exist(document: str) -> None:
    named = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)", read(document)))
    assert named <= targets()


def test_the_readme_names_the_commands_a_newcomer_needs() -> None:
    named = set(re.findall(r"make ([a-z-]+)", read("README.md")))
    assert {"run", "test", "ci"} <= named


def test_ci_runs_what_make_ci_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").rstrip().endswith("make ci")


# --- Requirements ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_once(name: str) -> None:
    lines = [line for line in read(name).splitlines() if line and not line.startswith(("#", "-r "))]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*", line) for line in lines)
    names = [re.split(r"[\[=]", line)[0].lower() for line in lines]
    assert len(names) == len(set(names))


def test_what_both_files_pin_they_pin_alike() -> None:
    pins = [
        dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)$", read(name).lower(), flags=re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert {name: pins[0][name] for name in pins[0].keys() & pins[1].keys()} == {
        name: pins[1][name] for name in pins[0].keys() & pins[1].keys()
    }


# --- Containers ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document = yaml.safe_load(read("docker-compose.yml"))
    assert isinstance(document, dict)
    return document


def test_compose_holds_the_services_of_an_installation(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*APP_SERVICES, "role", "postgres", "redis"}
    for name, service in compose["services"].items():
        assert "image" in service, name
        assert ":" in service["image"] or service.get("build"), f"{name}: an image of others is pinned"


def test_compose_waits_for_what_exists_and_can_be_waited_for(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert services[other]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
            else:
                assert how["condition"] == "service_completed_successfully"
                assert services[other]["restart"] == "no"


def test_what_runs_for_ever_is_watched_and_started_again(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if service["restart"] != "no":
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["interval"], name


def test_compose_declares_its_volumes(compose: dict[str, Any]) -> None:
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


def test_nothing_but_the_web_is_reachable_and_that_from_this_machine_only(compose: dict[str, Any]) -> None:
    assert {name for name, service in compose["services"].items() if "ports" in service} == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])


def test_the_application_uses_a_plain_role_of_the_database(compose: dict[str, Any]) -> None:
    script = compose["services"]["role"]["command"][0]
    assert "NOSUPERUSER NOBYPASSRLS" in script
    assert compose["services"]["role"]["environment"]["PGUSER"] == "postgres"
    for name in APP_SERVICES:
        assert compose["services"][name]["environment"]["DATABASE_URL"].startswith("postgres://relais:")


def test_compose_sets_only_what_the_settings_read(compose: dict[str, Any]) -> None:
    read_by_settings = set(variables_read())
    for name in APP_SERVICES:
        assert set(compose["services"][name]["environment"]) <= read_by_settings
    interpolated = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", read("docker-compose.yml")))
    assert interpolated <= read_by_settings | COMPOSE_OWN


def test_secrets_have_no_default_in_compose(compose: dict[str, Any]) -> None:
    for name in re.findall(r"\$\{([A-Z_]*(?:PASSWORD|SECRET|KEY)[A-Z_]*)(?!:\?)[^}]*\}", read("docker-compose.yml")):
        assert f"${{{name}:?" in read("docker-compose.yml"), name


def test_worker_and_beat_of_compose_are_those_of_make_run(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]["command"]
    assert worker[worker.index("-Q") + 1] == "publish,measure,mail,default"
    assert worker[worker.index("--pool") + 1] == "threads"
    assert compose["services"]["beat"]["command"][:4] == ["celery", "-A", "advocacy", "beat"]


def test_the_image_runs_as_nobody_important_and_copies_what_exists() -> None:
    text = read("Dockerfile")
    assert re.search(r"^USER relais$", text, flags=re.MULTILINE)
    for source in re.findall(r"^COPY (\S+) ", text, flags=re.MULTILINE):
        assert (ROOT / source).exists()
    assert "COPY requirements.txt" in text
