from django.urls import path

from yuinowa.accounts.views import invitations, me, people, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("again/", sign_in.again, name="again"),
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
]
