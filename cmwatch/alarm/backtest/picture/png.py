"""A scene as PNG, painted by Pillow at twice its size."""

import unicodedata
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from cmwatch.alarm.backtest.picture.scene import Area, Box, Points, Scene, Shape, Stroke, Words

SCALE = 2

FONTS = ("DejaVuSans.ttf", "Arial.ttf", "Helvetica.ttc", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
"""Looked for on the machine, in this order; Pillow's own font knows ASCII only."""

PLAIN = str.maketrans({"·": "|", "–": "-", "—": "-", "×": "x", "’": "'", "…": "...", "\u202f": " ", "\u00a0": " "})
"""How a font that knows ASCII only writes what we write."""

_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


class _Type:
    """Text in the best font there is."""

    def __init__(self) -> None:
        self._name = next(filter(_is_there, FONTS), None)

    def font(self, size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        """The font in a size."""
        return ImageFont.truetype(self._name, size) if self._name else ImageFont.load_default(size)

    def spelled(self, text: str) -> str:
        """The text as the font can write it."""
        if self._name:
            return text
        return unicodedata.normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode()


def png(scene: Scene) -> bytes:
    """The file's bytes."""
    image = Image.new("RGB", (round(scene.width * SCALE), round(scene.height * SCALE)), "white")
    draw, letters = ImageDraw.Draw(image), _Type()
    for shape in scene.shapes:
        _paint(draw, letters, shape)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _paint(draw: ImageDraw.ImageDraw, letters: _Type, shape: Shape) -> None:
    match shape:
        case Box(x, y, width, height, fill):
            right, bottom = (x + width) * SCALE, (y + height) * SCALE
            # Pillow paints the last row and column too.
            draw.rectangle((x * SCALE, y * SCALE, max(x * SCALE, right - 1), max(y * SCALE, bottom - 1)), fill)
        case Area(points, fill):
            draw.polygon(_scaled(points), fill)
        case Stroke(points, colour, width):
            draw.line(_scaled(points), colour, round(width * SCALE))
        case Words(x, y, text, size, colour, anchor):
            font = letters.font(size * SCALE)
            draw.text((x * SCALE, y * SCALE), letters.spelled(text), colour, font, _ANCHORS[anchor])


def _scaled(points: Points) -> list[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _is_there(name: str) -> bool:
    try:
        ImageFont.truetype(name, 10)
    except OSError:
        return False
    return True
