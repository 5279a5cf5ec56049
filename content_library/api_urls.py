"""Addresses of this app's API."""

from django.urls import URLPattern, path

from content_library.api import items, proposals, reviews, sources, subjects, versions

ORG = "o/<slug:org>/"
ITEM = f"{ORG}items/<str:public_id>/"
MINE = f"{ORG}my-proposals/<str:public_id>/"
PROPOSAL = f"{ORG}proposals/<str:public_id>/"
SOURCE = f"{ORG}sources/<str:public_id>/"
ENTRY = f"{ORG}entries/<str:public_id>/"

app_name = "content_library"
urlpatterns: list[URLPattern] = [
    path(f"{ORG}items/", items.ItemViewSet.as_view({"get": "list", "post": "create"}), name="item_list"),
    path(ITEM, items.ItemViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="item_detail"),
    path(f"{ITEM}readiness/", items.ItemViewSet.as_view({"get": "readiness"}), name="item_readiness"),
    path(f"{ITEM}history/", items.ItemViewSet.as_view({"get": "history"}), name="item_history"),
    path(f"{ITEM}submit/", items.ItemViewSet.as_view({"post": "submit"}), name="item_submit"),
    path(f"{ITEM}publish/", items.ItemViewSet.as_view({"post": "publish"}), name="item_publish"),
    path(f"{ITEM}unpublish/", items.ItemViewSet.as_view({"post": "unpublish"}), name="item_unpublish"),
    path(f"{ITEM}archive/", items.ItemViewSet.as_view({"post": "archive"}), name="item_archive"),
    path(f"{ITEM}prolong/", items.ItemViewSet.as_view({"post": "prolong"}), name="item_prolong"),
    path(f"{ITEM}duplicate/", items.ItemViewSet.as_view({"post": "duplicate"}), name="item_duplicate"),
    path(f"{ITEM}page-post/", items.ItemViewSet.as_view({"post": "page_post"}), name="item_page_post"),
    path(f"{ORG}my-reviews/", reviews.ReviewViewSet.as_view({"get": "list"}), name="review_list"),
    path(f"{ITEM}review/", reviews.ReviewViewSet.as_view({"get": "retrieve", "post": "ask"}), name="review"),
    path(f"{ITEM}review/answer/", reviews.ReviewViewSet.as_view({"post": "answer"}), name="review_answer"),
    path(f"{ITEM}review/comment/", reviews.ReviewViewSet.as_view({"post": "comment"}), name="review_comment"),
    path(f"{ITEM}review/withdraw/", reviews.ReviewViewSet.as_view({"post": "withdraw"}), name="review_withdraw"),
    path(
        f"{ITEM}review/suggestions/<str:suggestion_id>/accept/",
        reviews.ReviewViewSet.as_view({"post": "accept"}),
        name="suggestion_accept",
    ),
    path(
        f"{ITEM}review/suggestions/<str:suggestion_id>/decline/",
        reviews.ReviewViewSet.as_view({"post": "decline"}),
        name="suggestion_decline",
    ),
    path(f"{ITEM}versions/", versions.VersionViewSet.as_view({"get": "list"}), name="version_list"),
    path(
        f"{ITEM}versions/<str:number>/",
        versions.VersionViewSet.as_view({"get": "retrieve"}),
        name="version_detail",
    ),
    path(
        f"{ITEM}versions/<str:number>/restore/",
        versions.VersionViewSet.as_view({"post": "restore"}),
        name="version_restore",
    ),
    path(f"{ITEM}announced/", items.ItemViewSet.as_view({"post": "announced"}), name="item_announced"),
    path(f"{ORG}link-lookups/", sources.LookupViewSet.as_view({"post": "create"}), name="lookup_list"),
    path(
        f"{ORG}link-lookups/<str:public_id>/",
        sources.LookupViewSet.as_view({"get": "retrieve"}),
        name="lookup_detail",
    ),
    path(f"{ORG}sources/", sources.SourceViewSet.as_view({"get": "list", "post": "create"}), name="source_list"),
    path(
        SOURCE,
        sources.SourceViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="source_detail",
    ),
    path(f"{SOURCE}read/", sources.SourceViewSet.as_view({"post": "read_now"}), name="source_read"),
    path(f"{SOURCE}sleep/", sources.SourceViewSet.as_view({"post": "sleep"}), name="source_sleep"),
    path(f"{SOURCE}wake/", sources.SourceViewSet.as_view({"post": "wake"}), name="source_wake"),
    path(f"{ORG}entries/", sources.EntryViewSet.as_view({"get": "list"}), name="entry_list"),
    path(f"{ENTRY}accept/", sources.EntryViewSet.as_view({"post": "accept"}), name="entry_accept"),
    path(f"{ENTRY}dismiss/", sources.EntryViewSet.as_view({"post": "dismiss"}), name="entry_dismiss"),
    path(f"{ENTRY}reopen/", sources.EntryViewSet.as_view({"post": "reopen"}), name="entry_reopen"),
    path(f"{ORG}campaigns/", subjects.CampaignViewSet.as_view({"get": "list", "post": "create"}), name="campaign_list"),
    path(
        f"{ORG}campaigns/<str:public_id>/",
        subjects.CampaignViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="campaign_detail",
    ),
    path(
        f"{ORG}campaigns/<str:public_id>/archive/",
        subjects.CampaignViewSet.as_view({"post": "archive"}),
        name="campaign_archive",
    ),
    path(
        f"{ORG}campaigns/<str:public_id>/restore/",
        subjects.CampaignViewSet.as_view({"post": "restore"}),
        name="campaign_restore",
    ),
    path(f"{ORG}topics/", subjects.TopicViewSet.as_view({"get": "list", "post": "create"}), name="topic_list"),
    path(
        f"{ORG}topics/<str:public_id>/",
        subjects.TopicViewSet.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="topic_detail",
    ),
    path(f"{ORG}my-topics/", subjects.MyTopicViewSet.as_view({"get": "list"}), name="my_topic_list"),
    path(
        f"{ORG}my-topics/<str:public_id>/follow/",
        subjects.MyTopicViewSet.as_view({"post": "follow"}),
        name="topic_follow",
    ),
    path(
        f"{ORG}my-topics/<str:public_id>/unfollow/",
        subjects.MyTopicViewSet.as_view({"post": "unfollow"}),
        name="topic_unfollow",
    ),
    path(f"{ORG}assets/", subjects.AssetViewSet.as_view({"post": "create"}), name="asset_list"),
    path(
        f"{ORG}assets/<str:public_id>/",
        subjects.AssetViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="asset_detail",
    ),
    path(f"{ORG}pictures/", subjects.PictureViewSet.as_view({"post": "create"}), name="picture_list"),
    path(
        f"{ORG}pictures/<str:public_id>/",
        subjects.PictureViewSet.as_view({"patch": "partial_update"}),
        name="picture_detail",
    ),
    path(f"{ORG}documents/", subjects.DocumentViewSet.as_view({"post": "create"}), name="document_list"),
    path(
        f"{ORG}documents/<str:public_id>/",
        subjects.DocumentViewSet.as_view({"get": "retrieve"}),
        name="document_detail",
    ),
    path(
        f"{ORG}my-proposals/",
        proposals.MyProposalViewSet.as_view({"get": "list", "post": "create"}),
        name="my_proposal_list",
    ),
    path(MINE, proposals.MyProposalViewSet.as_view({"get": "retrieve"}), name="my_proposal_detail"),
    path(f"{MINE}withdraw/", proposals.MyProposalViewSet.as_view({"post": "withdraw"}), name="my_proposal_withdraw"),
    path(f"{MINE}answer/", proposals.MyProposalViewSet.as_view({"post": "answer"}), name="my_proposal_answer"),
    path(
        f"{MINE}contribute/", proposals.MyProposalViewSet.as_view({"post": "contribute"}), name="my_proposal_contribute"
    ),
    path(f"{MINE}pass/", proposals.MyProposalViewSet.as_view({"post": "pass_on"}), name="my_proposal_pass"),
    path(
        f"{ORG}proposals/", proposals.ProposalViewSet.as_view({"get": "list", "post": "create"}), name="proposal_list"
    ),
    path(PROPOSAL, proposals.ProposalViewSet.as_view({"get": "retrieve"}), name="proposal_detail"),
    path(f"{PROPOSAL}accept/", proposals.ProposalViewSet.as_view({"post": "accept"}), name="proposal_accept"),
    path(f"{PROPOSAL}ask/", proposals.ProposalViewSet.as_view({"post": "ask"}), name="proposal_ask"),
    path(f"{PROPOSAL}decline/", proposals.ProposalViewSet.as_view({"post": "decline"}), name="proposal_decline"),
    path(f"{PROPOSAL}offer/", proposals.ProposalViewSet.as_view({"post": "offer"}), name="proposal_offer"),
    path(f"{PROPOSAL}call-off/", proposals.ProposalViewSet.as_view({"post": "call_off"}), name="proposal_call_off"),
]
