"""A command of the person's own that is told of each alert: JSON on its standard input, no shell."""

import asyncio
from collections.abc import Sequence

import msgspec

from cmwatch.alarm.wire import alert_object
from cmwatch.intake.normalise import one_line
from cmwatch.model import Alert, Severity
from cmwatch.words import _

PATIENCE_SECONDS = 15.0
"""A command that takes longer is stopped; the next alert starts a new one."""


class CommandNotifier:
    """Runs `notify_cmd`. A command that fails is reported and changes nothing else."""

    def __init__(self, command: Sequence[str], least: Severity) -> None:
        """Alerts less grave than `least` are not passed on."""
        self._command = tuple(command)
        self._least = least

    async def notify(self, alert: Alert) -> str:
        """Tell the command, and return a line about what failed, or an empty one."""
        if alert.severity > self._least:
            return ""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            return _("notify_cmd could not be started: {error}", error=error.strerror)
        try:
            payload = msgspec.json.encode(alert_object(alert)) + b"\n"
            _out, complaint = await asyncio.wait_for(process.communicate(payload), PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
            return _("notify_cmd was stopped after {seconds} s.", seconds=int(PATIENCE_SECONDS))
        if process.returncode:
            said = one_line(complaint.decode(errors="replace"))
            return _("notify_cmd ended with code {code}: {said}", code=process.returncode, said=said)
        return ""
