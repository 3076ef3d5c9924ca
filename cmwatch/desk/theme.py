"""Calm, dark or light: one accent; red for the gravest level and for what destroys."""

from textual.theme import Theme

VARIABLES = {
    "level-1": "#ff5f56",
    "level-2": "#f0a050",
    "level-3": "#e3cc5c",
    "level-4": "#79b98a",
    "tone-negative": "#d99a8b",
    "tone-positive": "#86b8a4",
    "bar": "#7fa3c7",
    "bar-negative": "#c98d7f",
    "band": "#4a5a6b",
    "gap": "#8a7f5c",
}
"""Colours of ours that any theme may override."""


ON_LIGHT = {
    "level-1": "#b3261e",
    "level-2": "#8f4e00",
    "level-3": "#6b5a00",
    "level-4": "#2c6b40",
    "tone-negative": "#8f3f2b",
    "tone-positive": "#2a6a52",
    "bar": "#3c6a96",
    "bar-negative": "#a4503d",
    "band": "#9aa8b5",
    "gap": "#7a6a30",
}
"""The same, legible on a light ground."""


def calm_dark() -> Theme:
    """The default."""
    return Theme(
        name="calm-dark",
        primary="#7fa3c7",
        secondary="#6d8299",
        accent="#8fb8de",
        foreground="#d3d9df",
        background="#12161b",
        surface="#171c22",
        panel="#1d242c",
        warning="#e0b562",
        error="#ff5f56",
        success="#79b98a",
        dark=True,
        variables={"border": "#3a4653", "border-blurred": "#28313a", "block-cursor-background": "#2b3a4a"},
    )


def calm_light() -> Theme:
    """For a bright room."""
    return Theme(
        name="calm-light",
        primary="#2f5d88",
        secondary="#55697d",
        accent="#1f5f99",
        foreground="#20262c",
        background="#f4f6f8",
        surface="#eceff2",
        panel="#e2e7ec",
        warning="#8a5a00",
        error="#b3261e",
        success="#2c6b40",
        dark=False,
        variables={"border": "#8c98a4", "border-blurred": "#c3ccd4", "block-cursor-background": "#cfdfee"},
    )
