"""Stack Exchange sites, Stack Overflow first of all."""
