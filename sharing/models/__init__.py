"""Who shared what, where, and how it went."""

from sharing.models.accounts import Connection, ConnectionPermission, NetworkApp, OAuthRequest
from sharing.models.budgets import BudgetWindow, Reservation
from sharing.models.crisis import CrisisHold
from sharing.models.feeds import CalendarFeed
from sharing.models.health import Application, Installation, NetworkHealth, NetworkPause, OperatorAlarm
from sharing.models.links import Click, TrackedLink, VisitorSalt
from sharing.models.preflight import Preflight
from sharing.models.previews import LinkPreview
from sharing.models.proofreading import Proofread, ProofreadText
from sharing.models.rules import RulePick, RuleStart, RuleTopic, SharingChoices, SharingRule
from sharing.models.shares import FirstComment, Share, ShareAttempt, SharePicture

__all__ = [
    "Application",
    "BudgetWindow",
    "CalendarFeed",
    "Click",
    "Connection",
    "ConnectionPermission",
    "CrisisHold",
    "FirstComment",
    "Installation",
    "LinkPreview",
    "NetworkApp",
    "NetworkHealth",
    "NetworkPause",
    "OAuthRequest",
    "OperatorAlarm",
    "Preflight",
    "Proofread",
    "ProofreadText",
    "Reservation",
    "RulePick",
    "RuleStart",
    "RuleTopic",
    "Share",
    "ShareAttempt",
    "SharePicture",
    "SharingChoices",
    "SharingRule",
    "TrackedLink",
    "VisitorSalt",
]
