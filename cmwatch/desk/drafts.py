"""What a person typed and has not used yet: one small file each, so that nothing typed is lost."""

import contextlib
import hashlib
import json
import os
from pathlib import Path


class Drafts:
    """Texts by key, kept across a crash. A key may hold remote text: it never becomes part of a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}.json"

    def get(self, key: str) -> str:
        """The text saved under this key, empty if there is none that can be read."""
        try:
            saved = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return saved["text"] if isinstance(saved, dict) and isinstance(saved.get("text"), str) else ""

    def save(self, key: str, text: str) -> None:
        """Keep the text; an empty one is forgotten. A disk that refuses does not stop the typing."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            if not text:
                path.unlink(missing_ok=True)
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps({"key": key, "text": text}, ensure_ascii=True), encoding="utf-8")
            os.replace(fresh, path)
