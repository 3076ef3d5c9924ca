"""How well tone is read, on texts that nobody trained on, beside VADER."""
