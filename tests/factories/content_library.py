"""What there is to share."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from content_library.models import (
    Angle,
    Asset,
    BulkAct,
    BulkChange,
    Cadence,
    Campaign,
    CampaignTeam,
    CompanyPage,
    CompanyPost,
    ContentItem,
    Document,
    FollowerCount,
    ItemReview,
    ItemTopic,
    ItemVersion,
    ItemWord,
    LibraryTargets,
    LinkLookup,
    PageImport,
    PagePost,
    Proposal,
    ProposalMessage,
    ProposalPicture,
    ProposalTopic,
    ReviewComment,
    ReviewSuggestion,
    SearchWord,
    Source,
    SourceEntry,
    SourceTopic,
    SuggestedText,
    Topic,
)
from content_library.states import AnnouncementOrder, ItemState


class CampaignFactory(DjangoModelFactory):
    """A campaign without dates."""

    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"Campaign {n}")


class CadenceFactory(DjangoModelFactory):
    """The rhythm everybody starts with."""

    class Meta:
        model = Cadence


class TopicFactory(DjangoModelFactory):
    """A topic nobody follows yet."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")


class AssetFactory(DjangoModelFactory):
    """A picture's row; there is no file behind it."""

    class Meta:
        model = Asset

    file = factory.Sequence(lambda n: f"assets/{n}.jpg")
    mime = "image/jpeg"
    width = 1200
    height = 675
    size = 40_000
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    alternative_text = "A workshop, three people around a table."


class DocumentFactory(DjangoModelFactory):
    """A document's row; there is no file behind it."""

    class Meta:
        model = Document

    file = factory.Sequence(lambda n: f"documents/{n}.pdf")
    mime = "application/pdf"
    size = 90_000
    pages = 4
    sha256 = factory.Sequence(lambda n: f"d{n:063d}")
    title = "What we learnt on site"


class ContentItemFactory(DjangoModelFactory):
    """An idea that may be shared now, without the page having to speak first."""

    class Meta:
        model = ContentItem

    title = factory.Sequence(lambda n: f"Idea {n}")
    summary = "What happened, in a sentence."
    url = factory.Sequence(lambda n: f"https://acme.example/articles/{n}")
    state = ItemState.LIVE
    announcement_order = AnnouncementOrder.PROFILES_ONLY
    language = "en"


class ItemTopicFactory(DjangoModelFactory):
    """One topic of one item: give both."""

    class Meta:
        model = ItemTopic


class AngleFactory(DjangoModelFactory):
    """A question to start from."""

    class Meta:
        model = Angle

    item = factory.SubFactory(ContentItemFactory)
    language = "en"
    name = "Behind the scenes"
    question = "What did nobody see of it?"


class SuggestedTextFactory(DjangoModelFactory):
    """A ready, editable text."""

    class Meta:
        model = SuggestedText

    item = factory.SubFactory(ContentItemFactory)
    language = "en"
    body = factory.Sequence(lambda n: f"Suggested text {n}: what I take from it.")


class PagePostFactory(DjangoModelFactory):
    """What the company page says about an item."""

    class Meta:
        model = PagePost

    item = factory.SubFactory(ContentItemFactory)


class SearchWordFactory(DjangoModelFactory):
    """A word that ideas hold."""

    class Meta:
        model = SearchWord

    language = "en"
    word = factory.Sequence(lambda n: f"word{n}")
    stem = factory.SelfAttribute("word")


class ItemWordFactory(DjangoModelFactory):
    """A word of an idea beside those it is made of."""

    class Meta:
        model = ItemWord

    item = factory.SubFactory(ContentItemFactory)
    word = factory.SubFactory(SearchWordFactory)
    weight = 1


class ItemVersionFactory(DjangoModelFactory):
    """What an item said at its first save."""

    class Meta:
        model = ItemVersion

    item = factory.SubFactory(ContentItemFactory)
    number = 1
    content = factory.LazyAttribute(lambda row: {"title": row.item.title})


class ProposalFactory(DjangoModelFactory):
    """A link that `membership` sent just now, with an answer promised in a week."""

    class Meta:
        model = Proposal

    title = factory.Sequence(lambda n: f"Proposal {n}")
    url = factory.Sequence(lambda n: f"https://press.example/articles/{n}")
    language = "en"
    submitted_at = factory.LazyFunction(timezone.now)
    answer_due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class ProposalPictureFactory(DjangoModelFactory):
    """A picture of `membership`, with `proposal`."""

    class Meta:
        model = ProposalPicture

    asset = factory.SubFactory(AssetFactory, owner=factory.SelfAttribute("..proposal.membership"))


class ProposalTopicFactory(DjangoModelFactory):
    """One topic of one proposal: give both."""

    class Meta:
        model = ProposalTopic


class ProposalMessageFactory(DjangoModelFactory):
    """What the team said about `proposal`."""

    class Meta:
        model = ProposalMessage

    from_team = True
    body = "Thank you. Could you say where it was?"


class ItemReviewFactory(DjangoModelFactory):
    """A request that waits for its answer; give who asked and who reads."""

    class Meta:
        model = ItemReview

    item = factory.SubFactory(ContentItemFactory)


class ReviewCommentFactory(DjangoModelFactory):
    """A remark."""

    class Meta:
        model = ReviewComment

    review = factory.SubFactory(ItemReviewFactory)
    body = "The second fact needs its source."


class ReviewSuggestionFactory(DjangoModelFactory):
    """Another title."""

    class Meta:
        model = ReviewSuggestion

    review = factory.SubFactory(ItemReviewFactory)
    passage = "title"
    before = factory.LazyAttribute(lambda row: row.review.item.title)
    after = "What the school taught us"


class SourceFactory(DjangoModelFactory):
    """A feed that keeps everything, and whose turn it is."""

    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"Source {n}")
    url = factory.Sequence(lambda n: f"https://news.example/{n}/feed")


class SourceTopicFactory(DjangoModelFactory):
    """One topic of one source: give both."""

    class Meta:
        model = SourceTopic


class SourceEntryFactory(DjangoModelFactory):
    """One thing that waits to be sorted."""

    class Meta:
        model = SourceEntry

    source = factory.SubFactory(SourceFactory)
    guid_key = factory.Sequence(lambda n: f"{n:064d}")
    url = factory.Sequence(lambda n: f"https://news.example/articles/{n}")
    title = factory.Sequence(lambda n: f"Something new {n}")
    summary = "What it says, in a sentence."
    reason = "all"


class LinkLookupFactory(DjangoModelFactory):
    """A pasted link that nobody has read yet: give its membership."""

    class Meta:
        model = LinkLookup

    url = "https://news.example/article"


class BulkActFactory(DjangoModelFactory):
    """Something done to several ideas at once; give who did it."""

    class Meta:
        model = BulkAct

    verb = "archive"


class BulkChangeFactory(DjangoModelFactory):
    """One idea of such an act: give the act and the idea."""

    class Meta:
        model = BulkChange

    version = 1
    state = ItemState.LIVE
    state_changed_at = factory.SelfAttribute("item.state_changed_at")


class CompanyPageFactory(DjangoModelFactory):
    """The company's page; quiet for a fortnight is told."""

    class Meta:
        model = CompanyPage

    network = "linkedin"
    name = "The page"
    url = "https://pages.example/company/acme"


class CompanyPostFactory(DjangoModelFactory):
    """One of its posts; every figure unknown unless given."""

    class Meta:
        model = CompanyPost

    page = factory.SubFactory(CompanyPageFactory)
    url = factory.Sequence(lambda n: f"https://pages.example/posts/{n}")
    posted_at = factory.LazyFunction(timezone.now)


class FollowerCountFactory(DjangoModelFactory):
    """Who followed it on one day: give the page."""

    class Meta:
        model = FollowerCount

    day = factory.LazyFunction(timezone.localdate)
    count = 100


class PageImportFactory(DjangoModelFactory):
    """A table that was brought."""

    class Meta:
        model = PageImport

    page = factory.SubFactory(CompanyPageFactory)
    content = "date,url\n2026-03-02,https://pages.example/posts/a\n"


class CampaignTeamFactory(DjangoModelFactory):
    """One team a campaign is for: give both."""

    class Meta:
        model = CampaignTeam


class LibraryTargetsFactory(DjangoModelFactory):
    """What the library aims at; the usual bands."""

    class Meta:
        model = LibraryTargets
