"""What every wing stands on: rights, audit, jobs, waits, the text gate, sockets. Knows no wing."""
