"""The two sizes that every screen must fit."""

import pytest

BOTH = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
