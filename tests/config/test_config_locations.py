"""Where things are, and the language before anything else is known."""

from pathlib import Path

import pytest

from cmwatch.config import locale_of, locations


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)


@pytest.mark.usefixtures("_home")
def test_options_come_before_the_environment_and_that_before_the_users_folders(tmp_path: Path) -> None:
    """Never the current folder by itself."""
    environ = {"CMWATCH_CONFIG": "~/there.toml", "CMWATCH_DATA": "/data"}
    named = locations(Path("a.toml"), Path("b"), environ)
    assert (named.config_file, named.data_folder) == (Path("a.toml"), Path("b"))
    told = locations(None, None, environ)
    assert (told.config_file, told.data_folder) == (tmp_path / "there.toml", Path("/data"))
    usual = locations(None, None, {})
    assert usual.config_file.parts[-2:] == ("cmwatch", "config.toml")
    assert usual.config_file.is_relative_to(tmp_path)
    assert usual.data_folder.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (b'[me]\nlocale = "fr"\n', "fr"),
        (b"[me]\n\tlocale='en' # here\n", "en"),
        (b'[me]\n# locale = "fr"\n', None),
        (b'[me]\nlocale = "de"\n', None),
        (b'[me]\nlocale = "fr"\nbroken = \n\xff\xfe', "fr"),
        (b"\x00\xff", None),
        (b"", None),
    ],
)
def test_the_language_is_known_even_where_the_file_is_wrong(tmp_path: Path, text: bytes, language: str | None) -> None:
    """So that its errors are told in that language."""
    path = tmp_path / "config.toml"
    path.write_bytes(text)
    assert locale_of(path) == language


def test_no_file_is_no_language(tmp_path: Path) -> None:
    """Nothing there, or a folder, or no path at all."""
    assert locale_of(tmp_path / "none.toml") is None
    assert locale_of(tmp_path) is None
    assert locale_of(Path("a\0b")) is None
