"""What the catalogue calls things."""
