"""Made-up catalogues of made-up libraries, from real works, with the flaws counted in real catalogues.

For benches, for training the weights of matching, and for tests. RECIPE §2 is the source of every rate; the
acceptance test (tests/catalogue/generating) holds what comes out against the measured parameters. Nothing
made here may be shown as a fact about a real library or a real book.
"""
