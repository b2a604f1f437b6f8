from django.urls import path

from yuinowa.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("acting/", views.acting, name="acting"),
    path("me/", views.me, name="me"),
    path("me/language/", views.me_language, name="me-language"),
    path("me/password/", views.me_password, name="me-password"),
    path("me/sessions/end-others/", views.sessions_end_others, name="sessions-end-others"),
    path("me/sessions/<int:pk>/end/", views.session_end, name="session-end"),
]
