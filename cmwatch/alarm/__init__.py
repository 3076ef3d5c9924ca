"""When to worry, and why."""
