"""What is kept: the mention archive (SQLite with full-text search), cursors, retention, the right to be forgotten."""

from cmwatch.archive.archive import Archive
from cmwatch.archive.values import Act, Batch, BinRow, Checkpoint, Forgotten, Selection, Size

__all__ = ["Act", "Archive", "Batch", "BinRow", "Checkpoint", "Forgotten", "Selection", "Size"]
