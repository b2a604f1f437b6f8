"""The exchange ledger 交流台帳: entries, roll-ups, metrics, indicators with targets and values."""
