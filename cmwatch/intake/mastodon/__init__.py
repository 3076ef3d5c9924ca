"""Mastodon and its kin: timelines, search, streaming."""
