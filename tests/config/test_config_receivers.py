"""Options of the sources that are given what they know: webhooks and watched folders."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cmwatch.config import load
from cmwatch.config.networks.folder import FolderConfig
from cmwatch.config.networks.webhook import WebhookConfig
from cmwatch.config.secret import Secret
from cmwatch.errors import ConfigError

HOOK = 'network = "webhook"\nport = 8787\nsecret_env = "HOOK"\n'
FOLDER = 'network = "folder"\npath = "exports"\n'


def source(folder: Path, text: str) -> object:
    """The one source of a configuration with these options."""
    path = folder / "config.toml"
    path.write_text(f'[[source]]\nname = "x"\n{text}', encoding="utf-8")
    return load(path, {"HOOK": "s3same"}).sources[0]


def test_a_webhook_listens_on_this_machine_unless_the_opposite_is_spelled_out(tmp_path: Path) -> None:
    """The name of the machine itself is no other."""
    assert source(tmp_path, HOOK) == WebhookConfig("x", 8787, Secret("s3same"))
    local = source(tmp_path, HOOK + 'host = "localhost"\nheader = "X-Sign"\npath = "/in"\nmax_body_kib = 2\n')
    assert local == WebhookConfig("x", 8787, Secret("s3same"), "127.0.0.1", "/in", "X-Sign", 2)
    remote = source(tmp_path, HOOK + 'host = "0.0.0.0"\nallow_remote = true\n')
    assert isinstance(remote, WebhookConfig)
    assert remote.host == "0.0.0.0"


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ('network = "webhook"\nsecret_env = "HOOK"\n', "port", "missing"),
        ('network = "webhook"\nport = 8787\n', "secret_env", "missing"),
        ('network = "webhook"\nport = 8787\nsecret_env = "ABSENT"\n', "secret_env", "ABSENT is not set"),
        ('network = "webhook"\nport = 70000\nsecret_env = "HOOK"\n', "port", "65535"),
        (HOOK + 'host = "0.0.0.0"\n', "host", "Other machines"),
        (HOOK + 'host = "example.org"\n', "host", "no IP address"),
        (HOOK + 'path = "hook here"\n', "path", "no path"),
        (HOOK + 'header = "X: y"\n', "header", "no name of a header"),
        (HOOK + "max_body_kib = 9000\n", "max_body_kib", "4096"),
        (HOOK + 'secret = "s3same"\n', "secret", "does not belong"),
        (FOLDER + 'delimiter = ";;"\n', "delimiter", "one character"),
        (FOLDER + 'encoding = "klingon"\n', "encoding", "no such encoding"),
        (FOLDER + 'encoding = "hex"\n', "encoding", "no such encoding"),
        (FOLDER + 'dates = "%Q"\n', "dates", "no format"),
        (FOLDER + 'dates = "%H:%M"\n', "dates", "no format"),
        (FOLDER + 'dates = "%d/%m/%Y"\n', "zone", "in which time zone"),
        (FOLDER + 'zone = "Paris"\n', "zone", "Europe/Paris"),
        (FOLDER + 'files = ["in/*.csv"]\n', "files", "the folder itself"),
        (FOLDER + '[source.columns]\ntxet = "Message"\n', "columns.txet", "no such option"),
        (FOLDER + "[source.columns]\ntext = 3\n", "columns.text", "between quotes"),
        ('network = "folder"\n', "path", "missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_key_and_a_remedy(tmp_path: Path, text: str, key: str, word: str) -> None:
    """All at once, and no secret is repeated."""
    with pytest.raises(ConfigError) as caught:
        source(tmp_path, text)
    problems = [str(problem) for problem in caught.value.problems if problem.key == f"source[0].{key}"]
    assert len(problems) == 1
    assert word in problems[0]
    assert "s3same" not in str(caught.value)


def test_a_folder_takes_its_columns_from_the_configuration(tmp_path: Path) -> None:
    """One column or several for a field; the rest goes by the names of the recording format."""
    columns = '[source.columns]\nid = "N°"\ntext = ["Objet", "Message"]\n'
    options = 'files = ["*.txt"]\ndelimiter = "\\t"\nencoding = "cp1252"\ndates = "%d/%m/%Y %H:%M"\n'
    read = source(tmp_path, FOLDER + options + 'zone = "Europe/Paris"\nheader = false\nevery_seconds = 5\n' + columns)
    assert isinstance(read, FolderConfig)
    assert (read.path, read.files, read.every_seconds) == (tmp_path / "exports", ("*.txt",), 5)
    table = read.table
    assert (table.delimiter, table.encoding, table.dates) == ("\t", "cp1252", "%d/%m/%Y %H:%M")
    assert (table.zone, table.header) == (ZoneInfo("Europe/Paris"), False)
    assert (table.columns["id"], table.columns["text"]) == (("N°",), ("Objet", "Message"))
    assert table.columns["author"] == ("author",)
    assert table.named == {"id", "text"}
