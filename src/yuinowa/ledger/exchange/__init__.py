"""Files of figures, read row by row."""
