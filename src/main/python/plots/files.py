"""Figures as files: SVG with its text as text, PNG with a palette. The same figure gives the same bytes."""

import io

try:
    import numpy
    from PIL import Image
except ImportError:
    Image = numpy = None

FORMATS = ("svg", "png")
DPI = 110
COLORS = 64


def write(fig, file):
    """Errors: OSError when the file cannot be written; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".svg":
        fig.savefig(file, metadata={"Date": None})
    else:
        content = io.BytesIO()
        fig.savefig(content, format="png", dpi=DPI, metadata={"Software": None})
        file.write_bytes(with_palette(content.getvalue()))


def with_palette(png):
    """Less than half of the bytes; as it was where Pillow is not installed, or has no such thing."""
    if Image is None:
        return png
    try:
        image, smaller = Image.open(io.BytesIO(png)), io.BytesIO()
        dpi, pixels = image.info.get("dpi", (DPI, DPI)), numpy.asarray(image.convert("RGB"), dtype=numpy.int64)
        codes = pixels @ numpy.array([1 << 16, 1 << 8, 1])
        # Sorted by code, so equal counts have one order.
        found, where, counts = numpy.unique(codes, return_inverse=True, return_counts=True)
        palette, nearest = palette_of(parts_of(found), counts)
        indexes = nearest.astype(numpy.uint8)[where.reshape(-1)]
        small = Image.frombytes("P", image.size, indexes.tobytes())
        small.putpalette(palette.astype(numpy.uint8).tobytes())
        small.save(smaller, "PNG", optimize=True, dpi=dpi)
    except (AttributeError, OSError, TypeError, ValueError):
        return png
    return min(png, smaller.getvalue(), key=len)


def parts_of(codes):
    return numpy.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)


def palette_of(colors, counts):
    """A palette, and for each colour its place in it.

    Whatever is far from all that is in it comes next, and the sooner the more there is of it: so a marker keeps its
    colour, however small it is, and shades where letters end are rounded."""
    chosen, weights = [int(counts.argmax())], numpy.sqrt(counts)
    off = ((colors - colors[chosen[0]]) ** 2).sum(axis=1)
    nearest = numpy.zeros(len(colors), dtype=numpy.int64)
    while len(chosen) < min(COLORS, len(colors)):
        chosen.append(int((off * weights).argmax()))
        own = ((colors - colors[chosen[-1]]) ** 2).sum(axis=1)
        nearest[own < off] = len(chosen) - 1
        off = numpy.minimum(off, own)
    return colors[chosen], nearest
