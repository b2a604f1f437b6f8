from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LedgerConfig(AppConfig):
    name = "yuinowa.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import retention, rights, sockets  # noqa: PLC0415  # models are ready only now
        from yuinowa.ledger import panels, permissions  # noqa: PLC0415

        for scope, allow in permissions.TABLES:
            rights.register(scope, allow)
        for model in ("Entry", "Choice", "Closing"):
            retention.register(
                f"ledger.{model}",
                personal="id of the person who wrote it",
                keeps="always; ids only",
            )
        for model in (
            "Context",
            "Statement",
            "PairYear",
            "GivenMonth",
            "ReceivedMonth",
            "ContextYear",
        ):
            retention.register(f"ledger.{model}")
        for model in ("Indicator", "TargetValue"):
            retention.register(f"ledger.{model}")
        for model in ("MetricVersion", "TargetVersion", "IndicatorValue"):
            retention.register(
                f"ledger.{model}",
                personal="id of the person who set or confirmed it",
                keeps="always; ids only",
            )
        sockets.add_menu(
            sockets.MenuEntry(70, pgettext_lazy("menu", "Ledger"), "ledger:explorer", "/ledger/")
        )
        sockets.add_home_card(panels.home_card)
        sockets.add_panel("directory.Institution", panels.institution_panel)
        from yuinowa.core import takeout  # noqa: PLC0415  # wings are ready only now

        takeout.with_rows_of(
            "ledger.Indicator",
            TargetVersion="indicator",
            TargetValue="target_version__indicator",
            IndicatorValue="indicator",
        )
