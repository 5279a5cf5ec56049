"""The editor of an item: one form and two lists that grow, read, reworked and turned into values together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms import BaseFormSet, Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from content_library.forms.items import (
    AngleForm,
    AngleRows,
    ItemForm,
    RowForm,
    TextForm,
    TextRows,
    angle_values,
    initial_of,
    language_choices,
    new_request_key,
    text_values,
)
from content_library.models import ContentItem
from content_library.selectors.readiness import Words
from content_library.services.values import ItemValues

ANGLES, TEXTS = "angles", "texts"
Rows = list[dict[str, Any]]


class Panel:
    """What is offered in one language: its rows of each list."""

    def __init__(self, code: str, name: str, angles: Sequence[AngleForm], texts: Sequence[TextForm]) -> None:
        self.code = code
        self.name = name
        self.angles = list(angles)
        self.texts = list(texts)


class ItemEditor:
    """The whole editor, for one member. Without `data` it shows what is stored; with it, what was typed."""

    def __init__(
        self,
        membership: Membership,
        item: ContentItem | None = None,
        *,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.membership = membership
        self.item = item
        self.data = data.copy() if data is not None else None
        if self.data is not None:
            self.form = ItemForm(self.data, membership=membership, item=item)
            self.angles: BaseFormSet[AngleForm] = AngleRows(self.data, prefix=ANGLES)
            self.texts: BaseFormSet[TextForm] = TextRows(self.data, prefix=TEXTS)
        else:
            self._show_stored(dict(initial or {}))

    def _show_stored(self, initial: dict[str, Any]) -> None:
        item, membership = self.item, self.membership
        language = membership.organisation.language
        start = {"language": language, "request_key": new_request_key()} if item is None else initial_of(item)
        self.form = ItemForm(initial={**start, **initial}, membership=membership, item=item)
        angles = _stored(item.angles.all(), AngleForm) if item else []
        texts = _stored(item.suggested_texts.all(), TextForm) if item else []
        # There is always one angle to fill in: an angle comes ahead of any ready-made text.
        self.angles = AngleRows(initial=angles or [{"language": start["language"]}], prefix=ANGLES)
        self.texts = TextRows(initial=texts, prefix=TEXTS)

    # --- Languages ---------------------------------------------------------------------------------------------------
    @property
    def language(self) -> str:
        """The item's own language, as it is typed now."""
        chosen = str(self.form["language"].value() or "")
        return chosen if chosen in dict(settings.LANGUAGES) else self.membership.organisation.language

    @property
    def panels(self) -> list[Panel]:
        """Angles and texts by language: the organisation's languages, and any other that holds something."""
        offered = {*self.membership.organisation.languages, self.language}
        angles, texts = self._by_language(self.angles), self._by_language(self.texts)
        return [
            Panel(code, name, angles.get(code, []), texts.get(code, []))
            for code, name in language_choices(self.membership.organisation.languages)
            if code in offered or code in angles or code in texts
        ]

    @property
    def open_angles(self) -> str:
        """The language whose angles are shown first."""
        return self._open_panel(ANGLES)

    @property
    def open_texts(self) -> str:
        """The language whose texts are shown first."""
        return self._open_panel(TEXTS)

    def _open_panel(self, which: str) -> str:
        """Where something must be corrected, else where the person was, else the item's own language."""
        panels = self.panels
        for panel in panels:
            rows: Sequence[RowForm] = panel.angles if which == ANGLES else panel.texts
            if any(row.is_bound and row.errors for row in rows):
                return panel.code
        chosen = self.data.get(f"{which}-panel") if self.data is not None else ""
        return str(chosen) if any(panel.code == chosen for panel in panels) else self.language

    @staticmethod
    def _by_language(rows: BaseFormSet[Any]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in rows:
            found.setdefault(str(row["language"].value() or ""), []).append(row)
        return found

    # --- Rows that come, go and move, without judging anything -------------------------------------------------------
    def rework(self, action: str) -> None:
        """Do what a row's button asks: “angles-add:fr”, “texts-remove:2”, “angles-up:1”. Everything typed stays."""
        kind, _dash, rest = action.partition("-")
        verb, _colon, where = rest.partition(":")
        typed = {ANGLES: self._typed(self.angles, AngleForm), TEXTS: self._typed(self.texts, TextForm)}
        if kind in typed:
            change = _CHANGES.get(verb)
            if change is not None:
                typed[kind] = change(typed[kind], where)
        self._show_typed(typed)

    def show_typed(self) -> None:
        """Show again what was typed, without judging it."""
        self.rework("")

    def _show_typed(self, rows: Mapping[str, Rows]) -> None:
        values = {name: self._raw(self.form, name) for name in self.form.fields}
        self.form = ItemForm(initial=values, membership=self.membership, item=self.item)
        self.angles = AngleRows(initial=rows[ANGLES], prefix=ANGLES)
        self.texts = TextRows(initial=rows[TEXTS], prefix=TEXTS)

    @staticmethod
    def _raw(form: Form, name: str) -> Any:
        field = form.fields[name]
        return field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))

    def _typed(self, rows: BaseFormSet[Any], kind: type[RowForm]) -> Rows:
        return [{name: self._raw(row, name) for name in kind.base_fields} for row in rows]

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields, and show the whole as it stands, without judging it."""
        self.show_typed()
        self.form.initial.update(values)

    @property
    def typed_url(self) -> str:
        """The link as it was typed; without its scheme it is taken for https."""
        url = str(self.form["url"].value() or "").strip()
        return url if not url or "://" in url or ":" in url.partition("/")[0] else f"https://{url}"

    @property
    def typed_fields(self) -> dict[str, list[str]]:
        """Everything typed, field by field, as it can be stored."""
        if self.data is None:
            return {}
        kept = ((name, self.data.getlist(name)) for name in self.data if name not in {"do", "csrfmiddlewaretoken"})
        return {name: [str(value) for value in values] for name, values in kept}

    # --- Reading -----------------------------------------------------------------------------------------------------
    def is_valid(self) -> bool:
        """Say whether everything typed has the right shape."""
        rows = [self.angles.is_valid(), self.texts.is_valid()]
        if not all(rows):
            self.form.add_error(None, _("Something must be corrected among the angles or the suggested texts."))
        return self.form.is_valid() and all(rows)

    def values(self) -> ItemValues:
        """What the services take, from a valid editor."""
        values = self.form.values()
        values["angles"] = angle_values(self.angles)
        values["suggested_texts"] = text_values(self.texts)
        return values

    def refuse(self, violation: RuleViolation) -> None:
        """Show a rule's sentence beside the field it names, or on top."""
        field = violation.field or ""
        self.form.add_error(field if field in self.form.fields else None, violation.message)

    def use_picture(self, public_id: str) -> None:
        """Keep a picture that has just been taken in, whatever else is wrong: it need not be chosen again."""
        if self.data is not None:
            self.data["picture"] = public_id
            self.data.pop("remove_picture", None)
            self.form = ItemForm(self.data, membership=self.membership, item=self.item)

    def take_version(self, version: int) -> None:
        """Let the next save replace what is stored at this version: the person has seen it."""
        if self.data is not None:
            self.data["version"] = str(version)

    @property
    def words(self) -> dict[str, Words]:
        """Angles and texts as they are typed now, by language."""
        counted: dict[str, Words] = {}
        for panel in self.panels:
            angles = sum(1 for row in panel.angles if row["name"].value() and row["question"].value())
            texts = sum(1 for row in panel.texts if row["body"].value())
            counted[panel.code] = Words(angles, texts)
        return counted


def _stored(rows: Iterable[Model], kind: type[RowForm]) -> Rows:
    return [{name: getattr(row, name) for name in kind.base_fields} for row in rows]


def upload_in(files: Mapping[str, Any]) -> UploadedFile[Any] | None:
    """The picture that came with the form."""
    upload = files.get("upload")
    return upload if isinstance(upload, UploadedFile) else None


def _add(rows: Rows, where: str) -> Rows:
    known = where in dict(settings.LANGUAGES)
    return [*rows, {"language": where, "autofocus": True}] if known else rows


def _place(rows: Rows, where: str) -> int | None:
    return int(where) if where.isdecimal() and int(where) < len(rows) else None


def _remove(rows: Rows, where: str) -> Rows:
    place = _place(rows, where)
    return rows if place is None else rows[:place] + rows[place + 1 :]


def _swap(rows: Rows, where: str, step: int) -> Rows:
    """Exchange a row with its neighbour of the same language."""
    place = _place(rows, where)
    if place is None:
        return rows
    other = place + step
    while 0 <= other < len(rows) and rows[other]["language"] != rows[place]["language"]:
        other += step
    if not 0 <= other < len(rows):
        return rows
    swapped = list(rows)
    swapped[place], swapped[other] = rows[other], rows[place]
    return swapped


_CHANGES: Mapping[str, Callable[[Rows, str], Rows]] = {
    "add": _add,
    "remove": _remove,
    "up": lambda rows, where: _swap(rows, where, -1),
    "down": lambda rows, where: _swap(rows, where, 1),
}
