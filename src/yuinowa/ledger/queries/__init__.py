"""What may be read from the ledger, and by whom."""
