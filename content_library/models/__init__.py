"""What there is to share: campaigns, topics, items with their angles, texts and pictures."""

from content_library.models.assets import Asset, Document
from content_library.models.bulk import BulkAct, BulkChange
from content_library.models.cadence import Cadence
from content_library.models.company import CompanyPage, CompanyPost, FollowerCount, PageImport
from content_library.models.fields import PageKey, SearchText
from content_library.models.items import (
    Angle,
    ContentItem,
    ContentItemManager,
    ContentItemQuerySet,
    ItemMark,
    ItemTeam,
    ItemTopic,
    PagePost,
    SuggestedText,
)
from content_library.models.proposals import Proposal, ProposalMessage, ProposalPicture, ProposalTopic
from content_library.models.reviews import ItemReview, ReviewComment, ReviewSuggestion
from content_library.models.search import ItemWord, SearchWord
from content_library.models.sources import LinkLookup, Source, SourceEntry, SourceTopic
from content_library.models.subjects import Campaign, CampaignTeam, FollowedTopic, Topic
from content_library.models.targets import LibraryTargets
from content_library.models.versions import ItemVersion

__all__ = [
    "Angle",
    "Asset",
    "BulkAct",
    "BulkChange",
    "Cadence",
    "Campaign",
    "CampaignTeam",
    "CompanyPage",
    "CompanyPost",
    "ContentItem",
    "ContentItemManager",
    "ContentItemQuerySet",
    "Document",
    "FollowedTopic",
    "FollowerCount",
    "ItemMark",
    "ItemReview",
    "ItemTeam",
    "ItemTopic",
    "ItemVersion",
    "ItemWord",
    "LibraryTargets",
    "LinkLookup",
    "PageImport",
    "PageKey",
    "PagePost",
    "Proposal",
    "ProposalMessage",
    "ProposalPicture",
    "ProposalTopic",
    "ReviewComment",
    "ReviewSuggestion",
    "SearchText",
    "SearchWord",
    "Source",
    "SourceEntry",
    "SourceTopic",
    "SuggestedText",
    "Topic",
]
