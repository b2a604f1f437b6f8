"""What the libraries hold: records taken in, matched with reasons, and searched as one."""
