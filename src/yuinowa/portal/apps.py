from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "yuinowa.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import rights, sockets  # noqa: PLC0415  # wings are ready only now
        from yuinowa.portal import permissions  # noqa: PLC0415

        for scope, allow in permissions.TABLES:
            rights.register(scope, allow)
        sockets.add_menu(
            sockets.MenuEntry(
                order=10,
                label=_("Today"),
                url_name="portal:home",
                prefix="/",
                # Contacts are begun from the day's page and have no word of their own in the menu.
                also=("/contacts/",),
                shown=lambda actor: actor.is_signed_in,
                counts_turns=True,
            )
        )
        sockets.add_menu(
            sockets.MenuEntry(
                order=90,
                label=_("Operation"),
                url_name="portal:operate",
                prefix="/operate/",
                shown=lambda actor: actor.has(rights.Role.OPERATOR),
            )
        )
