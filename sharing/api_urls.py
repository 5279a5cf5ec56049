"""Addresses of this app's API. None schedules, moves or retries a share, and none connects an account."""

from django.urls import URLPattern, path

from sharing.api import accounts, ideas, shares

ORG = "o/<slug:org>/"
SHARE = f"{ORG}shares/<str:public_id>/"

app_name = "sharing"
urlpatterns: list[URLPattern] = [
    path(f"{ORG}ideas/", ideas.IdeaViewSet.as_view({"get": "list"}), name="idea_list"),
    path(f"{ORG}ideas/<str:public_id>/", ideas.IdeaViewSet.as_view({"get": "retrieve"}), name="idea_detail"),
    path(f"{ORG}ideas/<str:public_id>/mark/", ideas.IdeaViewSet.as_view({"put": "mark"}), name="idea_mark"),
    path(f"{ORG}shares/", shares.ShareViewSet.as_view({"get": "list", "post": "create"}), name="share_list"),
    path(
        SHARE,
        shares.ShareViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="share_detail",
    ),
    path(f"{SHARE}cancel/", shares.ShareViewSet.as_view({"post": "cancel"}), name="share_cancel"),
    path(f"{SHARE}copy/", shares.ShareViewSet.as_view({"post": "copy"}), name="share_copy"),
    path(f"{SHARE}answer/", shares.ShareViewSet.as_view({"post": "answer"}), name="share_answer"),
    path(f"{SHARE}done/", shares.ShareViewSet.as_view({"post": "declare_done"}), name="share_done"),
    path(f"{ORG}accounts/", accounts.AccountViewSet.as_view({"get": "list"}), name="account_list"),
    path(
        f"{ORG}accounts/<str:public_id>/", accounts.AccountViewSet.as_view({"get": "retrieve"}), name="account_detail"
    ),
    path(
        f"{ORG}accounts/<str:public_id>/disconnect/",
        accounts.AccountViewSet.as_view({"post": "disconnect"}),
        name="account_disconnect",
    ),
    path(f"{ORG}networks/", ideas.NetworkViewSet.as_view({"get": "list"}), name="network_list"),
    path(f"{ORG}network-applications/", accounts.ApplicationViewSet.as_view({"get": "list"}), name="application_list"),
    path(
        f"{ORG}network-applications/<slug:network>/",
        accounts.ApplicationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="application_detail",
    ),
]
