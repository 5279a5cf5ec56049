"""K3: the key of all tokens is changed, and the change is killed three times. ROTATED=100000 for a full stock."""

import os
from pathlib import Path

import pytest

from tests.stage import Installation, database_for

STOCK = int(os.environ.get("ROTATED", "1500"))


@pytest.mark.promise("K3")
def test_killed_three_times_and_nothing_is_lost(tmp_path: Path) -> None:
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(tmp_path / "var", "http://127.0.0.1:9", database) as made,
    ):
        made.ask("stock_of_tokens", count=STOCK)
        renewed = [made.ask("rotation_killed", after=STOCK * share // 10) for share in (1, 3, 6)]
        assert renewed == sorted(renewed)
        assert 0 < renewed[-1] < STOCK, "killed before it began, or after it was over"
        assert made.ask("rotation_finished") == {"renewed": STOCK, "opened": STOCK}
