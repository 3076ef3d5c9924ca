"""What the desk draws with: each widget knows how to draw one thing it is shown."""
