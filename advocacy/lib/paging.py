"""Pages of a long list, without counting what nobody will turn to."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet

# Whoever looks for something further than this narrows the list.
MOST: Final = 1000


class Pages(Paginator):  # type: ignore[type-arg]  # Django's knows no argument as it runs
    """Pages of rows. Counts `most` at most, unless the number is known; `is_cut` says that there are more."""

    def __init__(
        self, rows: QuerySet[Any] | Sequence[Any], per_page: int, *, known: int | None = None, most: int = MOST
    ) -> None:
        super().__init__(rows, per_page)
        self._known, self._most = known, most

    @cached_property
    def count(self) -> int:
        """How many rows can be turned to."""
        return min(self._found, self._most) if self._known is None else self._known

    @cached_property
    def is_cut(self) -> bool:
        """Say whether there are rows beyond."""
        return self._known is None and self._found > self._most

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: self._most + 1].count() if isinstance(rows, QuerySet) else len(rows)
