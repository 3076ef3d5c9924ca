"""What is kept: mentions, bins, cursors and alerts in one SQLite file."""
