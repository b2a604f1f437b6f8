"""What comes from shipped data, and what leaves as a file."""
