from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "yuinowa.relations"
    label = "relations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import retention, rights, sockets  # noqa: PLC0415  # models are ready only now
        from yuinowa.relations import panels, permissions  # noqa: PLC0415

        rights.register(permissions.CONTACT, permissions.CONTACT_ALLOW)
        retention.register("relations.Contact", personal="none; the form asks for no names")
        retention.register(
            "relations.ContactVersion",
            personal="id of the person who wrote it",
            keeps="always; ids only",
        )
        sockets.add_home_card("contacts", panels.home_card)
        sockets.add_panel("directory.Institution", panels.institution_panel)
        sockets.add_deed("directory.Institution", panels.record_deed)
        sockets.add_origin("relations.contact", panels.contact_origin)
        from yuinowa.core import takeout  # noqa: PLC0415  # wings are ready only now

        takeout.with_rows_of("relations.Contact", ContactVersion="contact")
        _relations_are_ready()
        _support_is_ready()


def _relations_are_ready() -> None:
    """Relations, what each side says about them, and their depth."""
    from yuinowa.core import retention, rights, sockets, takeout  # noqa: PLC0415
    from yuinowa.relations import panels, permissions  # noqa: PLC0415
    from yuinowa.relations.queries import taken_along  # noqa: PLC0415

    rights.register(permissions.RELATION, permissions.RELATION_ALLOW)
    rights.register(permissions.SIDE_WORDS, permissions.SIDE_WORDS_ALLOW)
    retention.register("relations.Relation", personal="none; the form asks for no names")
    retention.register("relations.RelationBasis")
    retention.register("relations.CoveredTopic")
    retention.register(
        "relations.SideWords", personal="id of the person who wrote it", keeps="always; ids only"
    )
    retention.register("relations.SideTag")
    retention.register(
        "relations.DepthChange",
        personal="id of the person who decided it",
        keeps="always; ids only",
    )
    takeout.with_rows_of(
        "directory.Institution",
        app="relations",
        RelationBasis=taken_along.of_both_sides,
        CoveredTopic=taken_along.of_both_sides,
        DepthChange=taken_along.of_both_sides,
    )
    takeout.with_rows_of("relations.SideWords", SideTag="words")
    sockets.add_panel("directory.Institution", panels.ring_panel)
    sockets.add_deed("directory.Institution", panels.relation_deed)


def _support_is_ready() -> None:
    """Requests for support: who may move them, who is waited for, where they show."""
    from yuinowa.core import move, retention, rights, sockets, waits  # noqa: PLC0415
    from yuinowa.relations import panels, permissions  # noqa: PLC0415
    from yuinowa.relations.domain.support import SUPPORT_WORKFLOW, SupportState  # noqa: PLC0415
    from yuinowa.relations.models import SupportRequest  # noqa: PLC0415
    from yuinowa.relations.permissions.support import roles_toward  # noqa: PLC0415

    rights.register(permissions.SUPPORT_REQUEST, permissions.SUPPORT_REQUEST_ALLOW)
    retention.register("relations.SupportRequest", personal="none; the form asks for no names")
    move.register(
        move.Movable(
            model=SupportRequest,
            workflow=SUPPORT_WORKFLOW,
            roles=roles_toward,
            waited=lambda request, _waits: (request.supporter_id, request.supporter.name),
            state=lambda request: SupportState(request.state),
            # Its matter, as a code: what is asked is for the two sides, and others see turns too.
            label=lambda request: request.topic,
            url=lambda request: request.get_absolute_url(),
            due=lambda request: request.due,
        )
    )
    waits.say_labels("relations.supportrequest", panels.request_in_words)
    sockets.add_origin("relations.support", panels.support_origin)
    sockets.add_deed("directory.Institution", panels.support_deed)
