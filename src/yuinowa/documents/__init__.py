"""Files for people: XLSX, CSV and accessible SVG. Values in, bytes or markup out."""
