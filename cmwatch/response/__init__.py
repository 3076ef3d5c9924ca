"""What people do about it: incidents, the log that can be trusted, and replies."""
