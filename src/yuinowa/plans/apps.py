from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "yuinowa.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Only now are the models ready.
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from yuinowa.core import handlers, jobs, move, retention, rights, sockets  # noqa: PLC0415
        from yuinowa.core.models import Lane  # noqa: PLC0415
        from yuinowa.kernel.fiscal import FiscalYear  # noqa: PLC0415
        from yuinowa.plans import panels, permissions, tasks  # noqa: PLC0415
        from yuinowa.plans.domain.comments import COMMENT_WORKFLOW, CommentState  # noqa: PLC0415
        from yuinowa.plans.domain.returned import FORM_WORKFLOW, FormState  # noqa: PLC0415
        from yuinowa.plans.domain.round import ROUND_WORKFLOW, RoundState  # noqa: PLC0415
        from yuinowa.plans.domain.sheet import SHEET_WORKFLOW, SheetState  # noqa: PLC0415
        from yuinowa.plans.models import (  # noqa: PLC0415
            FilledForm,
            PlanYear,
            Sheet,
            SheetComment,
        )
        from yuinowa.plans.queries import rounds  # noqa: PLC0415

        sockets.add_api_scope(sockets.ApiScope("plans:read", _("Plans"), "/api/v1/plans"))
        sockets.add_resident_pages(
            "plans:plan-list",
            "plans:plan-detail",
            "plans:plan-years",
            "plans:project-detail",
            "plans:sheet-detail",
            "plans:comparison-municipalities",
            "plans:comparison-plans",
        )
        rights.register(permissions.PLAN_SCOPE, permissions.PLAN_ALLOW)
        rights.register(permissions.SHEET_SCOPE, permissions.SHEET_ALLOW)
        rights.register(permissions.ROUND_SCOPE, permissions.ROUND_ALLOW)
        rights.register(permissions.COMMENT_SCOPE, permissions.COMMENT_ALLOW)
        rights.register(permissions.EDITION_SCOPE, permissions.EDITION_ALLOW)
        rights.register(permissions.EDITION_RUN_SCOPE, permissions.EDITION_RUN_ALLOW)
        rights.register(permissions.FORM_SCOPE, permissions.FORM_ALLOW)
        move.register(
            move.Movable(
                model=Sheet,
                workflow=SHEET_WORKFLOW,
                roles=permissions.roles_toward,
                waited=lambda sheet, _waits: (
                    sheet.project.plan.owner_id,
                    sheet.project.plan.owner.name,
                ),
                state=lambda sheet: SheetState(sheet.state),
                label=lambda sheet: f"{sheet.project.number} {sheet.name}",
                url=lambda sheet: sheet.get_absolute_url(),
                due=rounds.due_of,
            )
        )
        move.register(
            move.Movable(
                model=PlanYear,
                workflow=ROUND_WORKFLOW,
                roles=permissions.roles_in_round,
                waited=lambda year, _waits: (year.plan.owner_id, year.plan.owner.name),
                state=lambda year: RoundState(year.state),
                label=lambda year: f"{year.plan.name} {FiscalYear(year.fiscal_year).label}",
                url=lambda year: year.get_absolute_url(),
                due=lambda year: year.publish_by,
            )
        )
        move.register(
            move.Movable(
                model=SheetComment,
                workflow=COMMENT_WORKFLOW,
                roles=permissions.roles_in_comment,
                waited=lambda comment, _waits: (
                    comment.sheet.project.plan.owner_id,
                    comment.sheet.project.plan.owner.name,
                ),
                state=lambda comment: CommentState(comment.state),
                label=lambda comment: (
                    _("Comment: %(sheet)s")
                    % {"sheet": f"{comment.sheet.project.number} {comment.sheet.name}"}
                ),
                url=lambda comment: comment.get_absolute_url(),
            )
        )
        _let_editions_move()
        _let_jobs_run()
        _link_partnerships()
        move.register(
            move.Movable(
                model=FilledForm,
                workflow=FORM_WORKFLOW,
                roles=permissions.roles_toward_form,
                waited=lambda form, _waits: (form.plan.owner_id, form.plan.owner.name),
                state=lambda form: FormState(form.state),
                label=lambda form: form.file_name,
                url=lambda form: form.get_absolute_url(),
            )
        )
        handlers.subscribe(
            "accounts.RolesChanged", "plans.ask-owner", tasks.ask_owner, lane=Lane.DESK
        )
        handlers.handler("plans.ask-everywhere", tasks.ask_everywhere, lane=Lane.DESK)
        jobs.every("ask-for-checkers", "50 5 * * *", "plans.ask-everywhere")
        sockets.add_assignable(panels.assignable)
        sockets.add_panel("ledger.Indicator", panels.indicator_panel)
        sockets.add_menu(
            sockets.MenuEntry(
                order=60, label=_("Plans"), url_name="plans:plan-list", prefix="/plans/"
            )
        )
        for model in (
            "Plan", "ScaleStep", "Goal", "Measure", "Project", "PlannedAction", "IndicatorSlot",
            "SheetFigure", "SheetCell", "SheetLine", "LineResult", "EditionChange", "OwnForm",
            "FilledSheet",
        ):  # fmt: skip
            retention.register(f"plans.{model}")
        retention.register(
            "plans.RatingRule", personal="id of who decided", keeps="always; ids only"
        )
        retention.register(
            "plans.RatingRecord", personal="id of who decided", keeps="always; ids only"
        )
        retention.register(
            "plans.OutsideReview", personal="id of who recorded it", keeps="always; ids only"
        )
        retention.register(
            "plans.FilledForm", personal="id of who sent the file", keeps="always; ids only"
        )
        retention.register(
            "plans.PlanYear",
            personal="id of who opened, id of who closed",
            keeps="always; ids only",
        )
        retention.register(
            "plans.Edition",
            personal="id of who prepared, id of who published",
            keeps="always; ids only",
        )
        retention.register(
            "plans.EditionFigure",
            personal="id of who recorded, id of who confirmed",
            keeps="always; ids only",
        )
        retention.register(
            "plans.Sheet",
            personal="ids of who entered, submitted and checked",
            keeps="always; ids only",
        )
        retention.register(
            "plans.SheetComment",
            personal="id of who began it, id of who settled it",
            keeps="always; ids only",
        )
        retention.register(
            "plans.CommentText", personal="id of who wrote it", keeps="always; ids only"
        )
        retention.register(
            "plans.ClaimCheck", personal="id of who saw it", keeps="always; ids only"
        )
        retention.register(
            "plans.PartnerMention", personal="id of who decided", keeps="always; ids only"
        )
        retention.register(
            "plans.ProjectEvidence", personal="id of who linked it", keeps="always; ids only"
        )
        from yuinowa.core import takeout  # noqa: PLC0415  # wings are ready only now

        takeout.with_rows_of(
            "plans.Plan",
            ScaleStep="plan",
            Goal="plan",
            Measure="goal__plan",
            Project="plan",
            PlannedAction="project__plan",
            IndicatorSlot="project__plan",
            SheetFigure="sheet__project__plan",
            SheetCell="sheet__project__plan",
            SheetLine="sheet__project__plan",
            LineResult="line__sheet__project__plan",
            RatingRule="plan",
            RatingRecord="sheet__project__plan",
            OutsideReview="project__plan",
            CommentText="comment__sheet__project__plan",
            ClaimCheck="sheet__project__plan",
            EditionFigure="edition__plan",
            EditionChange="edition__plan",
            OwnForm="plan",
            FilledSheet="form__plan",
            FileRun="plan",
            PartnerMention="project__plan",
            ProjectEvidence="project__plan",
        )


def _let_editions_move() -> None:
    from yuinowa.core import move  # noqa: PLC0415  # only now are the models ready
    from yuinowa.kernel.fiscal import FiscalYear  # noqa: PLC0415
    from yuinowa.plans import permissions  # noqa: PLC0415
    from yuinowa.plans.domain.edition import EDITION_WORKFLOW, EditionState  # noqa: PLC0415
    from yuinowa.plans.models import Edition  # noqa: PLC0415

    move.register(
        move.Movable(
            model=Edition,
            workflow=EDITION_WORKFLOW,
            roles=permissions.roles_of_edition,
            waited=lambda edition, _waits: (edition.plan.owner_id, edition.plan.owner.name),
            state=lambda edition: EditionState(edition.state),
            label=lambda edition: (
                f"{edition.plan.name} {FiscalYear(edition.fiscal_year).label} 第{edition.number}版"
            ),
            url=lambda edition: edition.get_absolute_url(),
        )
    )


def _let_jobs_run() -> None:
    from yuinowa.core import handlers, move, retention  # noqa: PLC0415  # only now are the models ready
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.plans import permissions, tasks  # noqa: PLC0415
    from yuinowa.plans.domain.run import RUN_WORKFLOW, RunState  # noqa: PLC0415
    from yuinowa.plans.models import EditionRun, FileRun  # noqa: PLC0415
    from yuinowa.plans.services import edition_runs, file_runs  # noqa: PLC0415

    handlers.handler(
        edition_runs.CARRY_OUT,
        tasks.carry_out_edition,
        lane=Lane.LOOK,
        given_up=tasks.give_up_edition,
    )
    handlers.handler(
        file_runs.CARRY_OUT, tasks.carry_out_file, lane=Lane.LOOK, given_up=tasks.give_up_file
    )
    for name, erase in (
        ("EditionRun", edition_runs.erase_old_edition_runs),
        ("FileRun", file_runs.erase_old_files),
    ):
        retention.register(
            f"plans.{name}", personal="id of who asked for it", keeps="30 days", erase=erase
        )
    for model in (EditionRun, FileRun):
        move.register(
            move.Movable(
                model=model,
                workflow=RUN_WORKFLOW,
                roles=permissions.roles_of_run,
                waited=lambda run, _waits: (run.plan.owner_id, run.plan.owner.name),
                state=lambda run: RunState(run.state),
                label=str,
                url=lambda run: run.get_absolute_url(),
            )
        )


def _link_partnerships() -> None:
    from yuinowa.core import move, retention, rights  # noqa: PLC0415  # only now are the models ready
    from yuinowa.partnerships.services.frame import audience  # noqa: PLC0415
    from yuinowa.plans import permissions  # noqa: PLC0415
    from yuinowa.plans.domain.together import LINK_WORKFLOW, LinkState  # noqa: PLC0415
    from yuinowa.plans.models import ProjectPartnership  # noqa: PLC0415

    rights.register(permissions.LINK_SCOPE, permissions.LINK_ALLOW)
    move.register(
        move.Movable(
            model=ProjectPartnership,
            workflow=LINK_WORKFLOW,
            roles=permissions.roles_toward_link,
            waited=lambda link, _waits: (
                link.project.plan.owner_id,
                link.project.plan.owner.name,
            ),
            state=lambda link: LinkState(link.state),
            label=lambda link: f"{link.project.number} {link.project.name}",
            url=lambda link: link.get_absolute_url(),
            audience=lambda link: audience(link.partnership),
        )
    )
    retention.register(
        "plans.ProjectPartnership", personal="id of who linked it", keeps="always; ids only"
    )
