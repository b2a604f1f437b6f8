from django.urls import path

from yuinowa.accounts.views import (
    again,
    claim_office,
    claims,
    invitations,
    me,
    own_data,
    people,
    second,
    security,
    sign_in,
    trail,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/passkey/", sign_in.sign_in_passkey, name="sign-in-passkey"),
    path("sign-in/passkey/options/", sign_in.sign_in_options, name="sign-in-options"),
    path("second/", second.second, name="second"),
    path("second/passkey/", second.second_passkey, name="second-passkey"),
    path("second/passkey/options/", second.second_options, name="second-options"),
    path("again/", again.again, name="again"),
    path("again/passkey/", again.again_passkey, name="again-passkey"),
    path("again/passkey/options/", again.again_options, name="again-options"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("acting/", sign_in.acting, name="acting"),
    path("me/", me.me, name="me"),
    path("me/language/", me.me_language, name="me-language"),
    path("me/password/", me.me_password, name="me-password"),
    path("me/sessions/end-others/", me.sessions_end_others, name="sessions-end-others"),
    path("me/sessions/<int:pk>/end/", me.session_end, name="session-end"),
    path("institutions/<int:institution>/people/", people.people, name="people"),
    path(
        "institutions/<int:institution>/invite/", invitations.invitation_new, name="invitation-new"
    ),
    path("affiliations/<int:pk>/", people.affiliation, name="affiliation"),
    path("affiliations/<int:pk>/end/", people.affiliation_end, name="affiliation-end"),
    path("invitations/<int:pk>/again/", invitations.invitation_again, name="invitation-again"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("invitation/<str:token>/", invitations.invitation_take, name="invitation-take"),
    path("me/security/", security.security, name="security"),
    path("me/security/passkeys/add/", security.passkey_add, name="security-passkey-add"),
    path(
        "me/security/passkeys/options/", security.passkey_options, name="security-passkey-options"
    ),
    path("me/security/apps/add/", security.app_add, name="security-app-add"),
    path("me/security/apps/<int:pk>/", security.app_confirm, name="security-app-confirm"),
    path("me/security/recovery-codes/", security.recovery_new, name="security-recovery-new"),
    path("me/security/<slug:kind>/<int:pk>/", security.factor_name, name="security-name"),
    path(
        "me/security/<slug:kind>/<int:pk>/remove/", security.factor_remove, name="security-remove"
    ),
    path("institutions/<int:institution>/claim/", claims.claim_new, name="claim-new"),
    path("register/", claims.registration_new, name="registration-new"),
    path("claims/sent/", claims.claim_sent, name="claim-sent"),
    path("claims/done/", claims.claim_done, name="claim-done"),
    path("claims/confirm/<str:token>/", claims.claim_confirm, name="claim-confirm"),
    path("claims/code/<str:token>/", claims.claim_code, name="claim-code"),
    path("claims/answer/<str:token>/", claims.claim_answer, name="claim-answer"),
    path("claims/", claim_office.claim_list, name="claim-list"),
    path("claims/<int:pk>/", claim_office.claim_detail, name="claim-detail"),
    path("claims/<int:pk>/letter/", claim_office.claim_letter, name="claim-letter"),
    path("claims/<int:pk>/<str:action>/", claim_office.claim_act, name="claim-act"),
    path("me/data.zip", own_data.me_data, name="me-data"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export.csv", trail.trail_export, name="trail-export"),
    path("disclosures/", trail.disclosures, name="disclosures"),
    path("disclosures/export.csv", trail.disclosures_export, name="disclosures-export"),
    path("erasures/", trail.erasures, name="erasures"),
]
