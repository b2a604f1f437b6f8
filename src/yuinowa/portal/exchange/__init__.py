"""What leaves the platform here: figures for those who watch it."""
