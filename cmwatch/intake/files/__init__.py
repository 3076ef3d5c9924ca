"""Mentions in files: recordings, and files that grow."""
