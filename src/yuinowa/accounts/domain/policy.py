"""Policy numbers of sign-in. Source: docs/architecture/reliability.md §7 (R25–R27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class GuessLimit:
    """How many failures within ``window`` are free; each further one waits, at first ``first_delay``."""

    failures: int
    window: timedelta
    first_delay: timedelta


#: R26: ten wrong passwords for one account, a hundred from one address, within a quarter of an hour.
PER_ACCOUNT = GuessLimit(10, timedelta(minutes=15), timedelta(seconds=30))
PER_ADDRESS = GuessLimit(100, timedelta(minutes=15), timedelta(seconds=30))

#: Failures are kept this long after the last one, for nothing but the count.
KEEP_FAILURES = timedelta(days=1)

#: R27: absolute end of a session. The idle end is ``settings.SESSION_IDLE_SECONDS``.
SESSION_LASTS = timedelta(hours=12)

#: "Last seen" moves in steps of a minute, so that reading pages is not writing rows.
SEEN_STEP = timedelta(minutes=1)

#: R25: at once; each hash takes 19 MiB.
MAX_HASHES_AT_ONCE = 4

#: Printed on the sign-in page of a demo region; a production start refuses persons that have it (R49).
DEMO_PASSWORD = "musubu-te-to-te"  # noqa: S105  # printed on the first page of the demo region

#: Longer input is not hashed (a megabyte of password is an attack, not a password).
LONGEST_PASSWORD = 200
LONGEST_LOGIN = 40
LONGEST_EMAIL = 254

#: A second factor: how many recovery codes a set has, how many passkeys and apps a person may have, how long
#: after the password the second step is waited for, and how long an app that never showed a code is kept.
RECOVERY_CODES = 10
MOST_FACTORS = 10
LONGEST_FACTOR_NAME = 40
SECOND_STEP_LASTS = timedelta(minutes=5)
KEEP_UNCONFIRMED = timedelta(days=1)

#: Whoever owns an account that is guessed at is told so, once in this time.
TELL_OWNER_EVERY = timedelta(hours=1)

#: So many links for a new password to one address within an hour; then each further one waits.
RESETS_PER_EMAIL = GuessLimit(3, timedelta(hours=1), timedelta(minutes=10))

#: R27: keys of programs.
TOKEN_LASTS = timedelta(days=365)
MOST_TOKENS = 5
LONGEST_PROGRAM_NAME = 60

#: How long a link sent by mail works, by what it is for.
LINK_LASTS = {
    "invitation": timedelta(days=14),
    "claim": timedelta(days=7),
    "claim-letter": timedelta(days=30),
    "claim-answer": timedelta(days=14),
    "idea": timedelta(days=7),
    "password": timedelta(hours=1),
    "email": timedelta(days=2),
}

#: Who held a post is kept so long after the end, so that what was decided can still be laid to the post (I42);
#: then the row is erased. As long as files on agreements are kept, commonly.
KEEP_HOLDINGS = timedelta(days=10 * 366)
