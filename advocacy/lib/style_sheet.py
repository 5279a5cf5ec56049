"""The style sheet as it is served: sixty small files are easy to keep and slow to fetch, so they travel as one."""

import posixpath
import re
from typing import Any, Final

SHEET: Final = "css/main.css"
# @import url("components/card.css") layer(components) print;
_IMPORT = re.compile(r'^@import url\("(?P<file>[\w/.-]+)"\) layer\((?P<layer>\w+)\)(?P<media> \w+)?;\n', re.MULTILINE)


def bundled(paths: dict[str, Any]) -> str:
    """Return the sheet with its imports in place, each in its layer and for its medium.

    `paths` are the collected files, as `collectstatic` hands them on. Raises `KeyError` for an import of nothing.
    """

    def in_place(match: re.Match[str]) -> str:
        content = _read(paths, posixpath.join(posixpath.dirname(SHEET), match["file"]))
        if media := (match["media"] or "").strip():
            content = f"@media {media} {{\n{content}}}\n"
        return f"@layer {match['layer']} {{\n{content}}}\n"

    return _IMPORT.sub(in_place, _read(paths, SHEET))


def _read(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
