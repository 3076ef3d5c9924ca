"""Hacker News, as Algolia searches it."""
