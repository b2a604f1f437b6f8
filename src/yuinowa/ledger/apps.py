from django.apps import AppConfig
from django.utils.translation import gettext_noop, pgettext_lazy


class LedgerConfig(AppConfig):
    name = "yuinowa.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import (  # noqa: PLC0415  # models are ready only now
            retention,
            rights,
            sockets,
            waits,
        )
        from yuinowa.ledger import panels, permissions  # noqa: PLC0415
        from yuinowa.ledger.labels import choices  # noqa: PLC0415

        sockets.add_resident_pages("ledger:explorer", visitors_only=True)
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
        waits.say_labels("ledger.choice", choices.in_words)
        sockets.add_home_card("year", panels.home_card)
        sockets.add_panel("directory.Institution", panels.institution_panel)
        _taken_along()


def _taken_along() -> None:
    """What an institution takes along when it asks for all that is its own."""
    from yuinowa.core import takeout  # noqa: PLC0415  # wings are ready only now
    from yuinowa.ledger.queries import taken_along  # noqa: PLC0415

    takeout.with_rows_of(
        "ledger.Indicator",
        Indicator_subjects="indicator",
        IndicatorValue="indicator",
        MetricVersion=taken_along.metrics_of,
        TargetValue="target_version__indicator",
        TargetVersion="indicator",
    )
    takeout.with_rows_of("directory.Institution", app="ledger", Context=taken_along.contexts_of)
    takeout.leave_out(
        gettext_noop("Sums, folded from the entries, which are in the file."),
        "ledger.ContextYear",
        "ledger.GivenMonth",
        "ledger.PairYear",
        "ledger.ReceivedMonth",
    )
