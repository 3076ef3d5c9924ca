"""The rooms of the desk, and the cards that open in front of them."""
