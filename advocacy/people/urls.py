"""Addresses of this app: global ones, then those inside an organisation."""

from django.urls import URLPattern, path

from advocacy.people.views import (
    administration,
    entrance,
    mail,
    me,
    new_organisation,
    operations,
    organisations,
    pages,
    pictures,
)

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("health/", operations.Health.as_view(), name="health"),
    path("about/", pages.About.as_view(), name="about"),
    path("privacy/", pages.Privacy.as_view(), name="privacy"),
    path("accessibility/", pages.Accessibility.as_view(), name="accessibility"),
    path("help/", pages.Help.as_view(), name="help"),
    path("mailbox/", pages.Mailbox.as_view(), name="mailbox"),
    path("mailbox/<str:name>/", pages.Mailbox.as_view(), name="mailbox_mail"),
    path("preferences/", entrance.Preferences.as_view(), name="preferences"),
    path("demo/sign-in/", entrance.DemoSignIn.as_view(), name="demo_sign_in"),
    path("portraits/<str:public_id>/", pictures.Portrait.as_view(), name="portrait"),
    path("organisations/", organisations.OrganisationList.as_view(), name="organisation_list"),
    path("organisations/new/", new_organisation.OrganisationNew.as_view(), name="organisation_new"),
    path("organisations/new/<int:step>/", new_organisation.OrganisationNew.as_view(), name="organisation_new_step"),
    path("invitations/<str:token>/", me.Invited.as_view(), name="invitation"),
    path("mail/stop/<str:token>/", mail.MailStop.as_view(), name="mail_stop"),
    # Inside an organisation
    path("o/<slug:org>/", organisations.OrganisationHome.as_view(), name="org_home"),
    path("o/<slug:org>/logo/", pictures.Logo.as_view(), name="logo"),
    path("o/<slug:org>/me/", me.Me.as_view(), name="me"),
    path("o/<slug:org>/me/profile/", me.Profile.as_view(), name="profile"),
    path("o/<slug:org>/me/sign-out-everywhere/", me.SignOutEverywhere.as_view(), name="sign_out_everywhere"),
    path("o/<slug:org>/me/notifications/", mail.MailChoicesPage.as_view(), name="mail_choices"),
    path("o/<slug:org>/me/tokens/", me.TokenList.as_view(), name="api_token_list"),
    path("o/<slug:org>/me/tokens/<str:public_id>/revoke/", me.TokenRevoke.as_view(), name="api_token_revoke"),
    path("o/<slug:org>/notifications/", me.NotificationList.as_view(), name="notification_list"),
    path("o/<slug:org>/notifications/<str:public_id>/", me.NotificationOpen.as_view(), name="notification_open"),
    path("o/<slug:org>/settings/", administration.Settings.as_view(), name="settings"),
    path("o/<slug:org>/settings/members/", administration.MemberList.as_view(), name="member_list"),
    path("o/<slug:org>/settings/members/<str:public_id>/", administration.MemberEdit.as_view(), name="member_edit"),
    path(
        "o/<slug:org>/settings/members/<str:public_id>/remove/",
        administration.MemberRemove.as_view(),
        name="member_remove",
    ),
    path("o/<slug:org>/settings/teams/", administration.TeamList.as_view(), name="team_list"),
    path("o/<slug:org>/settings/teams/new/", administration.TeamNew.as_view(), name="team_new"),
    path("o/<slug:org>/settings/teams/<str:public_id>/", administration.TeamEdit.as_view(), name="team_edit"),
    path(
        "o/<slug:org>/settings/teams/<str:public_id>/delete/", administration.TeamDelete.as_view(), name="team_delete"
    ),
    path("o/<slug:org>/settings/invitations/", administration.InvitationList.as_view(), name="invitation_list"),
    path(
        "o/<slug:org>/settings/invitations/<str:public_id>/remind/",
        administration.InvitationRemind.as_view(),
        name="invitation_remind",
    ),
    path(
        "o/<slug:org>/settings/invitations/<str:public_id>/withdraw/",
        administration.InvitationWithdraw.as_view(),
        name="invitation_withdraw",
    ),
    path("o/<slug:org>/settings/journal/", administration.Journal.as_view(), name="audit_list"),
    path("o/<slug:org>/gallery/", operations.Gallery.as_view(), name="gallery"),
]
