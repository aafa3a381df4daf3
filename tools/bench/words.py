"""Words of the corpus: a few thousand of each of seven languages, as often as words are in real texts.

The commonest are real (little words, then the words by which the catalogue knows its topics); the others are
invented from the syllables of the language. How often each comes follows Zipf's law, as in every language.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

LANGUAGES = ("en", "es", "fr", "de", "ru", "ar", "zh")
MOST = 20_000
EXPONENT = 1.05

_LITTLE = {
    "en": "the and of to in for with you your is are this on at will from we how our all",
    "es": "de la el los en y para con del una por que se al las un su como más este",
    "fr": "de la le les et des en pour du une avec dans au par vous sur est nous ce plus",
    "de": "und der die das für mit von im in zu den ist ein eine auf zum am wir wie bei",
    "ru": "и в на для с по из к не что от как мы вы о за у это все или",
    "ar": "في من على إلى عن مع هذا هذه كل بين التي الذي أو ما لا كان ثم حتى عند بعد",
    "zh": "的 和 在 是 与 了 我们 你 为 有 到 一个 这 将 从 会 中 上 都 可以",
}
_SYLLABLES = {
    "en": "ba den mor ti lan ser wick ton pre vel sha ron cal mi fer ny ost bri gle hul",
    "es": "ca ro mi le do ta ra sol ver ne co za la man ti no pe que su fla",
    "fr": "bon ter mi leu chan re vou dé lai sor ni que ma far trou li pe sé ran bel",
    "de": "ber ge lich tung schau werk mei hof ra stei ner fel dur ze bau wel ken ho mü lau",
    "ru": "ка ро ми ле но та ве ни ко за ла ма ти по пе ре су вы да мо",
    "ar": "با را مي لو نا سا دو كا في تا را حا شي قو لا ما نو جا دي ها",
    "zh": "天 山 水 林 城 东 西 南 北 明 光 花 石 云 江 海 春 秋 星 河 田 桥 风 雨",
}
_TOPICS = {"zh": "zh-hans"}


class Vocabulary:
    """The words of one language, the commonest first."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.little = _LITTLE[language].split()
        self.topics = _topics(language)
        self.words = list(dict.fromkeys([*self.little, *_mixed(self.topics, _invented(language))]))[:MOST]
        self._weights = list(accumulate(1 / (rank + 3) ** EXPONENT for rank in range(len(self.words))))
        self._joint = "" if language == "zh" else " "

    def some(self, chance: Random, count: int) -> list[str]:
        """Draw words, common ones often."""
        return chance.choices(self.words, cum_weights=self._weights, k=count)

    def title(self, chance: Random) -> str:
        """A title: a topic and a few words."""
        words = [chance.choice(self.topics), *self.some(chance, chance.randint(1, 5))]
        return self._joint.join(words).capitalize()

    def text(self, chance: Random, count: int) -> str:
        """Some sentences of so many words in all."""
        words = self.some(chance, count)
        stop = "。" if self.language == "zh" else ". "
        sentences = (self._joint.join(words[at : at + 12]).capitalize() for at in range(0, len(words), 12))
        return stop.join(sentences) + stop.strip()


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, made once."""
    return Vocabulary(language)


def _topics(language: str) -> list[str]:
    """Words by which the catalogue places offers, without the signs of its lists."""
    path = resources.files("colonnade.city.catalogue").joinpath("data", "block_words.json")
    lists = json.loads(path.read_text(encoding="utf-8"))["languages"][_TOPICS.get(language, language)]
    words = (word for block in lists.values() for word, weight in block.items() if weight)
    return sorted({word for word in words if "*" not in word and " " not in word})


def _invented(language: str) -> list[str]:
    chance = Random(f"words {language}")
    syllables = _SYLLABLES[language].split()
    made: dict[str, None] = {}
    while len(made) < MOST:
        made["".join(chance.choices(syllables, k=chance.randint(2, 4)))] = None
    return list(made)


def _mixed(topics: Iterable[str], invented: Iterable[str]) -> list[str]:
    """One topic to two invented words until the topics are used up."""
    mixed: list[str] = []
    rest = iter(invented)
    for topic in topics:
        mixed += [topic, next(rest), next(rest)]
    return [*mixed, *rest]
