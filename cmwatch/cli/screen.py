"""The desk, started from the command line."""

from cmwatch.cli.shared import Session
from cmwatch.config import Config
from cmwatch.desk.app import Desk
from cmwatch.desk.port import DeskOptions
from cmwatch.errors import UsageError
from cmwatch.monitor import Monitor


def run_desk(monitor: Monitor, session: Session) -> int:
    """Show the desk until the person leaves it; returns the exit code."""
    config = _config(session)
    options = DeskOptions(
        actor=session.actor, zone=config.zone, refresh_hz=config.refresh_hz, bell=config.bell, title=config.title
    )
    desk = Desk(monitor, options)
    desk.run()
    return desk.return_code or 0


def _config(session: Session) -> Config:
    """The person's settings; a demo or a replay does without them."""
    try:
        return session.config()
    except UsageError:
        return Config()
