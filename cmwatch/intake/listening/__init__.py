"""Sources under supervision: one task each, states that are shown, blindness that is remembered."""
