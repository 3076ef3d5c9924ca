"""The pipeline: supervise, batch, step, view, commands."""

from cmwatch.monitor.monitor import Monitor

__all__ = ["Monitor"]
