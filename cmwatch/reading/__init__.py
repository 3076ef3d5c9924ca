"""What a mention says: its language, its tone, whom it is for."""
