"""A watched folder: tables and e-mails that another system exports into it."""
