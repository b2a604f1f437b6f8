"""Addresses of plans. Public pages never change address."""

from __future__ import annotations

from django.urls import path, register_converter

from yuinowa.plans import views


class ProjectKey:
    """4-1-2: goal, measure, place."""

    regex = r"[1-9][0-9]?-[1-9][0-9]?-[1-9][0-9]?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DataForm(ProjectKey):
    """The forms in which open data is given."""

    regex = "csv|json"


class ComparisonForm(ProjectKey):
    """The files of a comparison."""

    regex = "csv|json|xlsx"


class WholeForm(ProjectKey):
    """The files in which a whole plan is taken along."""

    regex = "json|xlsx"


class FormsForm(ProjectKey):
    """A year's forms: one workbook, or one for each department."""

    regex = "xlsx|zip"


class PartKind(ProjectKey):
    """What a plan is made of."""

    regex = "goal|measure|project|indicator"


register_converter(PartKind, "part_kind")
register_converter(ProjectKey, "project_key")
register_converter(DataForm, "data_form")
register_converter(ComparisonForm, "comparison_form")
register_converter(WholeForm, "whole_form")
register_converter(FormsForm, "forms_form")

app_name = "plans"
urlpatterns = [
    path("", views.plans.plan_list, name="plan-list"),
    path("plan-progress.schema.json", views.plans.plan_schema, name="plan-schema"),
    path("plan.schema.json", views.whole.plan_whole_schema, name="plan-whole-schema"),
    path("new/", views.structure.plan_begin, name="plan-begin"),
    path("take-in/", views.whole.plan_take_in, name="plan-take-in"),
    path(
        "compare/municipalities/",
        views.comparing.comparison_municipalities,
        name="comparison-municipalities",
    ),
    path(
        "compare/municipalities.<comparison_form:form>",
        views.comparing.comparison_municipalities_data,
        name="comparison-municipalities-data",
    ),
    path("compare/plans/", views.sides.comparison_plans, name="comparison-plans"),
    path(
        "compare/plans.<comparison_form:form>",
        views.sides.comparison_plans_data,
        name="comparison-plans-data",
    ),
    path(
        "compare/dictionary.<comparison_form:form>",
        views.comparing.comparison_dictionary,
        name="comparison-dictionary",
    ),
    path("editions/feed.xml", views.edition_files.feed, name="edition-feed"),
    path("<int:pk>/", views.plans.plan_detail, name="plan-detail"),
    path("<int:pk>/change/", views.structure.plan_change, name="plan-change"),
    path("<int:pk>/history/", views.structure.plan_history, name="plan-history"),
    path("<int:pk>/structure/", views.structure.plan_structure, name="plan-structure"),
    path(
        "<int:pk>/structure/<part_kind:kind>/new/<int:parent>/",
        views.parts.part_new,
        name="part-new",
    ),
    path(
        "<int:pk>/structure/<part_kind:kind>/<int:part>/edit/",
        views.parts.part_edit,
        name="part-edit",
    ),
    path(
        "<int:pk>/structure/<part_kind:kind>/<int:part>/move/",
        views.parts.part_move,
        name="part-move",
    ),
    path(
        "<int:pk>/structure/<part_kind:kind>/<int:part>/remove/",
        views.parts.part_remove,
        name="part-remove",
    ),
    path(
        "<int:pk>/structure/indicator/<int:part>/targets/",
        views.targets.slot_targets,
        name="slot-targets",
    ),
    path("<int:pk>/report/", views.plans.plan_report, name="plan-report"),
    path("<int:pk>/index/", views.plans.plan_index, name="plan-index"),
    path("<int:pk>/sheets/", views.plans.plan_sheets, name="plan-sheets"),
    path("<int:pk>/reference/", views.plans.plan_reference, name="plan-reference"),
    path("<int:pk>/indicators/", views.plans.plan_indicators, name="plan-indicators"),
    path("<int:pk>/rating-rule/", views.rules.plan_rule, name="plan-rule"),
    path("<int:pk>/rating-rule/edit/", views.rules.plan_rule_edit, name="plan-rule-edit"),
    path("<int:pk>/whole.<whole_form:form>", views.whole.plan_whole, name="plan-whole"),
    path("<int:pk>/workbook.xlsx", views.files.plan_workbook, name="plan-workbook"),
    path("<int:pk>/report.pdf", views.files.plan_report_pdf, name="plan-report-pdf"),
    path("<int:pk>/files/<slug:form>/again/", views.files.plan_file_again, name="plan-file-again"),
    path("<int:pk>/data/<slug:table>.<data_form:form>", views.plans.plan_data, name="plan-data"),
    path("<int:pk>/years/", views.over_years.plan_years, name="plan-years"),
    path(
        "<int:pk>/years.<comparison_form:form>",
        views.over_years.plan_years_data,
        name="plan-years-data",
    ),
    path("<int:pk>/years/<int:year>/", views.rounds.plan_round, name="plan-round"),
    path("<int:pk>/years/<int:year>/round.csv", views.rounds.plan_round_csv, name="plan-round-csv"),
    path("<int:pk>/years/<int:year>/close/", views.rounds.plan_close_year, name="plan-close-year"),
    path("<int:pk>/years/<int:year>/forms/", views.returned.plan_forms, name="plan-forms"),
    path(
        "<int:pk>/years/<int:year>/forms.<forms_form:form>",
        views.returned.plan_forms_file,
        name="plan-forms-file",
    ),
    path("<int:pk>/forms/<int:form_pk>/", views.returned.form_detail, name="form-detail"),
    path("<int:pk>/forms/<int:form_pk>/places/", views.returned.form_places, name="form-places"),
    path("<int:pk>/forms/<int:form_pk>/<slug:action>/", views.returned.form_act, name="form-act"),
    path("<int:pk>/years/<int:year>/open/", views.rounds.plan_open_year, name="plan-open-year"),
    path("<int:pk>/editions/", views.editions.edition_list, name="edition-list"),
    path("<int:pk>/editions/feed.xml", views.edition_files.plan_feed, name="plan-feed"),
    path(
        "<int:pk>/editions/<int:year>/prepare/",
        views.edition_deeds.edition_prepare,
        name="edition-prepare",
    ),
    path(
        "<int:pk>/editions/<int:year>/work/<int:run_pk>/",
        views.edition_deeds.edition_run,
        name="edition-run",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/",
        views.editions.edition_detail,
        name="edition-detail",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/annexes/<slug:annex>/",
        views.editions.edition_annex,
        name="edition-annex",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/projects/<project_key:key>/",
        views.editions.edition_project,
        name="edition-project",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/figures/<int:figure>/",
        views.editions.edition_figure,
        name="edition-figure",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/report.pdf",
        views.files.edition_pdf,
        name="edition-pdf",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/workbook.xlsx",
        views.files.edition_workbook,
        name="edition-workbook",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/files/<slug:form>/again/",
        views.files.edition_file_again,
        name="edition-file-again",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/edition.json",
        views.edition_files.edition_document,
        name="edition-document",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/data/<slug:table>.<data_form:form>",
        views.edition_files.edition_data,
        name="edition-data",
    ),
    path(
        "<int:pk>/editions/<int:year>/<int:number>/<slug:action>/",
        views.edition_deeds.edition_act,
        name="edition-act",
    ),
    path(
        "<int:pk>/projects/<project_key:key>/", views.sheets.project_detail, name="project-detail"
    ),
    path(
        "<int:pk>/projects/<project_key:key>/partners/",
        views.partners.project_partners,
        name="project-partners",
    ),
    path(
        "<int:pk>/projects/<project_key:key>/partners/decide/",
        views.partners.partner_decide,
        name="partner-decide",
    ),
    path(
        "<int:pk>/projects/<project_key:key>/partnerships/",
        views.together.project_partnerships,
        name="project-partnerships",
    ),
    path("links/<int:link>/<slug:action>/", views.together.link_act, name="link-act"),
    path(
        "<int:pk>/projects/<project_key:key>/evidence/<int:year>/",
        views.evidence.project_evidence,
        name="project-evidence",
    ),
    path(
        "<int:pk>/projects/<project_key:key>/evidence/<int:year>.csv",
        views.evidence.project_evidence_csv,
        name="project-evidence-csv",
    ),
    path("<int:pk>/sheets/<int:sheet_pk>/", views.sheets.sheet_detail, name="sheet-detail"),
    path("<int:pk>/sheets/<int:sheet_pk>/edit/", views.sheets.sheet_edit, name="sheet-edit"),
    path(
        "<int:pk>/sheets/<int:sheet_pk>/sheet.xlsx",
        views.sheets.sheet_workbook,
        name="sheet-workbook",
    ),
    path(
        "<int:pk>/sheets/<int:sheet_pk>/comments/",
        views.comments.sheet_comment,
        name="sheet-comment",
    ),
    path(
        "<int:pk>/sheets/<int:sheet_pk>/comments/<int:comment>/<slug:action>/",
        views.comments.comment_act,
        name="comment-act",
    ),
    path("<int:pk>/sheets/<int:sheet_pk>/claims/", views.comments.sheet_claim, name="sheet-claim"),
    path("<int:pk>/sheets/<int:sheet_pk>/review/", views.rules.sheet_review, name="sheet-review"),
    path("<int:pk>/sheets/<int:sheet_pk>/<slug:action>/", views.sheets.sheet_act, name="sheet-act"),
]
