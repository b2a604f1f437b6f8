"""The ISIL register: what its agency does, and what institutions ask of it.

``applications`` are asked for and answered, ``numbers`` gives the next number, ``entries`` is how an entry is
written. A file of the register comes in by ``files`` along the steps of ``services.runs``: ``reading`` finds what
would become of each row, ``taking`` writes, ``linking`` joins entries to institutions of the directory, ``undoing``
puts back what stood there, ``report`` tells it in words.
"""
