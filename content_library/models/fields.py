"""Columns of our own."""

from typing import Any

from django.db import models

from advocacy.lib.folding import fold_all
from advocacy.lib.web_addresses import page_key


class SearchText(models.TextField):  # type: ignore[type-arg]
    """Other fields of the row without case or accents, computed as it is saved: one search for both databases.

    `save(update_fields=…)` and `update()` must name it when they change one of `of`.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs | {"editable": False, "default": "", "blank": True})

    def deconstruct(self) -> Any:
        """Be a plain text column in migrations: they never import our code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute what is stored."""
        value = fold_all(str(getattr(model_instance, name)) for name in self.of)
        setattr(model_instance, self.attname, value)
        return value


class PageKey(models.CharField):  # type: ignore[type-arg]
    """What every spelling of the address in `of` has in common, computed as the row is saved: finds a page again."""

    def __init__(self, *args: Any, of: str = "url", **kwargs: Any) -> None:
        self.of = of
        fixed = {"editable": False, "default": "", "blank": True, "max_length": 300, "db_index": True}
        super().__init__(*args, **kwargs | fixed)

    def deconstruct(self) -> Any:
        """Be a plain column in migrations: they never import our code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute what is stored."""
        value = page_key(str(getattr(model_instance, self.of)))
        setattr(model_instance, self.attname, value)
        return value
