"""Building HTML without a template engine: everything that is not already markup is escaped."""

import html
from collections.abc import Iterable
from typing import Final

_VOID: Final = frozenset({"img", "input", "link", "meta", "br", "path", "circle", "rect"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = object


def _children(items: Iterable[Child]) -> str:
    out: list[str] = []
    for item in items:
        if item is None or item is False:
            continue
        if isinstance(item, Markup):
            out.append(item)
        elif isinstance(item, list | tuple):
            out.append(_children(item))
        else:
            out.append(html.escape(str(item)))
    return "".join(out)


def el(tag: str, *children: Child, **attributes: object) -> Markup:
    """An element. `cls` is the class; an underscore in a name stands for a hyphen; None and False leave one out."""
    parts = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = "class" if name == "cls" else name.rstrip("_").replace("_", "-")
        parts.append(key if value is True else f'{key}="{html.escape(str(value))}"')
    head = f"<{' '.join(parts)}>"
    return Markup(head if tag in _VOID else f"{head}{_children(children)}</{tag}>")


def join(*children: Child) -> Markup:
    return Markup(_children(children))
