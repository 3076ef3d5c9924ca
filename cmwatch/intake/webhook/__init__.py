"""A webhook: mentions that other programs hand in, signed, and answered once they are on the disk."""
