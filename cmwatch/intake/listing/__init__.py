"""Networks that are asked for lists, the newest first, page by page."""
