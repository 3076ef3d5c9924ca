"""The front door: choose the language, then open the command line."""

import os
import sys
from pathlib import Path

from cmwatch import __version__, words


def main() -> None:
    """Run cmwatch with the process's arguments and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"cmwatch {__version__}\n")
        return
    words.use(_language(sys.argv[1:]))
    # Help texts are translated as the commands are defined, so the language must be known before.
    from cmwatch.cli import run

    sys.exit(run(sys.argv[1:]))


def _language(arguments: list[str]) -> str:
    """`--locale`, else CMWATCH_LOCALE, else the configuration, else the system's."""
    asked = _option(arguments, "--locale") or os.environ.get("CMWATCH_LOCALE")
    if asked:
        return asked if asked in words.LOCALES else "en"
    # Reading TOML is only worth its import when nothing nearer has decided.
    from cmwatch.config import locale_of, locations

    named = _option(arguments, "--config")
    return locale_of(locations(Path(named) if named else None, None, os.environ).config_file) or words.system_language()


def _option(arguments: list[str], name: str) -> str | None:
    """The value of an option wherever it stands, before click has a say."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == name and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None


if __name__ == "__main__":
    main()
