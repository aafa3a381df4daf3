"""What the invented network of the demo world is called and says, in six languages. Our own words."""

NETWORK_NAMES = {
    "en": "Demo Network of Learning Cities",
    "es": "Red de demostración de ciudades del aprendizaje",
    "fr": "Réseau de démonstration des villes apprenantes",
    "ru": "Демонстрационная сеть обучающихся городов",
    "ar": "الشبكة التجريبية لمدن التعلّم",
    "zh-Hans": "学习型城市演示网络",
}
NETWORK_ABOUT = {
    "en": "An invented network of the invented cities of this demo world: seven cities on five continents that learn from each other.",
    "es": "Una red inventada de las ciudades inventadas de este mundo de demostración: siete ciudades de cinco continentes que aprenden unas de otras.",
    "fr": "Un réseau inventé des villes inventées de ce monde de démonstration : sept villes de cinq continents qui apprennent les unes des autres.",
    "ru": "Вымышленная сеть вымышленных городов этого демонстрационного мира: семь городов на пяти континентах учатся друг у друга.",
    "ar": "شبكة متخيَّلة للمدن المتخيَّلة في هذا العالم التجريبي: سبع مدن في خمس قارات يتعلّم بعضها من بعض.",
    "zh-Hans": "本演示世界中虚构城市组成的虚构网络：五大洲的七座城市相互学习。",
}
NETWORK_CHARTER = {
    "en": "Members say every two years what they have reached and what not.\n\nMembers answer each other’s questions.\n\nMembers let others use what they have made.",
    "es": "Los miembros dicen cada dos años qué han logrado y qué no.\n\nLos miembros responden a las preguntas de los demás.\n\nLos miembros dejan que otros usen lo que han hecho.",
    "fr": "Les membres disent tous les deux ans ce qu’ils ont atteint et ce qu’ils n’ont pas atteint.\n\nLes membres répondent aux questions des autres.\n\nLes membres laissent les autres utiliser ce qu’ils ont fait.",
    "ru": "Участники раз в два года говорят, чего достигли и чего нет.\n\nУчастники отвечают на вопросы друг друга.\n\nУчастники разрешают другим пользоваться тем, что создали.",
    "ar": "يقول الأعضاء كل سنتين ما حققوه وما لم يحققوه.\n\nيجيب الأعضاء عن أسئلة بعضهم بعضًا.\n\nيسمح الأعضاء لغيرهم باستخدام ما صنعوه.",
    "zh-Hans": "成员每两年说明做到了什么、没做到什么。\n\n成员相互回答问题。\n\n成员允许他人使用自己的成果。",
}
PART_NAMES = {
    "en": "Demo Harbour and River Cities",
    "es": "Ciudades de puerto y río (demostración)",
    "fr": "Villes de port et de fleuve (démonstration)",
    "ru": "Города у рек и гаваней (демонстрация)",
    "ar": "مدن الموانئ والأنهار (تجريبي)",
    "zh-Hans": "港口与河流城市（演示）",
}
COMMISSION_NAMES = {
    "en": "Invented National Commission ({country})",
    "es": "Comisión Nacional inventada ({country})",
    "fr": "Commission nationale inventée ({country})",
    "ru": "Вымышленная Национальная комиссия ({country})",
    "ar": "لجنة وطنية متخيَّلة ({country})",
    "zh-Hans": "虚构的全国委员会（{country}）",
}
CALLS = {
    "MEMBERSHIP": (
        {
            "en": "Join the demo network {year}",
            "es": "Únase a la red de demostración {year}",
            "fr": "Rejoindre le réseau de démonstration {year}",
            "ru": "Вступление в демонстрационную сеть, {year}",
            "ar": "الانضمام إلى الشبكة التجريبية {year}",
            "zh-Hans": "加入演示网络 {year}",
        },
        {
            "en": "We look for cities that mean it. Tell us how you will do it, with whom and with what.",
            "es": "Buscamos ciudades que vayan en serio. Cuéntennos cómo lo harán, con quién y con qué.",
            "fr": "Nous cherchons des villes décidées. Dites-nous comment vous ferez, avec qui et avec quoi.",
            "ru": "Мы ищем города, настроенные серьёзно. Расскажите, как вы это сделаете, с кем и на какие средства.",
            "ar": "نبحث عن مدن جادّة. أخبرونا كيف ستفعلون ذلك ومع من وبأي موارد.",
            "zh-Hans": "我们寻找真正下决心的城市。请告诉我们你们怎么做、和谁一起、靠什么。",
        },
    ),
    "REPORT": (
        {
            "en": "Progress report {year}",
            "es": "Informe de avance {year}",
            "fr": "Rapport d’avancement {year}",
            "ru": "Отчёт о продвижении, {year}",
            "ar": "تقرير التقدّم {year}",
            "zh-Hans": "{year}年进展报告",
        },
        {
            "en": "What has changed since your last report? What did not work? Your figures are filled in already.",
            "es": "¿Qué ha cambiado desde el último informe? ¿Qué no funcionó? Sus cifras ya están puestas.",
            "fr": "Qu’est-ce qui a changé depuis votre dernier rapport ? Qu’est-ce qui n’a pas marché ? Vos chiffres sont déjà inscrits.",
            "ru": "Что изменилось с прошлого отчёта? Что не получилось? Ваши цифры уже внесены.",
            "ar": "ما الذي تغيّر منذ تقريركم الأخير؟ وما الذي لم ينجح؟ أرقامكم مُدخلة سلفًا.",
            "zh-Hans": "自上次报告以来有什么变化？什么没有做成？你们的数据已经填好。",
        },
    ),
    "HOSTING": (
        {
            "en": "Who hosts the demo conference {year}?",
            "es": "¿Quién acoge la conferencia de demostración {year}?",
            "fr": "Qui accueille la conférence de démonstration {year} ?",
            "ru": "Кто примет демонстрационную конференцию {year} года?",
            "ar": "من يستضيف المؤتمر التجريبي {year}؟",
            "zh-Hans": "谁来主办{year}年演示大会？",
        },
        {
            "en": "Members only. Tell us about rooms, beds, transport, access and interpretation.",
            "es": "Solo para miembros. Háblennos de salas, camas, transporte, accesibilidad e interpretación.",
            "fr": "Réservé aux membres. Parlez-nous des salles, des lits, des transports, de l’accessibilité et de l’interprétation.",
            "ru": "Только для участников. Расскажите о залах, гостиницах, транспорте, доступности и переводе.",
            "ar": "للأعضاء فقط. حدّثونا عن القاعات والإقامة والنقل وإمكانية الوصول والترجمة الفورية.",
            "zh-Hans": "仅限成员。请介绍会场、住宿、交通、无障碍与口译。",
        },
    ),
    "AWARD": (
        {
            "en": "Demo award {year}",
            "es": "Premio de demostración {year}",
            "fr": "Prix de démonstration {year}",
            "ru": "Демонстрационная премия {year}",
            "ar": "الجائزة التجريبية {year}",
            "zh-Hans": "{year}年演示奖",
        },
        {
            "en": "Only what you have reached since you joined counts.",
            "es": "Solo cuenta lo logrado desde el ingreso.",
            "fr": "Seul compte ce que vous avez atteint depuis votre adhésion.",
            "ru": "Учитывается только достигнутое после вступления.",
            "ar": "لا يُحتسب إلا ما تحقق منذ انضمامكم.",
            "zh-Hans": "只计算加入以来取得的成果。",
        },
    ),
}
