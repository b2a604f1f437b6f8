"""Another partnership of the made-up region, at work: planned, signed by three sides, met over, held once, held again soon.

Every deed is one person's, for her own side; who signs has just signed in. Days count from today, so that it looks alike
on any day of the year: what was done lies weeks back, what comes lies weeks ahead, whatever fiscal year either is in.
"""
