from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "yuinowa.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import move, retention, rights, takeout  # noqa: PLC0415  # models are ready only now
        from yuinowa.governance import permissions  # noqa: PLC0415
        from yuinowa.governance.domain.meetings import (  # noqa: PLC0415
            MEETING_WORKFLOW,
            MeetingState,
        )
        from yuinowa.governance.models import Meeting  # noqa: PLC0415
        from yuinowa.governance.services.bodies import sides_of  # noqa: PLC0415

        rights.register(permissions.BODY, permissions.BODY_ALLOW)
        rights.register(permissions.MEETING, permissions.MEETING_ALLOW)
        rights.register(permissions.PROMISE, permissions.PROMISE_ALLOW)
        move.register(
            move.Movable(
                model=Meeting,
                workflow=MEETING_WORKFLOW,
                roles=permissions.roles_toward,
                waited=lambda meeting, _waits: (meeting.called_by_id, meeting.called_by.name),
                state=lambda meeting: MeetingState(meeting.state),
                label=lambda meeting: meeting.body.title,
                url=lambda meeting: meeting.get_absolute_url(),
                audience=lambda meeting: sides_of(meeting.body),
            )
        )
        for table in ("Body", "BodySide", "Attendance"):
            retention.register(f"governance.{table}")
        for table in ("Meeting", "Decision", "Promise"):
            retention.register(f"governance.{table}")  # the forms ask for no names
        retention.register(
            "governance.MinutesAgreement",
            personal="id of the person who agreed",
            keeps="always; ids only",
        )
        takeout.with_rows_of(
            "directory.Institution",
            app="governance",
            BodySide="institution",
            Attendance="institution",
            MinutesAgreement="institution",
            Decision="meeting__attendances__institution",
        )
