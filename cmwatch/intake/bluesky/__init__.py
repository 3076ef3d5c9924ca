"""Bluesky: search and notifications through the account's server, and the stream of the whole network."""
