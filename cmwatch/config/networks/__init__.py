"""The options of each network: one small file for each, read through the same questions."""
