"""How good the alarm is, beside what is published: delay against the limit, NAB, real streams, cost."""
