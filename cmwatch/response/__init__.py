"""What people do: incidents, the hash-chained log, reply templates."""
