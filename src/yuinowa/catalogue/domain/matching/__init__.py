"""Which records describe the same thing: traits, blocks, score with reasons, guards, clusters.

Pure functions and values. ``traits`` makes what is compared from a record, ``blocks`` says which records
are compared at all, ``scoring`` says how alike two are and why, ``guards`` what may never be joined,
``clusters`` what follows for all of them, ``arriving`` keeps that right as records come and go. The whole
is told in docs/architecture/matching.md.
"""
