"""The back-test: what each sensitivity would have cost and found on a recording."""
