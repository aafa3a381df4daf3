"""For whom, in single words."""

from colonnade.interop.shared.audiences import audiences


def test_words_in_many_languages_name_audiences_once_each():
    words = ["Niños", "Familien", " seniors ", "children", "Women", "astronauts"]
    assert audiences(words) == ["children", "families", "older_people", "women"]


def test_running_text_says_nothing():
    assert audiences(["for children and their parents", ""]) == []
