"""An invented catalogue with the damage of the real one."""

NAMES = "name,org_name,description,address,city,state,zipcode,latitude,longitude,min_age,max_age,category_id,category name,category description"
SPARE = "," * 17
END = "Springfield,IL,62701,39.7817,-89.6501,10,14,7,Media,Films and sounds"


def row(name, *, org="Brick House", text="Words.", address="1 Main St.", end=END):
    """Return one sound row."""
    return f'{name},{org},"{text}",{address},{end}'


def catalogue(*rows, encoding="mac_roman"):
    """Return the file: line ends of old Macs, seventeen empty columns."""
    return "\r".join(line + SPARE for line in (NAMES, *rows)).encode(encoding) + b"\r"


def harmed_twice(text):
    """UTF-8 read as Windows-1252, then saved as Mac Roman."""
    return "".join(
        bytes([byte]).decode("mac_roman" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for byte in text.encode()
    )
