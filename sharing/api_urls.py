"""Addresses of this app's API. None schedules, moves or retries a share, and none connects an account."""

from django.urls import URLPattern, path

from sharing.api import accounts, crises, ideas, previews, proofreads, shares, weeks

ORG = "o/<slug:org>/"
SHARE = f"{ORG}shares/<str:public_id>/"
READ = f"{ORG}second-reads/<str:public_id>/"

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
    path(f"{SHARE}remove/", shares.ShareViewSet.as_view({"post": "remove"}), name="share_remove"),
    path(f"{SHARE}done/", shares.ShareViewSet.as_view({"post": "declare_done"}), name="share_done"),
    path(f"{SHARE}take-back/", shares.ShareViewSet.as_view({"post": "take_back"}), name="share_take_back"),
    path(f"{SHARE}to-hand/", shares.ShareViewSet.as_view({"post": "to_hand"}), name="share_to_hand"),
    path(f"{SHARE}let-be/", shares.ShareViewSet.as_view({"post": "let_be"}), name="share_let_be"),
    path(
        f"{ORG}second-reads/",
        proofreads.ProofreadViewSet.as_view({"get": "list", "post": "create"}),
        name="proofread_list",
    ),
    path(READ, proofreads.ProofreadViewSet.as_view({"get": "retrieve"}), name="proofread_detail"),
    path(f"{READ}answer/", proofreads.ProofreadViewSet.as_view({"post": "answer"}), name="proofread_answer"),
    path(f"{READ}decline/", proofreads.ProofreadViewSet.as_view({"post": "decline"}), name="proofread_decline"),
    path(f"{READ}withdraw/", proofreads.ProofreadViewSet.as_view({"post": "withdraw"}), name="proofread_withdraw"),
    path(f"{ORG}my-week/", weeks.MyWeekViewSet.as_view({"get": "list"}), name="my_week"),
    path(
        f"{ORG}my-week/<str:public_id>/",
        weeks.MyWeekViewSet.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="my_week_one",
    ),
    path(f"{ORG}my-rules/", weeks.MyRuleViewSet.as_view({"get": "list"}), name="my_rule_list"),
    path(
        f"{ORG}my-rules/<str:public_id>/off/",
        weeks.MyRuleViewSet.as_view({"post": "switch_off"}),
        name="my_rule_off",
    ),
    path(f"{ORG}my-pace/", weeks.MyPaceViewSet.as_view({"get": "retrieve", "put": "update"}), name="my_pace"),
    path(f"{ORG}accounts/", accounts.AccountViewSet.as_view({"get": "list"}), name="account_list"),
    path(
        f"{ORG}accounts/<str:public_id>/", accounts.AccountViewSet.as_view({"get": "retrieve"}), name="account_detail"
    ),
    path(
        f"{ORG}accounts/<str:public_id>/disconnect/",
        accounts.AccountViewSet.as_view({"post": "disconnect"}),
        name="account_disconnect",
    ),
    path(
        f"{ORG}hold/",
        crises.CrisisViewSet.as_view({"get": "retrieve", "post": "start", "delete": "lift"}),
        name="crisis",
    ),
    path(f"{ORG}link-previews/", previews.LinkPreviewViewSet.as_view({"post": "create"}), name="link_preview_list"),
    path(
        f"{ORG}link-previews/<str:public_id>/",
        previews.LinkPreviewViewSet.as_view({"get": "retrieve"}),
        name="link_preview_detail",
    ),
    path(f"{ORG}networks/", ideas.NetworkViewSet.as_view({"get": "list"}), name="network_list"),
    path(f"{ORG}network-applications/", accounts.ApplicationViewSet.as_view({"get": "list"}), name="application_list"),
    path(
        f"{ORG}network-applications/<slug:network>/",
        accounts.ApplicationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="application_detail",
    ),
]
