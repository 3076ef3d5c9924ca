"""What a lexicon of valences stands on in any language: words, expressions, and VADER's arithmetic over them.

French (`reading.french`) and English (`reading.opinion`) each bring a lexicon, a spelling and a grammar.
"""
