"""The deeds of this wing, for views, other wings and the command line."""

from yuinowa.accounts.services.affiliations import (
    Changed,
    change_affiliation,
    end_affiliation,
    grant_affiliation,
)
from yuinowa.accounts.services.factors import (
    begin_code_app,
    confirm_code_app,
    erase_unconfirmed_apps,
    name_factor,
    new_recovery_codes,
    remove_factor,
    secret_of,
)
from yuinowa.accounts.services.guesses import erase_old_failures, tell_owner_of_guesses
from yuinowa.accounts.services.invitations import (
    Guest,
    erase_old_invitations,
    invitation_of,
    invite,
    send_again,
    take_up,
    take_up_as_new,
    withdraw_invitation,
)
from yuinowa.accounts.services.links import erase_old_links, make_link, subject_of, take_link
from yuinowa.accounts.services.passkeys import (
    add_passkey,
    passkeys_work,
    proof_options,
    registration_options,
)
from yuinowa.accounts.services.people import (
    change_language,
    change_password,
    create_person,
    has_demo_persons,
    set_password,
)
from yuinowa.accounts.services.reading import Reading, note_reading
from yuinowa.accounts.services.sessions import (
    act_for,
    end_other_sessions,
    end_session,
    erase_old_sessions,
    keep_session,
    renew_session,
    sign_out,
    start_session,
)
from yuinowa.accounts.services.sign_in import (
    sign_in,
    sign_in_again,
    sign_in_again_with_passkey,
    sign_in_with_passkey,
    take_second_step,
)

__all__ = [
    "Changed",
    "Guest",
    "Reading",
    "act_for",
    "add_passkey",
    "begin_code_app",
    "change_affiliation",
    "change_language",
    "change_password",
    "confirm_code_app",
    "create_person",
    "end_affiliation",
    "end_other_sessions",
    "end_session",
    "erase_old_failures",
    "erase_old_invitations",
    "erase_old_links",
    "erase_old_sessions",
    "erase_unconfirmed_apps",
    "grant_affiliation",
    "has_demo_persons",
    "invitation_of",
    "invite",
    "keep_session",
    "make_link",
    "name_factor",
    "new_recovery_codes",
    "note_reading",
    "passkeys_work",
    "proof_options",
    "registration_options",
    "remove_factor",
    "renew_session",
    "secret_of",
    "send_again",
    "set_password",
    "sign_in",
    "sign_in_again",
    "sign_in_again_with_passkey",
    "sign_in_with_passkey",
    "sign_out",
    "start_session",
    "subject_of",
    "take_link",
    "take_second_step",
    "take_up",
    "take_up_as_new",
    "tell_owner_of_guesses",
    "withdraw_invitation",
]
