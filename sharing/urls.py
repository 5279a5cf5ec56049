"""Addresses of this app."""

from django.urls import URLPattern, path

from sharing.views import accounts, compose, connect, feed, links, network_settings, shares

app_name = "sharing"
ORG = "o/<slug:org>/"

urlpatterns: list[URLPattern] = [
    path("l/<str:org_code>/<str:code>/", links.open_link, name="tracked_link"),
    path("connect/<slug:network>/callback/", connect.ConnectCallback.as_view(), name="connect_callback"),
    path(f"{ORG}to-share/", feed.Feed.as_view(), name="feed"),
    path(f"{ORG}to-share/topics/", feed.MyTopics.as_view(), name="my_topics"),
    path(f"{ORG}to-share/<str:public_id>/mark/", feed.MarkItem.as_view(), name="item_mark"),
    path(f"{ORG}write/", compose.Compose.as_view(), name="compose"),
    path(f"{ORG}write/preview/", compose.ComposePreview.as_view(), name="compose_preview"),
    path(f"{ORG}shares/", shares.ShareList.as_view(), name="share_list"),
    path(f"{ORG}shares/<str:public_id>/", shares.ShareDetail.as_view(), name="share_detail"),
    path(f"{ORG}shares/<str:public_id>/edit/", shares.ShareEdit.as_view(), name="share_edit"),
    path(f"{ORG}shares/<str:public_id>/move/", shares.ShareMove.as_view(), name="share_move"),
    path(f"{ORG}shares/<str:public_id>/cancel/", shares.ShareCancel.as_view(), name="share_cancel"),
    path(f"{ORG}shares/<str:public_id>/answer/", shares.ShareAnswer.as_view(), name="share_answer"),
    path(f"{ORG}shares/<str:public_id>/retry/", shares.ShareRetry.as_view(), name="share_retry"),
    path(f"{ORG}shares/<str:public_id>/copy/", shares.ShareCopy.as_view(), name="share_copy"),
    path(f"{ORG}shares/<str:public_id>/by-hand/", shares.ShareByHand.as_view(), name="share_by_hand"),
    path(f"{ORG}accounts/", accounts.Accounts.as_view(), name="accounts"),
    path(f"{ORG}accounts/<slug:network>/connect/", connect.Connect.as_view(), name="connect"),
    path(f"{ORG}accounts/<str:public_id>/disconnect/", connect.Disconnect.as_view(), name="disconnect"),
    path(f"{ORG}accounts/<str:public_id>/permit/", connect.Permit.as_view(), name="permit"),
    path(f"{ORG}settings/networks/", network_settings.NetworkSettings.as_view(), name="network_settings"),
    path(f"{ORG}settings/networks/<slug:network>/", network_settings.NetworkEdit.as_view(), name="network_edit"),
]
