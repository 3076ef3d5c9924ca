"""What lies beside the project: the public scorers and the data they are run on."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

SHARED = Path(__file__).parents[2].parent / "shared"

DETECTOR = "cmwatch.alarm:streaming_detector"
"""What the scorers are given: the very detector that the product runs on one channel."""


def scorer(name: str) -> ModuleType:
    """A public scorer as a module; ends the run in words where it is not there."""
    path = SHARED / "bench" / f"{name}.py"
    if not path.is_file():
        raise SystemExit(f"{path} is not here: the shared scorers must lie beside the project ({SHARED}/bench).")
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except ModuleNotFoundError as error:
            raise SystemExit(f"{name} needs {error.name}: install the group 'bench' of pyproject.toml.") from None
    return sys.modules[name]


def data(*parts: str) -> Path:
    """A file or folder of the shared data; ends the run in words where it is not there."""
    path = SHARED.joinpath("data", *parts)
    if not path.exists():
        raise SystemExit(f"{path} is not here: the shared data must lie beside the project ({SHARED}/data).")
    return path


def threshold() -> float:
    """The shipped threshold; ends the run in words where the detector is not there."""
    try:
        from cmwatch.alarm import DEFAULT_THRESHOLD
    except ImportError as error:
        raise SystemExit(f"the detector is not here: {error}") from None
    return float(DEFAULT_THRESHOLD)
