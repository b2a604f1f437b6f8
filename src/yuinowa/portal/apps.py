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
        _takeouts_are_ready()
        sockets.add_resident_pages("portal:home", visitors_only=True)
        sockets.add_menu(
            sockets.MenuEntry(
                order=10,
                label=_("Today"),
                url_name="portal:home",
                prefix="/",
                # Contacts and requests are begun from the day's page and have no word of their own in the menu.
                also=("/contacts/", "/support/"),
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


def _takeouts_are_ready() -> None:
    """All that is an institution's as a file."""
    from yuinowa.core import handlers, move, people, retention, sockets  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.portal import panels, permissions, services, tasks  # noqa: PLC0415
    from yuinowa.portal.domain.takeouts import TAKEOUT_WORKFLOW, TakeoutState  # noqa: PLC0415
    from yuinowa.portal.models import Takeout  # noqa: PLC0415
    from yuinowa.portal.services.takeouts import MAKE_JOB  # noqa: PLC0415

    move.register(
        move.Movable(
            model=Takeout,
            workflow=TAKEOUT_WORKFLOW,
            roles=permissions.roles_toward,
            waited=lambda takeout, _waits: (takeout.institution_id, takeout.institution.name),
            state=lambda takeout: TakeoutState(takeout.state),
            label=panels.label_of,
            url=lambda takeout: takeout.get_absolute_url(),
        )
    )
    retention.register(
        "portal.Takeout",
        personal="id of the person who asked; in the file people are numbers",
        keeps="7 days, with its file",
        erase=services.erase_old_takeouts,
    )
    people.named_in("portal.Takeout", "person", "institution__name", "state", "created_at")
    handlers.handler(MAKE_JOB, tasks.make_takeout, lane=Lane.LOOK)
    sockets.add_home_card("round", panels.round_card)
    sockets.add_home_card("operation", panels.operation_card)
    sockets.add_deed("directory.Institution", panels.takeout_deed)
