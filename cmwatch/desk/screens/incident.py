"""Room, to come."""

from cmwatch.desk.screens.room import Room


class IncidentRoom(Room):
    """To come."""
