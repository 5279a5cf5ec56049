"""`manage.py messages`: collect the strings to translate, compile the catalogues, without a system gettext.

English is the language of the source, so a catalogue holds every other language of `LANGUAGES`. An entry nobody uses
any more stays until `--prune`: its sentence may be on its way into a template.
"""

import ast
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import normalize, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

SOURCE_LANGUAGE = "en"
ROOTS = ("advocacy", "content_library", "sharing", "reporting", "templates")
# The simulator stands for other companies' pages; benchmarks and migrations show nothing to anybody.
LEFT_OUT = ("migrations", "simulator", "bench", "static")
WIDTH = 100

Parts = tuple[str, ...]
MESSAGE: Parts = ("singular",)
PLURAL: Parts = ("singular", "plural")
FUNCTIONS: dict[str, Parts] = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), MESSAGE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", *MESSAGE)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", *PLURAL)),
}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}")

Key = tuple[str, str]


@dataclass
class Entry:
    """One string of the source: its context, its plural, where it stands, and what a translator should know."""

    context: str
    singular: str
    plural: str = ""
    places: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What a catalogue finds it by."""
        return (self.context, self.singular)


@dataclass
class Translation:
    """What a catalogue holds for one string."""

    plural: str
    texts: tuple[str, ...]
    fuzzy: bool = False


class Command(BaseCommand):
    """Collect, compile or check."""

    help = "Collect the strings to translate into locale/, and compile them. --check fails when one lacks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command can do instead of collecting."""
        parser.add_argument("--compile", action="store_true", help="only compile the catalogues")
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a string lacks")
        parser.add_argument("--prune", action="store_true", help="collect, and drop what nobody uses any more")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do one of the three."""
        languages = [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
        if options["compile"]:
            for language in languages:
                compile_catalogue(language)
            return
        entries = collect()
        complaints: list[str] = []
        for language in languages:
            held = read_catalogue(language)
            if not options["check"]:
                write_catalogue(language, entries, held, prune=options["prune"])
                compile_catalogue(language)
            complaints += [f"{language}: {line}" for line in complain(entries, held, pruned=options["prune"])]
        for line in complaints:
            self.stdout.write(line)
        if options["check"] and complaints:
            raise CommandError(f"{len(complaints)} translations to look after (see `manage.py messages`).")
        self.stdout.write(f"{len(entries)} strings, {len(complaints)} to look after.")


# --- Collecting ------------------------------------------------------------------------------------------------------
def collect() -> dict[Key, Entry]:
    """Return every string of the source that is meant to be translated."""
    found: dict[Key, Entry] = {}
    for path in _sources():
        name = str(path.relative_to(settings.BASE_DIR))
        for entry, line in extract(path.read_text(encoding="utf-8"), name):
            known = found.setdefault(entry.key, entry)
            if entry.plural and known.plural and known.plural != entry.plural:
                raise CommandError(f"{name}:{line}: “{entry.singular}” has two plurals; give one of them a context.")
            known.plural = known.plural or entry.plural
            known.places.append(f"{name}:{line}")
            known.comments += [comment for comment in entry.comments if comment not in known.comments]
    return found


def _sources() -> Iterator[Path]:
    for root in ROOTS:
        for path in sorted((Path(settings.BASE_DIR) / root).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not set(LEFT_OUT) & set(path.parts):
                yield path


def extract(source: str, name: str) -> Iterator[tuple[Entry, int]]:
    """Yield the strings of one file with their lines."""
    return _from_python(source) if name.endswith(".py") else _from_template(source, name)


def _from_template(source: str, name: str) -> Iterator[tuple[Entry, int]]:
    # What templatize blots out keeps its indentation, which Python's tokeniser would trip over.
    code = "\n".join(line.lstrip() for line in templatize(source, origin=name).split("\n"))
    names = dict.fromkeys([*FUNCTIONS, "_"])
    calls: Iterable[Any] = extract_python(BytesIO(code.encode()), names, ["Translators:"], {"encoding": "utf-8"})
    for line, function, found, comments in calls:
        strings = [found] if isinstance(found, str) else [text for text in found if isinstance(text, str)]
        yield _entry(FUNCTIONS.get(function, MESSAGE), strings, " ".join(comments)), line


def _from_python(source: str) -> Iterator[tuple[Entry, int]]:
    tree, lines = ast.parse(source), source.split("\n")
    known = _functions_of(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        parts = known.get(name)
        strings = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        # `_(label)`: what `label` holds was marked where it was written.
        if parts and len(strings) >= len(parts):
            above = lines[node.lineno - 2].strip()
            yield _entry(parts, strings, above[2:] if above.startswith("# Translators:") else ""), node.lineno


def _functions_of(tree: ast.Module) -> dict[str, Parts]:
    """Return the names under which a module knows Django's functions: `gettext_lazy as _`, `gettext as say` …"""
    known: dict[str, Parts] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            known |= {name.asname or name.name: FUNCTIONS[name.name] for name in node.names if name.name in FUNCTIONS}
        elif isinstance(node, ast.ImportFrom) and any(name.name == "translation" for name in node.names):
            known |= FUNCTIONS
    return known


def _entry(parts: Parts, strings: list[str], comment: str) -> Entry:
    values = dict(zip(parts, strings, strict=False))
    return Entry(
        values.get("context", ""), values["singular"], values.get("plural", ""), [], [comment] if comment else []
    )


# --- Catalogues ------------------------------------------------------------------------------------------------------
def _po(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def _parse(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def read_catalogue(language: str) -> dict[Key, Translation]:
    """Return what the catalogue holds."""
    path = _po(language)
    if not path.exists():
        return {}
    held = {}
    for message in _parse(path, language):
        if not message.id:
            continue
        singular, plural = message.id if isinstance(message.id, tuple | list) else (message.id, "")
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        held[(message.context or "", singular)] = Translation(
            plural, tuple(text or "" for text in texts), message.fuzzy
        )
    return held


def write_catalogue(language: str, entries: dict[Key, Entry], held: dict[Key, Translation], *, prune: bool) -> None:
    """Write what is used, with the translations it has, and (unless pruned) what is not used."""
    plurals = get_plural(language)
    lines = [
        "#",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: Relais\\n"',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {plurals.plural_forms}\\n"',
        "",
    ]
    keys = set(entries) | (set() if prune else set(held))
    for key in sorted(keys, key=lambda key: (key[1].lower(), key[1], key[0])):
        lines += _po_lines(key, entries.get(key), held.get(key), plurals.num_plurals)
    text = "\n".join(lines)
    path = _po(language)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _po_lines(key: Key, entry: Entry | None, held: Translation | None, forms: int) -> list[str]:
    context, singular = key
    plural = entry.plural if entry else held.plural if held else ""
    lines = [f"#. {comment}" for comment in entry.comments] if entry else []
    flags = ["fuzzy"] if held and held.fuzzy else []
    if re.search(r"%\(\w+\)[sd]|%[sd]", singular):
        flags.append("python-format")
    if flags:
        lines.append(f"#, {', '.join(flags)}")
    if context:
        lines.append(f"msgctxt {normalize(context, width=WIDTH)}")
    lines.append(f"msgid {normalize(singular, width=WIDTH)}")
    if plural:
        texts = held.texts if held and held.plural and len(held.texts) == forms else ("",) * forms
        lines.append(f"msgid_plural {normalize(plural, width=WIDTH)}")
        lines += [f"msgstr[{index}] {normalize(text, width=WIDTH)}" for index, text in enumerate(texts)]
    else:
        lines.append(f"msgstr {normalize(held.texts[0] if held else '', width=WIDTH)}")
    return [*lines, ""]


def complain(entries: dict[Key, Entry], held: dict[Key, Translation], *, pruned: bool = False) -> list[str]:
    """Return one line for every string that lacks, doubts, has lost a placeholder, or that nobody uses any more."""
    lines = []
    for key, entry in sorted(entries.items()):
        translation = held.get(key)
        if translation is None or not all(translation.texts) or bool(translation.plural) != bool(entry.plural):
            lines.append(f"untranslated  {_label(key)}  ({entry.places[0]})")
        elif translation.fuzzy:
            lines.append(f"fuzzy  {_label(key)}")
        elif _placeholders_lost(entry, translation):
            lines.append(f"placeholders differ  {_label(key)}  ({entry.places[0]})")
    if not pruned:
        lines += [f"unused  {_label(key)}" for key in sorted(set(held) - set(entries))]
    return lines


def _placeholders_lost(entry: Entry, translation: Translation) -> bool:
    wanted = _placeholders(entry.plural or entry.singular)
    first, *others = (_placeholders(text) for text in translation.texts)
    # A singular may spell its number out: “un partage”.
    return any(found != wanted for found in others) or (not first <= wanted if others else first != wanted)


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"%%"}


def _label(key: Key) -> str:
    context, singular = key
    return f"[{context}] {singular!r}" if context else repr(singular)


def compile_catalogue(language: str) -> None:
    """Write the .mo that Django reads, when the .po is newer."""
    path = _po(language)
    compiled = path.with_suffix(".mo")
    if not path.exists() or (compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns):
        return
    new = compiled.with_suffix(f".mo.{os.getpid()}")
    with new.open("wb") as file:
        write_mo(file, _parse(path, language))
    new.replace(compiled)
