"""The declaration and the promises of invented cities, in six languages. Our own words."""

CHARTER = {
    "en": ("We become a learning city", "Everybody in our city can learn, at every age, in every district, whatever they can pay.\n\nWe do this together: city, schools, libraries, firms, clubs and residents.\n\nEvery year we say what we have reached, and what not."),
    "fr": ("Nous devenons une ville apprenante", "Dans notre ville, chacun peut apprendre, à tout âge, dans tous les quartiers, quels que soient ses moyens.\n\nNous le faisons ensemble : ville, écoles, bibliothèques, entreprises, associations et habitants.\n\nChaque année, nous disons ce qui est atteint et ce qui ne l’est pas."),
    "es": ("Nos convertimos en ciudad del aprendizaje", "En nuestra ciudad todas las personas pueden aprender, a cualquier edad, en cada barrio, sea cual sea su bolsillo.\n\nLo hacemos juntos: ayuntamiento, escuelas, bibliotecas, empresas, asociaciones y vecindad.\n\nCada año decimos qué hemos logrado y qué no."),
    "ru": ("Мы становимся обучающимся городом", "В нашем городе может учиться каждый: в любом возрасте, в каждом районе, при любом достатке.\n\nМы делаем это вместе: город, школы, библиотеки, предприятия, клубы и жители.\n\nКаждый год мы говорим, чего достигли и чего нет."),
    "ar": ("نصبح مدينة تعلّم", "في مدينتنا يستطيع كل إنسان أن يتعلّم، في كل عمر وفي كل حيّ ومهما كانت قدرته على الدفع.\n\nنفعل ذلك معًا: البلدية والمدارس والمكتبات والشركات والجمعيات والسكان.\n\nونقول كل عام ما تحقق وما لم يتحقق."),
    "zh-Hans": ("我们要成为学习型城市", "在我们的城市里，每个人都能学习：不论年龄、不论住在哪个街区、不论付得起多少。\n\n我们一起来做：政府、学校、图书馆、企业、社团和居民。\n\n每年我们都说明做到了什么，还有什么没做到。"),
}  # fmt: skip

PROMISES = (
    (("KF4.2", "KF1.1"), {
        "en": "Whoever wants to learn to read and write finds a free course within two months.",
        "fr": "Qui veut apprendre à lire et à écrire trouve un cours gratuit en moins de deux mois.",
        "es": "Quien quiera aprender a leer y escribir encuentra un curso gratuito en menos de dos meses.",
        "ru": "Кто хочет научиться читать и писать, в течение двух месяцев найдёт бесплатный курс.",
        "ar": "من يريد تعلّم القراءة والكتابة يجد دورة مجانية خلال شهرين.",
        "zh-Hans": "想学读写的人，两个月内就能找到免费课程。",
    }),
    (("KF5.1", "KF5.2"), {
        "en": "Every district gets a place to learn that is open in the evening.",
        "fr": "Chaque quartier reçoit un lieu d’apprentissage ouvert le soir.",
        "es": "Cada barrio tendrá un lugar de aprendizaje abierto por la tarde.",
        "ru": "В каждом районе появится место для учёбы, открытое по вечерам.",
        "ar": "يحصل كل حيّ على مكان للتعلّم يفتح مساءً.",
        "zh-Hans": "每个街区都有一处晚间开放的学习场所。",
    }),
    (("KF9.1",), {
        "en": "Once a year the whole city celebrates learning for a week.",
        "fr": "Une fois par an, toute la ville fête l’apprentissage pendant une semaine.",
        "es": "Una vez al año toda la ciudad celebra el aprendizaje durante una semana.",
        "ru": "Раз в год весь город неделю празднует учёбу.",
        "ar": "مرة كل عام تحتفل المدينة كلها بالتعلّم أسبوعًا كاملًا.",
        "zh-Hans": "全城每年用一周时间庆祝学习。",
    }),
)  # fmt: skip
