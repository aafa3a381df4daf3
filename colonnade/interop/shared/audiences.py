"""For whom, in the single words of code lists and category names; running text is not read here."""

from collections.abc import Iterable

from colonnade.city.catalogue.vocabulary import Audience

_WORDS = {
    Audience.CHILDREN: "children kids child kinder enfants jeune public niños ninos infancia infantil criança crianças lapset barn bambini 兒童 儿童 дети أطفال",
    Audience.YOUTH: "youth teens teenagers jugendliche jugend jeunes adolescents adolescentes jóvenes jovenes juventud juvenil jovens nuoret ungdom giovani 青少年 молодёжь молодежь شباب",
    Audience.FAMILIES: "families family familien familie familles famille familias familia familiar famílias família perheet familjer famiglie 親子 亲子 家庭 семьи أسر",
    Audience.ADULTS: "adults adult erwachsene adultes adulte adultos adulto personas-adultas aikuiset vuxna adulti 成人 взрослые كبار",
    Audience.OLDER_PEOPLE: "seniors senior senioren ältere älteres seniorinnen séniors aînés mayores personas-mayores idosos ikäihmiset äldre anziani 銀髮族 长者 пожилые",
    Audience.WOMEN: "women frauen femmes mujeres mulheres naiset kvinnor donne 婦女 妇女 женщины نساء",
    Audience.MIGRANTS: "migrants refugees immigrants migranten geflüchtete migrantinnen réfugiés inmigrantes migrantes refugiados maahanmuuttajat 新住民 мигранты",
    Audience.PERSONS_WITH_DISABILITIES: "disabled disabilities behinderte inklusion handicap discapacitados discapacidad personascondiscapacidad deficientes vammaiset 身心障礙者 инвалиды",
    Audience.UNEMPLOYED: "unemployed jobseekers arbeitslose arbeitssuchende arbeitsuchende chômeurs desempleados parados desempregados työttömät безработные",
    Audience.PROFESSIONALS: "professionals fachkräfte fachpublikum professionnels profesionales empresas empresariosycomerciantes profissionais ammattilaiset специалисты",
}
_AUDIENCES = {word: audience.value for audience, words in _WORDS.items() for word in words.split()}


def audiences(words: Iterable[str]) -> list[str]:
    """Return the audiences that the words name, each once, in the order of the words; others say nothing."""
    found = (_AUDIENCES.get(word.strip().casefold()) for word in words)
    return list(dict.fromkeys(filter(None, found)))
