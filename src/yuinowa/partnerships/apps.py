from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class PartnershipsConfig(AppConfig):
    name = "yuinowa.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import move, retention, rights, sockets, takeout  # noqa: PLC0415  # models are ready only now
        from yuinowa.partnerships import panels, permissions  # noqa: PLC0415
        from yuinowa.partnerships.domain.parties import PARTY_WORKFLOW, PartyState  # noqa: PLC0415
        from yuinowa.partnerships.domain.phases import PARTNERSHIP_WORKFLOW, Phase  # noqa: PLC0415
        from yuinowa.partnerships.models import Partnership, Party  # noqa: PLC0415
        from yuinowa.partnerships.queries import taken_along  # noqa: PLC0415
        from yuinowa.partnerships.services.frame import audience  # noqa: PLC0415

        rights.register(permissions.PARTNERSHIP, permissions.PARTNERSHIP_ALLOW)
        move.register(
            move.Movable(
                model=Partnership,
                workflow=PARTNERSHIP_WORKFLOW,
                roles=permissions.movers_of,
                waited=lambda row, _waits: (row.initiator_id, row.initiator.name),
                state=lambda row: Phase(row.state),
                label=lambda row: row.title,
                url=lambda row: row.get_absolute_url(),
                audience=audience,
            )
        )
        move.register(
            move.Movable(
                model=Party,
                workflow=PARTY_WORKFLOW,
                roles=permissions.roles_toward_party,
                waited=lambda row, _waits: (row.institution_id, row.institution.name),
                state=lambda row: PartyState(row.state),
                label=lambda row: row.partnership.title,
                url=lambda row: row.partnership.get_absolute_url(),
                audience=lambda row: audience(row.partnership),
            )
        )
        retention.register("partnerships.Partnership")
        retention.register("partnerships.Party")
        takeout.with_rows_of("directory.Institution", app="partnerships", Party=taken_along.sides)
        sockets.add_menu(
            sockets.MenuEntry(
                order=50,
                label=pgettext_lazy("menu", "Partnerships"),
                url_name="partnerships:partnership-list",
                prefix="/partnerships/",
                also=("/bodies/", "/meetings/", "/promises/"),
            )
        )
        sockets.add_resident_pages(
            "partnerships:coming-list",
            "partnerships:partnership-list",
            "partnerships:partnership-detail",
            visitors_only=True,
        )
        sockets.add_api_scope(
            sockets.ApiScope(
                "partnerships:read", pgettext_lazy("menu", "Partnerships"), "/api/v1/partnerships"
            )
        )
        # A part plugs itself in: no list of them has to be edited (docs/architecture/partnerships.md).
        for module in iter_modules(panels.__path__):
            import_module(f"{panels.__name__}.{module.name}")
