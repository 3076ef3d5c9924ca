"""Configuration to a running monitor."""
