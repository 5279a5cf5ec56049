"""Addresses of this app."""

from django.urls import URLPattern, path

from content_library.views import assets, calendar, editor, inbox, item, library, proposals, reviews, subjects, versions

app_name = "content_library"
urlpatterns: list[URLPattern] = [
    path("o/<slug:org>/library/", library.ItemList.as_view(), name="item_list"),
    path("o/<slug:org>/library/several/", library.ItemBulk.as_view(), name="item_bulk"),
    path("o/<slug:org>/library/reviews/", reviews.ReviewList.as_view(), name="review_list"),
    path("o/<slug:org>/library/new/", editor.ItemNew.as_view(), name="item_new"),
    path("o/<slug:org>/library/topics/", subjects.TopicList.as_view(), name="topic_list"),
    path("o/<slug:org>/library/topics/<str:public_id>/rename/", subjects.TopicRename.as_view(), name="topic_rename"),
    path("o/<slug:org>/library/topics/<str:public_id>/delete/", subjects.TopicDelete.as_view(), name="topic_delete"),
    path("o/<slug:org>/library/<str:public_id>/", item.ItemDetail.as_view(), name="item_detail"),
    path("o/<slug:org>/library/<str:public_id>/edit/", editor.ItemEdit.as_view(), name="item_edit"),
    path("o/<slug:org>/library/<str:public_id>/submit/", item.ItemSubmit.as_view(), name="item_submit"),
    path("o/<slug:org>/library/<str:public_id>/publish/", item.ItemPublish.as_view(), name="item_publish"),
    path("o/<slug:org>/library/<str:public_id>/unpublish/", item.ItemUnpublish.as_view(), name="item_unpublish"),
    path("o/<slug:org>/library/<str:public_id>/archive/", item.ItemArchive.as_view(), name="item_archive"),
    path("o/<slug:org>/library/<str:public_id>/duplicate/", item.ItemDuplicate.as_view(), name="item_duplicate"),
    path("o/<slug:org>/library/<str:public_id>/prolong/", item.ItemProlong.as_view(), name="item_prolong"),
    path("o/<slug:org>/library/<str:public_id>/review/", reviews.ReviewPage.as_view(), name="review"),
    path("o/<slug:org>/library/<str:public_id>/versions/", versions.VersionList.as_view(), name="version_list"),
    path(
        "o/<slug:org>/library/<str:public_id>/versions/<int:number>/",
        versions.VersionDetail.as_view(),
        name="version_detail",
    ),
    path(
        "o/<slug:org>/library/<str:public_id>/versions/<int:number>/restore/",
        versions.VersionRestore.as_view(),
        name="version_restore",
    ),
    path("o/<slug:org>/library/<str:public_id>/page-post/", item.ItemPagePost.as_view(), name="item_page_post"),
    path("o/<slug:org>/library/<str:public_id>/announced/", item.ItemAnnounced.as_view(), name="item_announced"),
    path("o/<slug:org>/calendar/", calendar.CalendarWeek.as_view(), name="calendar"),
    path("o/<slug:org>/calendar/month/", calendar.CalendarMonth.as_view(), name="calendar_month"),
    path("o/<slug:org>/calendar/rhythm/", calendar.CadenceEdit.as_view(), name="cadence"),
    path("o/<slug:org>/calendar/<str:public_id>/move/", calendar.PageMove.as_view(), name="page_move"),
    path("o/<slug:org>/campaigns/", subjects.CampaignList.as_view(), name="campaign_list"),
    path("o/<slug:org>/campaigns/new/", subjects.CampaignNew.as_view(), name="campaign_new"),
    path("o/<slug:org>/campaigns/<str:public_id>/edit/", subjects.CampaignEdit.as_view(), name="campaign_edit"),
    path(
        "o/<slug:org>/campaigns/<str:public_id>/archive/", subjects.CampaignArchive.as_view(), name="campaign_archive"
    ),
    path(
        "o/<slug:org>/campaigns/<str:public_id>/restore/", subjects.CampaignRestore.as_view(), name="campaign_restore"
    ),
    path("share-target/", proposals.ShareTarget.as_view(), name="share_target"),
    path("o/<slug:org>/my-proposals/", proposals.MyProposals.as_view(), name="my_proposals"),
    path("o/<slug:org>/my-proposals/new/", proposals.ProposalNew.as_view(), name="proposal_new"),
    path("o/<slug:org>/my-proposals/button/", proposals.ProposeButton.as_view(), name="propose_button"),
    path("o/<slug:org>/my-proposals/<str:public_id>/", proposals.MyProposal.as_view(), name="my_proposal"),
    path(
        "o/<slug:org>/my-proposals/<str:public_id>/withdraw/",
        proposals.ProposalWithdraw.as_view(),
        name="proposal_withdraw",
    ),
    path("o/<slug:org>/my-proposals/<str:public_id>/pass/", proposals.BriefPass.as_view(), name="brief_pass"),
    path("o/<slug:org>/proposals/", inbox.Inbox.as_view(), name="inbox"),
    path("o/<slug:org>/proposals/brief/", inbox.BriefNew.as_view(), name="brief_new"),
    path("o/<slug:org>/proposals/<str:public_id>/", inbox.ProposalAnswer.as_view(), name="proposal"),
    path("o/<slug:org>/proposals/<str:public_id>/offer/", inbox.BriefOffer.as_view(), name="brief_offer"),
    path("o/<slug:org>/proposals/<str:public_id>/call-off/", inbox.BriefCallOff.as_view(), name="brief_call_off"),
    path("o/<slug:org>/assets/<str:public_id>/<str:size>/", assets.AssetFile.as_view(), name="asset"),
    path("o/<slug:org>/documents/<str:public_id>/", assets.DocumentFile.as_view(), name="document"),
]
