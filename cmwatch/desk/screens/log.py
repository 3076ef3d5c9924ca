"""Room, to come."""

from cmwatch.desk.screens.room import Room


class LogRoom(Room):
    """To come."""
