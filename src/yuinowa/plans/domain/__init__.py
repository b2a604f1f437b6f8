"""Rules of a plan and its progress sheets: pure, values in and values out."""
