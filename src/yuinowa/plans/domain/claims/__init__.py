"""Claims in the texts of sheets: recognised, computed from figures, judged; the text is never changed.

``recognise`` reads a text into claims (``folding``, ``lexing``, ``roles``, ``subjects`` and ``tails`` by the tables in
``words``; ``english`` reads English sentences), ``series`` finds the indicator, ``figures`` its numbers, ``judging`` the verdict (``fitting``, ``omission``),
``passages`` asks the other texts, and ``checking`` does all this for a sheet.
"""
