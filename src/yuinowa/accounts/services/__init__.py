"""The deeds of this wing, for views, other wings and the command line."""

from yuinowa.accounts.services.affiliations import (
    Changed,
    change_affiliation,
    end_affiliation,
    grant_affiliation,
)
from yuinowa.accounts.services.guesses import erase_old_failures
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
    sign_in_again,
    sign_out,
    start_session,
)
from yuinowa.accounts.services.sign_in import sign_in

__all__ = [
    "Changed",
    "Guest",
    "Reading",
    "act_for",
    "change_affiliation",
    "change_language",
    "change_password",
    "create_person",
    "end_affiliation",
    "end_other_sessions",
    "end_session",
    "erase_old_failures",
    "erase_old_invitations",
    "erase_old_links",
    "erase_old_sessions",
    "grant_affiliation",
    "has_demo_persons",
    "invitation_of",
    "invite",
    "keep_session",
    "make_link",
    "note_reading",
    "renew_session",
    "send_again",
    "set_password",
    "sign_in",
    "sign_in_again",
    "sign_out",
    "start_session",
    "subject_of",
    "take_link",
    "take_up",
    "take_up_as_new",
    "withdraw_invitation",
]
