"""The ledger's rules, without Django."""
