from django.urls import path

from yuinowa.portal.views import health, home, operate, takeouts

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("institutions/<int:pk>/takeout/", takeouts.takeout, name="takeout"),
    path("institutions/<int:pk>/takeout/make/", takeouts.takeout_make, name="takeout-make"),
    path("takeouts/<int:pk>/file.zip", takeouts.takeout_file, name="takeout-file"),
    path("takeouts/<int:pk>/drop/", takeouts.takeout_drop, name="takeout-drop"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.figures, name="metrics"),
    path("operate/", operate.overview, name="operate"),
    path("operate/jobs/", operate.job_list, name="operate-jobs"),
    path("operate/jobs/<int:pk>/again/", operate.job_again, name="operate-job-again"),
    path("operate/mail/", operate.mail_list, name="operate-mail"),
    path("operate/mail/<slug:name>/", operate.mail_detail, name="operate-letter"),
    path("operate/schedule/", operate.schedule, name="operate-schedule"),
    path("operate/settings/", operate.settings_in_effect, name="operate-settings"),
    path("operate/hosts/", operate.hosts, name="operate-hosts"),
]
