"""What passes between institutions: contacts."""
