"""Figures as files: SVG with its text as text, PNG with a palette. The same figure gives the same bytes."""

import io

try:
    import numpy
    from PIL import Image
except ImportError:
    Image = numpy = None

FORMATS = ("svg", "png")
DPI = 110
EXACT, MIXED = 40, 24  # colours of a palette: the most frequent ones, and means of the others


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
    """Lines and areas keep their colours; where they meet letters and each other, shades are rounded.

    The palette, and for each colour its place in it."""
    order = numpy.argsort(-counts, kind="stable")
    palette, rest = colors[order[:EXACT]], colors[order[EXACT:]]
    if len(rest):
        strip = Image.frombytes("RGB", (len(rest), 1), rest.astype(numpy.uint8).tobytes())
        mixed = strip.quantize(MIXED, method=0, dither=0).getpalette()[: 3 * MIXED]
        palette = numpy.concatenate([palette, numpy.array(mixed).reshape(-1, 3)])
    distances = ((colors[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    return palette, distances.argmin(axis=1)
