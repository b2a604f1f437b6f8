from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "yuinowa.relations"
    label = "relations"
    default_auto_field = "django.db.models.BigAutoField"
