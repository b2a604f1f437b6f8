"""Files that come in: one workflow for a table of institutions and a file of the ISIL register.

``steps`` moves a run along: received, read, shown, taken, perhaps taken back. It alone locks runs, compares
versions and starts jobs, so that a bad or a large file cannot hold up the site (R10) and a killed process leaves
nothing half done (R33). ``storage`` keeps the files. What a kind of file adds is its ``Course``: see
``services.tables`` and ``services.register.files``.
"""

from yuinowa.directory.services.runs.steps import can_be_undone
from yuinowa.directory.services.runs.storage import UNDO_WITHIN, erase_old_runs, file_of

__all__ = ["UNDO_WITHIN", "can_be_undone", "erase_old_runs", "file_of"]
