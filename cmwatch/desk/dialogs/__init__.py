"""Questions the desk asks, one at a time; each answers with a value or with nothing."""
