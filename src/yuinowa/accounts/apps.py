from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "yuinowa.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Only now are the models ready.
        from yuinowa.accounts import permissions, services  # noqa: PLC0415
        from yuinowa.core import retention, rights  # noqa: PLC0415

        for scope, allow in permissions.TABLES:
            rights.register(scope, allow)
        retention.register(
            "accounts.Person",
            personal="name, mail address, password hash, language",
            keeps="as long as the account exists",
        )
        retention.register(
            "accounts.Affiliation",
            personal="who acted for which institution, from when to when",
            keeps="as long as the account exists",
        )
        retention.register("accounts.AffiliationRole", keeps="as long as the affiliation")
        retention.register(
            "accounts.SignedInSession",
            personal="who is signed in with what browser",
            keeps="12 hours",
            erase=services.erase_old_sessions,
        )
        retention.register(
            "accounts.FailureTally",
            personal="none; keyed digests of sign-in names and addresses",
            keeps="1 day after the last failure",
            erase=services.erase_old_failures,
        )
        retention.register(
            "accounts.MailedLink",
            keeps="until its time is over, 14 days at most",
            erase=services.erase_old_links,
        )
