"""Addresses of this app's API."""

from django.urls import URLPattern, path

from advocacy.people.api import members, mine, organisation

ORG = "o/<slug:org>/"

app_name = "people"
urlpatterns: list[URLPattern] = [
    path(
        f"{ORG}organisation/",
        organisation.OrganisationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="organisation",
    ),
    path(
        f"{ORG}organisation/logo/",
        organisation.LogoViewSet.as_view({"put": "set_logo", "delete": "remove_logo"}),
        name="logo",
    ),
    path(f"{ORG}audit/", organisation.AuditViewSet.as_view({"get": "list"}), name="audit_list"),
    path(f"{ORG}me/", mine.MeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="me"),
    path(
        f"{ORG}me/portrait/",
        mine.PortraitViewSet.as_view({"put": "set_portrait", "delete": "remove_portrait"}),
        name="portrait",
    ),
    path(
        f"{ORG}me/mail/",
        mine.MailChoicesViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="mail_choices",
    ),
    path(f"{ORG}notifications/", mine.NotificationViewSet.as_view({"get": "list"}), name="notification_list"),
    path(
        f"{ORG}notifications/read/",
        mine.NotificationViewSet.as_view({"post": "mark_all_read"}),
        name="notification_read_all",
    ),
    path(
        f"{ORG}notifications/<str:public_id>/read/",
        mine.NotificationViewSet.as_view({"post": "mark_read"}),
        name="notification_read",
    ),
    path(f"{ORG}members/", members.MemberViewSet.as_view({"get": "list"}), name="member_list"),
    path(
        f"{ORG}members/<str:public_id>/",
        members.MemberViewSet.as_view({"get": "retrieve", "delete": "destroy"}),
        name="member_detail",
    ),
    path(
        f"{ORG}members/<str:public_id>/roles/",
        members.MemberViewSet.as_view({"put": "set_roles"}),
        name="member_roles",
    ),
    path(f"{ORG}colleagues/", members.ColleagueViewSet.as_view({"get": "list"}), name="colleague_list"),
    path(f"{ORG}teams/", members.TeamViewSet.as_view({"get": "list", "post": "create"}), name="team_list"),
    path(
        f"{ORG}teams/<str:public_id>/",
        members.TeamViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="team_detail",
    ),
    path(
        f"{ORG}invitations/",
        members.InvitationViewSet.as_view({"get": "list", "post": "create"}),
        name="invitation_list",
    ),
    path(
        f"{ORG}invitations/many/",
        members.InvitationViewSet.as_view({"post": "create_many"}),
        name="invitation_many",
    ),
    path(
        f"{ORG}invitations/<str:public_id>/remind/",
        members.InvitationViewSet.as_view({"post": "remind"}),
        name="invitation_remind",
    ),
    path(
        f"{ORG}invitations/<str:public_id>/withdraw/",
        members.InvitationViewSet.as_view({"post": "withdraw"}),
        name="invitation_withdraw",
    ),
]
