"""What follows in the spine from its own entries: duties are opened and silenced."""
