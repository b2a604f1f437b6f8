from django.apps import AppConfig
from django.utils.translation import gettext, gettext_noop


class AccountsConfig(AppConfig):
    name = "yuinowa.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Only now are the models ready.
        from django.urls import reverse  # noqa: PLC0415

        from yuinowa.accounts import panels, permissions, queries, services, tasks  # noqa: PLC0415
        from yuinowa.accounts.domain.claims import CLAIM_WORKFLOW, ClaimState  # noqa: PLC0415
        from yuinowa.accounts.domain.invitations import (  # noqa: PLC0415
            INVITATION_WORKFLOW,
            InvitationState,
        )
        from yuinowa.accounts.models import EntryClaim, Invitation  # noqa: PLC0415
        from yuinowa.accounts.queries import holdings  # noqa: PLC0415
        from yuinowa.accounts.services.guesses import TELL_OWNER  # noqa: PLC0415
        from yuinowa.accounts.services.reset import SEND_RESET  # noqa: PLC0415
        from yuinowa.core import (  # noqa: PLC0415
            move,
            people,
            retention,
            rights,
            sockets,
            takeout,
            waits,
        )
        from yuinowa.core.handlers import handler  # noqa: PLC0415
        from yuinowa.core.models import Lane  # noqa: PLC0415

        move.register(
            move.Movable(
                model=Invitation,
                workflow=INVITATION_WORKFLOW,
                roles=permissions.sides_of,
                # Nobody is waited for: who is invited is nobody here yet.
                waited=lambda invitation, _waits: (invitation.institution_id, ""),
                state=lambda invitation: InvitationState(invitation.state),
                label=lambda invitation: invitation.institution.name,
                url=lambda invitation: reverse("accounts:people", args=[invitation.institution_id]),
            )
        )
        move.register(
            move.Movable(
                model=EntryClaim,
                workflow=CLAIM_WORKFLOW,
                roles=permissions.sides_of_claim,
                waited=panels.waited_for,
                state=lambda claim: ClaimState(claim.state),
                label=lambda claim: claim.institution.name,
                url=lambda claim: claim.get_absolute_url(),
            )
        )
        waits.say_labels("accounts.person", gettext)
        sockets.add_home_card("people", panels.home_card)
        sockets.add_home_card("only", panels.only_card)
        sockets.add_home_card("watching", panels.watching_card)
        sockets.add_deed("directory.Institution", panels.claim_deed)
        sockets.add_deed("directory.Institution", panels.people_deed)
        sockets.add_deed("directory.Institution", panels.posts_deed)
        sockets.add_resident_pages(
            "accounts:sign-in",
            "accounts:password-forgotten",
            "accounts:password-sent",
            "accounts:password-new",
            "accounts:claim-new",
            "accounts:registration-new",
            "accounts:claim-sent",
            "accounts:claim-confirm",
            "accounts:claim-done",
        )
        for scope, allow in permissions.TABLES:
            rights.register(scope, allow)
        people.answer(
            people.Answers(
                names=queries.names_of_people,
                holders=queries.holders_of,
                turn_takers=holdings.turn_takers,
                names_in_posts=holdings.names_in_posts,
                posts_of=holdings.posts_of,
            )
        )
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
        retention.register(
            "accounts.PostHolding",
            personal="id of the person who held which post, from when to when",
            keeps="10 years after it ended",
            erase=services.erase_old_holdings,
        )
        retention.register(
            "accounts.EntryClaim",
            personal="name, mail address and post of whom asks to act for an institution",
            keeps="90 days after it came to an end; an unverified registration 60 days in all",
            erase=services.erase_old_claims,
        )
        retention.register(
            "accounts.Invitation",
            personal="mail address, name and roles of whom an institution invites",
            keeps="90 days after it came to an end",
            erase=services.erase_old_invitations,
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
        retention.register(
            "accounts.Passkey",
            personal="name of the device, public key, when it was last used",
            keeps="until its owner removes it",
        )
        retention.register(
            "accounts.CodeApp",
            personal="name of the app, encrypted secret, when it was last used",
            keeps="until its owner removes it; never used ones 1 day",
            erase=services.erase_unconfirmed_apps,
        )
        retention.register(
            "accounts.RecoveryCode",
            personal="keyed digests of codes, when they were used",
            keeps="until the next set is made",
        )
        retention.register(
            "accounts.EmailChange",
            personal="the address a person wants to have",
            keeps="until it is confirmed, 2 days at most",
            erase=services.erase_old_email_changes,
        )
        retention.register("accounts.ServiceAccount", keeps="as long as it has keys, and a year")
        retention.register(
            "accounts.ApiToken",
            personal="id of the person who made it",
            keeps="a year after it ended",
            erase=services.erase_old_tokens,
        )
        takeout.with_rows_of("accounts.Affiliation", AffiliationRole="affiliation")
        takeout.leave_out(
            gettext_noop("Names and mail addresses of persons: they are the persons' own."),
            "accounts.EntryClaim",
            "accounts.Invitation",
        )
        takeout.leave_out(gettext_noop("Who is signed in just now."), "accounts.SignedInSession")
        handler(SEND_RESET, tasks.send_reset, lane=Lane.MAIL)
        handler(TELL_OWNER, tasks.tell_owner_of_guesses, lane=Lane.MAIL)
