"""Addresses of signing in, the account, teams, invitations and reports; allauth's keep their own names."""

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from colonnade.people.views import account, concerns, invitations, sign_in, signatures, team

own = [
    path("", account.account, name="account"),
    path("export/", account.export, name="export"),
    path("erase/", account.erase, name="erase"),
    path("erased/", account.erased, name="erased"),
    path("devices/", account.devices, name="devices"),
    path("link/", sign_in.link_request, name="link-request"),
    path("link/sent/", sign_in.link_sent, name="link-sent"),
    path("link/<slug:secret>/", sign_in.link, name="link"),
    path("invitation/<slug:secret>/", invitations.invitation, name="invitation"),
    path("my-invitation/<uuid:uuid>/", invitations.my_invitation, name="my-invitation"),
    path("operators/", team.team, name="operators"),
    path("operators/invite/", team.invite, name="operator-invite"),
    path("team/<uuid:scope_id>/", team.team, name="team"),
    path("team/<uuid:scope_id>/invite/", team.invite, name="team-invite"),
    path("invitations/<uuid:uuid>/withdraw/", team.withdraw, name="invitation-withdraw"),
    path("roles/<int:pk>/end/", team.revoke, name="role-revoke"),
    path("sign/<str:secret>/", signatures.sign, name="signature"),
    path("signatures/<uuid:uuid>/withdraw/", signatures.withdraw, name="signature-withdraw"),
    path("report/", concerns.concern, name="concern"),
    path("reports/", concerns.concerns_everywhere, name="concerns-everywhere"),
    path("reports/<uuid:scope_id>/", concerns.concerns, name="concerns"),
    path("report/<uuid:uuid>/close/", concerns.close, name="concern-close"),
]

urlpatterns = [
    path("", include((own, "people"))),
    # Allauth forgets to say that whoever signs in with a passkey is not signed in yet.
    path("second-step/webauthn/login/", login_not_required(login_webauthn), name="mfa_login_webauthn"),
    path("second-step/recovery-codes/", account.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/recovery-codes/download/",
        account.recovery_codes_file,
        name="mfa_download_recovery_codes",
    ),
    path("second-step/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
