"""The verdict: what the simulated networks wrote down, compared with what the product says.

Uses none of the product's code: plain SQL above the walls, and the log, which was on the disk before each answer left.
"""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.chaos.words import number_in
from tests.services import connect

Row = dict[str, Any]
ENDED: Final = ("published", "failed", "missed", "cancelled", "held", "unconfirmed")
# What may be broken; `Verdict.counts` has each.
BROKEN: Final = ("twice", "lost", "unfinished", "false_published", "altered", "late", "untold", "after_a_no")
# A share in one of these has a message for its author.
TOLD: Final = ("failed", "missed", "held", "unconfirmed")
_SHARES: Final = """
SELECT s.id, s.public_id, s.text, s.network, s.state, s.reason, s.evidence, s.due_at, s.publish_before,
       s.next_at, s.asked_at,
       (SELECT count(*) FROM people_notification n
         WHERE n.membership_id = s.membership_id AND n.once_key LIKE 'share:' || s.public_id || ':%') AS told,
       (SELECT count(*) FROM people_notification n
         WHERE n.membership_id = s.membership_id AND n.once_key LIKE 'share:' || s.public_id || ':%'
           AND n.emailed_at IS NOT NULL) AS mailed,
       (SELECT count(*) FROM sharing_shareattempt a WHERE a.share_id = s.id) AS attempts
  FROM sharing_share s
"""


@dataclass
class Verdict:
    """How many broken promises of each kind, and which shares they are."""

    counts: dict[str, int]
    broken: dict[str, list[str]] = field(default_factory=dict)
    lateness: list[float] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(self.broken.values())


def rows_of(database: str) -> list[Row]:
    """Every share of every organisation: `database` is a superuser's address, or the path of a file."""
    if database.startswith("postgres"):
        with closing(connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(_SHARES)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(_SHARES)]


def entries_of(log: Path) -> list[Row]:
    """What the simulated networks wrote down; a line cut by a kill told nobody anything."""
    made = []
    for line in log.read_bytes().splitlines():
        try:
            made.append(json.loads(line))
        except ValueError:
            continue
    return made


def judge(rows: list[Row], log: list[Row], diary: list[Row], count: int, *, moving: bool = False) -> Verdict:
    """Compare; every promise that can be broken here is named.

    `moving`: the time was over while things still moved, so that what has not ended is unfinished and not lost.
    """
    online: dict[int, list[Row]] = {}
    for entry in log:
        if entry["event"] == "create" and entry["accepted"]:
            online.setdefault(number_in(entry["text"]), []).append(entry)
    shares = {number_in(row["text"]): row for row in rows}
    broken: dict[str, list[str]] = {
        "twice": [_line(shares.get(number), posts) for number, posts in sorted(online.items()) if len(posts) > 1],
        "lost": [f"No. {number}: no row" for number in range(count) if number not in shares],
        "unfinished": [],
        "false_published": [],
        "altered": [],
        "late": [],
        "untold": [],
        "after_a_no": _after_a_no(online, diary),
    }
    lateness = []
    for number, row in sorted(shares.items()):
        posts = online.get(number, [])
        state = row["state"]
        if state not in ENDED or (state == "unconfirmed" and row["asked_at"] is None):
            broken["unfinished" if moving else "lost"].append(_line(row, posts))
        if state == "published" and (not posts or not row["evidence"]):
            broken["false_published"].append(_line(row, posts))
        if state in TOLD and not row["told"] and (state != "unconfirmed" or row["asked_at"]):
            broken["untold"].append(_line(row, posts))
        broken["altered"] += [_line(row, [post]) for post in posts if post["text"] != row["text"]]
        broken["late"] += [_line(row, [post]) for post in posts if post["real_t"] > _seconds(row["publish_before"])]
        if posts and state == "published":
            lateness.append(posts[0]["real_t"] - _seconds(row["due_at"]))
    counts = Counter(row["state"] for row in rows)
    return Verdict(
        {state: counts[state] for state in ENDED} | {name: len(found) for name, found in broken.items()},
        broken,
        sorted(lateness),
    )


def _after_a_no(online: dict[int, list[Row]], diary: list[Row]) -> list[str]:
    """Posts made after a call-off had been committed."""
    called_off = {line["number"]: line["t"] for line in diary if line["did"] in {"called_off", "left"}}
    return [
        f"No. {number}: posted {post['real_t'] - called_off[number]:.2f} s after it was called off"
        for number, posts in online.items()
        for post in posts
        if number in called_off and post["real_t"] > called_off[number]
    ]


def unmailed(rows: list[Row]) -> int:
    """Messages whose e-mail has not left: a matter of the queue of mails, not of publishing."""
    return sum(1 for row in rows if row["state"] in TOLD and row["told"] and not row["mailed"])


def unsettled(rows: list[Row]) -> int:
    """Shares that something still has to happen to."""
    waiting = [row for row in rows if row["state"] in {"scheduled", "publishing"}]
    return len(waiting) + sum(1 for row in rows if row["state"] == "unconfirmed" and row["asked_at"] is None)


def picture_of(rows: list[Row]) -> str:
    """Everything that changes when something happens."""
    return str(sorted((row["id"], row["state"], row["attempts"], str(row["asked_at"]), row["told"]) for row in rows))


def waits(rows: list[Row]) -> bool:
    """Whether a share waits for a moment that is still to come."""
    now = datetime.now(UTC).timestamp()
    return any(row["state"] == "scheduled" and row["next_at"] and _seconds(row["next_at"]) > now for row in rows)


def _line(row: Row | None, posts: list[Row]) -> str:
    said = f"share {row['id']} {row['text'][:12]} is {row['state']} {row['reason']} {row['evidence']}" if row else "?"
    return f"{said}; {len(posts)} online: {[(post['n'], post['real_t'], post['fault']) for post in posts]}"


def _seconds(value: Any) -> float:
    """A moment as the database gives it, in seconds since 1970."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
