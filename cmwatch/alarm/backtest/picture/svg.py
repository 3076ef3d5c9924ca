"""A scene as SVG: text that any browser and any editor reads, the same for the same scene."""

from html import escape

from cmwatch.alarm.backtest.picture.scene import Area, Box, Points, Scene, Shape, Stroke, Words

FONTS = "Helvetica, Arial, 'DejaVu Sans', sans-serif"


def svg(scene: Scene) -> str:
    """The file's text."""
    size = f'width="{scene.width:g}" height="{scene.height:g}" viewBox="0 0 {scene.width:g} {scene.height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONTS}">'
    return "\n".join([head, *map(_element, scene.shapes), "</svg>", ""])


def _element(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill):
            return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'
        case Area(points, fill):
            return f'<polygon points="{_points(points)}" fill="{fill}"/>'
        case Stroke(points, colour, width):
            line = f'fill="none" stroke="{colour}" stroke-width="{width:g}"'
            return f'<polyline points="{_points(points)}" {line}/>'
        case Words(x, y, text, size, colour, anchor):
            place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
            return f"<text {place}>{escape(text)}</text>"


def _points(points: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
