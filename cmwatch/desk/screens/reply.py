"""stub"""

from cmwatch.desk.screens.room import Card


class ReplyCard(Card):
    """stub"""

    def __init__(self, item):
        super().__init__()
