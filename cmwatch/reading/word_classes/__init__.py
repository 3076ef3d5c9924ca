"""Words that belong together, in English and French: what the model of tone learns of one holds for the others.

A file holds one class a line: its name, a colon, its words as they are typed in small letters.
"""

from cmwatch.reading.word_classes.membership import Membership, class_names

__all__ = ["Membership", "class_names"]
