"""The options of the open networks: what is understood, and what is wrong with a place and a remedy."""

from pathlib import Path
from typing import Any

import pytest

from cmwatch.config import load
from cmwatch.errors import ConfigError
from cmwatch.intake.query import fault

REDDIT = 'network = "reddit"\nclient_id = "abcdefghij"\nsecret_env = "S"\naccount = "u/brand"\n'
DISCOURSE = 'network = "discourse"\nserver = "forum.example.org"\n'
LEMMY = 'network = "lemmy"\nserver = "lemmy.example"\n'
HN = 'network = "hackernews"\n'
SE = 'network = "stackexchange"\n'
STORE = 'network = "appstore"\n'
ENVIRONMENT = {"S": "hidden-value", "P": "hidden-pass"}


def read(folder: Path, options: str) -> Any:
    path = folder / "config.toml"
    path.write_text(f'[[source]]\nname = "a"\n{options}', encoding="utf-8")
    return load(path, ENVIRONMENT, fault).sources[0]


def test_what_is_written_is_understood(tmp_path: Path) -> None:
    """Names with and without their prefix, secrets by their variable, defaults for the rest."""
    reddit = read(tmp_path, REDDIT + 'password_env = "P"\nsubreddits = ["r/france", "quebec"]\nmentions = true')
    assert (reddit.account, reddit.subreddits, reddit.comments) == ("brand", ("france", "quebec"), True)
    assert (reddit.secret.reveal(), reddit.password.reveal()) == ("hidden-value", "hidden-pass")
    assert "hidden" not in repr(reddit)
    forum = read(tmp_path, DISCOURSE + 'posts = true\nkey_env = "S"\naccount = "brand"')
    assert (forum.server, forum.posts, forum.account) == ("https://forum.example.org", True, "brand")
    lemmy = read(tmp_path, LEMMY + 'communities = ["!parcels@far.example"]')
    assert (lemmy.communities, lemmy.token, lemmy.every_seconds) == (("parcels@far.example",), None, 120)
    assert read(tmp_path, HN + 'search = ["aubelune"]').search == ("aubelune",)
    stack = read(tmp_path, SE + 'tags = ["aubelune"]')
    assert (stack.site, stack.tags, stack.every_seconds) == ("stackoverflow", ("aubelune",), 600)
    store = read(tmp_path, STORE + 'app = "id389801252"\ncountries = ["FR", "ca"]')
    assert (store.app, store.countries) == ("389801252", ("fr", "ca"))


@pytest.mark.parametrize(
    ("options", "key", "told"),
    [
        (REDDIT, "search", "Nothing is asked"),
        (REDDIT.replace("client_id", "client"), "client_id", "missing"),
        (REDDIT.replace('"abcdefghij"', '"a b"'), "client_id", "letters"),
        (REDDIT.replace('"S"', '"not a name"') + 'search = ["x"]', "secret_env", "no name of an environment"),
        (REDDIT.replace('secret_env = "S"\n', "") + 'search = ["x"]', "secret_env", "missing"),
        (REDDIT.replace("u/brand", "bra nd") + 'search = ["x"]', "account", "letters"),
        (REDDIT + "mentions = true", "mentions", "need its login"),
        (REDDIT + 'subreddits = ["a/b"]', "subreddits", "no subreddit"),
        (REDDIT + 'search = ["x"]\nsecret = "hidden-value"', "secret", "does not belong"),
        (DISCOURSE, "search", "Nothing is asked"),
        (DISCOURSE + 'posts = true\nkey_env = "S"', "account", "belongs to an account"),
        (DISCOURSE + 'posts = true\naccount = "brand"', "account", "belongs to an account"),
        (DISCOURSE + 'posts = true\nkey_env = "S"\naccount = "a\\nb"', "account", "no account name"),
        (DISCOURSE.replace("forum.example.org", "ftp://x") + "posts = true", "server", "no web address"),
        (LEMMY, "search", "Nothing is asked"),
        (LEMMY + "mentions = true", "mentions", "need its login"),
        (LEMMY + 'communities = ["a b"]', "communities", "no community"),
        (HN, "search", "Nothing is asked"),
        (HN + "search = ['a \"b\"']", "search", "no quotes"),
        (SE, "search", "Nothing is asked"),
        (SE + 'site = "https://x"\nsearch = ["x"]', "site", "no site"),
        (SE + 'tags = ["a b"]', "tags", "no tag"),
        (SE + 'search = ["x"]\nkey = "hidden-value"', "key", "no such option"),
        (STORE + 'countries = ["fr"]', "app", "missing"),
        (STORE + 'app = "Aubelune"\ncountries = ["fr"]', "app", "no app"),
        (STORE + 'app = "389801252"', "countries", "its own reviews"),
        (STORE + 'app = "389801252"\ncountries = ["france"]', "countries", "its own reviews"),
        (STORE + 'app = "389801252"\ncountries = ["fr"]\nevery_seconds = 1', "every_seconds", "from 10"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_a_remedy(tmp_path: Path, options: str, key: str, told: str) -> None:
    """And without a secret."""
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, options)
    problems = {problem.key: problem for problem in caught.value.problems}
    assert f"source[0].{key}" in problems, problems
    problem = problems[f"source[0].{key}"]
    assert told in problem.reason
    assert problem.remedy
    assert "hidden-value" not in str(caught.value)
