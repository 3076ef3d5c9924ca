"""How fast texts are read, beside bare VADER in the same run."""
