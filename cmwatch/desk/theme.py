"""Calm and dark: one accent; red for the gravest level and for what destroys."""

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
    "band": "#3d4a58",
    "gap": "#8a7f5c",
}
"""Colours of ours that any theme may override."""


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
