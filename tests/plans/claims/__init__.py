"""Claims as officers write them, made up and scored; kept apart from the patterns of the code."""
