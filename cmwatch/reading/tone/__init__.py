"""What was learnt about tone: one small linear model a language, beside the rules."""
