"""Where static files are collected: named by their content, our own ones compressed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from advocacy.lib.style_sheet import SHEET, bundled

# Swagger UI takes half a minute to compress and is looked at by programmers, now and then.
_AS_IT_IS = ("drf_spectacular_sidecar/",)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise carries no types
    """WhiteNoise's storage, quick enough for a first start."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[Any]:
        """Compress what every page needs."""
        ours = [path for path in paths if not path.startswith(_AS_IT_IS) and not path.endswith(".map")]
        yield from super().compress_files(ours)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Put the style sheet in one piece before names are made from contents."""
        if SHEET in paths and not dry_run:
            content = bundled(paths)
            if self.exists(SHEET):
                self.delete(SHEET)
            self._save(SHEET, ContentFile(content.encode()))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)
