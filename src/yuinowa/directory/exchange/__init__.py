"""Reading the files of the directory sources, row by row."""
