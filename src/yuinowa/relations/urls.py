from django.urls import path

from yuinowa.relations import views

app_name = "relations"
urlpatterns = [
    path("", views.contact_list, name="contact-list"),
    path("new/", views.contact_new, name="contact-new"),
    path("with/<int:institution>/", views.contact_pair, name="contact-pair"),
    path("<int:pk>/", views.contact_detail, name="contact-detail"),
    path("<int:pk>/correct/", views.contact_correct, name="contact-correct"),
    path("<int:pk>/withdraw/", views.contact_withdraw, name="contact-withdraw"),
]
