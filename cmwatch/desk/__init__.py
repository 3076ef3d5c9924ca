"""The only room that knows the terminal: it is handed a core, looks at its view, and sends it acts."""
