from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuinowa.evaluation"
    label = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import retention, takeout  # noqa: PLC0415  # models are ready only now
        from yuinowa.evaluation.queries import of_its_plans  # noqa: PLC0415

        retention.register("evaluation.EvaluationPlan")
        retention.register(
            "evaluation.TermsVersion",
            personal="id of the person who wrote it",
            keeps="always; ids only",
        )
        retention.register(
            "evaluation.TermsAgreement",
            personal="id of the person who agreed",
            keeps="always; ids only",
        )
        takeout.with_rows_of(
            "directory.Institution",
            app="evaluation",
            TermsVersion=of_its_plans,
            TermsAgreement="institution",
        )
