"""MARC 21: records in ISO 2709 and MARCXML, read one by one so that a broken one costs no other (R14).

``reading.read`` and ``xml.read`` yield a ``MarcRecord`` or a ``Refused`` for each record, in the order of
the file; ``writing`` and ``xml`` write. Fields are text as it stood in the file (R1).

Source: MARC 21 Specifications for Record Structure, Character Sets, and Exchange Media (Library of Congress)
"""
