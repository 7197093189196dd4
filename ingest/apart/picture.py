"""Pictures of a PDF's pages, with places outlined."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import ImageDraw

Outline = tuple[float, float, float, float]

_WIDTH = 1400  # pixels
_COLOUR = (128, 22, 80)
_LINE = 4


def page_picture(content: bytes, page: int, outlines: Sequence[Outline] = ()) -> bytes:
    """A page of a PDF as PNG.

    Args:
        content: the document's bytes.
        page: number of the page, from 1.
        outlines: places to outline: left, top, right, bottom as shares of the page.

    Raises:
        Exception: whatever pypdfium2 raises on a broken file or a page that is not there.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        shown = document[page - 1]
        scale = min(_WIDTH / max(shown.get_width(), 1), 4.0)
        image = shown.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in outlines:
        box = (
            max(left * image.width - _LINE, 0), max(top * image.height - _LINE, 0),
            min(right * image.width + _LINE, image.width - 1), min(bottom * image.height + _LINE, image.height - 1),
        )  # fmt: skip
        if box[2] > box[0] and box[3] > box[1]:
            draw.rectangle(box, outline=_COLOUR, width=_LINE)
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=False)
    return out.getvalue()
