"""Files of records that come in: received, read and shown, taken a batch at a time, perhaps taken back.

``steps`` moves a run along and starts jobs; ``reading`` says what a file would do; ``taking`` writes it, ``undoing``
puts back what stood before; ``storage`` keeps the files. ``understanding`` makes of a record all that hangs on no
table, ``keeping`` keeps it until it is taken, ``beside`` has it made by more than one process. ``bulk`` writes rows by
the thousand.
"""
