"""Course feeds are told from other XML."""

import pytest

from colonnade.interop.shared.tests.reading import DATA, head_of, real
from colonnade.interop.xcri_cap import XcriCapReader

reader = XcriCapReader()
HOME = 'xmlns="http://xcri.org/profiles/1.2/catalog"'


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (f'<?xml version="1.0"?><!-- made by "hand" > --><catalog {HOME} generated="2026-01-01">', 1.0),
        (f"\ufeff\n<provider {HOME}>", 1.0),
        ('<x:catalog xmlns:x="http://xcri.org/profiles/catalog">', 1.0),
        (
            '<?xml version="1.0"?><!DOCTYPE catalog [<!ENTITY a "b">]><catalog xmlns="http://xcri.org/profiles/1.2/catalog">',
            1.0,
        ),
        ('<catalog xmlns:mlo="http://purl.org/net/mlo">', 0.4),
        ("<catalog><product/></catalog>", 0.0),
        ('<vdex xmlns:xcri="http://xcri.org/profiles/catalog">', 0.6),
        ("<vdex>", 0.0),
        ("<html><p>xcri.org</p></html>", 0.0),
        ("catalog http://xcri.org", 0.0),
        ("", 0.0),
    ],
)
def test_recognise_a_course_feed_by_its_root(data, sure):
    assert reader.recognise(head_of(data)) == sure


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_recognise_a_course_feed_in_wide_characters(encoding):
    assert reader.recognise(head_of(f'<?xml version="1.0"?><catalog {HOME}>'.encode(encoding))) == 1.0


@pytest.mark.real_data
def test_recognise_the_real_files_and_no_others():
    real("xcri")
    ours = {
        path.name
        for path in DATA.rglob("*")
        if path.is_file() and reader.recognise(head_of(path, path.name)) > 0
    }
    assert ours == {path.name for path in (DATA / "xcri").iterdir()}
