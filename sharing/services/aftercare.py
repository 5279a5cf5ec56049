"""What follows a published post: its first comment, and taking it down. The sweep finds what no message told of."""

from advocacy.lib import jobs
from sharing.services import commenting, removing


def ring_for_aftercare(organisation_id: int) -> int:
    """Inside a tenant: settle comments of dead workers, ring for comments and removals that are due; how many."""
    commenting.settle_lost_comments()
    comments, removals = commenting.due_comments(), removing.due_removals()
    for share_id in comments:
        jobs.enqueue("sharing.comment_share", organisation_id=organisation_id, share_id=share_id)
    for share_id in removals:
        jobs.enqueue("sharing.remove_share", organisation_id=organisation_id, share_id=share_id)
    return len(comments) + len(removals)
