from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "yuinowa.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import sockets  # noqa: PLC0415  # wings are ready only now

        sockets.add_menu(
            sockets.MenuEntry(
                order=10,
                label=_("Today"),
                url_name="portal:home",
                prefix="/",
                shown=lambda actor: actor.is_signed_in,
                counts_turns=True,
            )
        )
