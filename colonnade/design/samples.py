"""Invented texts for the gallery, in four scripts and both directions, so that a component is judged with real words."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import get_language

WHEN = datetime(2026, 11, 28, 10, 30, tzinfo=UTC)

_ENGLISH = {
    "city": "Sample City",
    "hero": "Learn something new, near you",
    "lede": "412 opportunities this week in 63 places. 287 of them are free.",
    "question": "What do you want to learn?",
    "near": "Near me",
    "blocks": [
        "Inclusive learning, from basic to higher",
        "Families and communities",
        "For and in the workplace",
        "Modern learning technologies",
        "Quality and excellence",
        "A culture of learning throughout life",
    ],
    "offers": [
        (
            "Reading together as a family",
            "Saturday 28 November, 10:30",
            "Harbour Library · 650 m",
            "Free",
            "B5",
        ),
        (
            "First steps with a spreadsheet",
            "Monday 30 November, 18:00",
            "North Community Centre · 1.2 km",
            "Free",
            "B7",
        ),
        ("Welding for beginners", "From January, 6 weeks", "Valley Institute · 3 km", "€40", "B6"),
    ],
    "facts": [
        ("When", "calendar", "Saturday 28 November, 10:30 to 12:00"),
        ("Where", "place", "Harbour Library, Quay Street 4. Tram 3, stop Fish Market"),
        ("Who it is for", "people", "Families with children from 4 to 8"),
        ("What it costs", "money", "Free"),
        ("Language", "language", "Spanish and Portuguese"),
        ("Access", "wheelchair", "Step-free, induction loop"),
    ],
    "notice": "The place has changed: the workshop is held in the reading room on the first floor.",
    "empty": (
        "Nothing on this day yet",
        "Try another day, or let the library know what you would like to learn.",
    ),
    "stat": ("Adults who took part in learning", "2025, survey", "Statistics office"),
    "trend": "4 points more than in 2023",
    "next": (
        "The next thing we would do",
        "The third column rests on declarations. Two firms already publish training here: ask them for their figures of 2025 and the stone becomes solid.",
    ),
    "prose": "A learning city uses what it has: schools, libraries, workshops, squares and people who know something.",
    "steps": ["What you offer", "When and where", "Who it is for", "Publish"],
    "facet": "Language of the course",
    "languages": [("Español", "es", 214), ("English", "en", 96), ("العربية", "ar", 31), ("中文", "zh", 12)],
    "table": ("Offers by building block, 2025", ["Building block", "Offers", "Places"]),
}

_SPANISH = {
    "city": "Ciudad de muestra",
    "hero": "Aprende algo nuevo, cerca de ti",
    "lede": "412 oportunidades esta semana en 63 lugares. 287 son gratuitas.",
    "question": "¿Qué quieres aprender?",
    "near": "Cerca de mí",
    "blocks": [
        "Aprendizaje inclusivo, de la básica a la superior",
        "Familias y comunidades",
        "En y para el trabajo",
        "Tecnologías modernas de aprendizaje",
        "Calidad y excelencia",
        "Una cultura de aprender toda la vida",
    ],
    "offers": [
        (
            "Taller de lectura en familia",
            "Sábado 28 de noviembre, 10:30",
            "Biblioteca del Puerto · 650 m",
            "Gratis",
            "B5",
        ),
        (
            "Primeros pasos con la hoja de cálculo",
            "Lunes 30 de noviembre, 18:00",
            "Centro Cívico Norte · 1,2 km",
            "Gratis",
            "B7",
        ),
        (
            "Soldadura para quien empieza",
            "Desde enero, 6 semanas",
            "Instituto del Valle · 3 km",
            "40 €",
            "B6",
        ),
    ],
    "facts": [
        ("Cuándo", "calendar", "Sábado 28 de noviembre, de 10:30 a 12:00"),
        ("Dónde", "place", "Biblioteca del Puerto, calle del Muelle 4. Tranvía 3, parada Lonja"),
        ("Para quién", "people", "Familias con niñas y niños de 4 a 8 años"),
        ("Cuánto cuesta", "money", "Gratis"),
        ("Idioma", "language", "Español y portugués"),
        ("Accesibilidad", "wheelchair", "Sin escalones, bucle de inducción"),
    ],
    "notice": "Ha cambiado el lugar: el taller es en la sala de lectura de la primera planta.",
    "empty": (
        "Este día todavía no hay nada",
        "Prueba otro día, o dile a la biblioteca qué te gustaría aprender.",
    ),
    "stat": ("Personas adultas que participaron en formación", "2025, encuesta", "Oficina de estadística"),
    "trend": "4 puntos más que en 2023",
    "next": (
        "Lo siguiente que haríamos",
        "La tercera columna descansa en declaraciones. Dos empresas ya publican formación aquí: pídeles sus cifras de 2025 y la piedra se vuelve sólida.",
    ),
    "prose": "Una ciudad del aprendizaje usa lo que tiene: escuelas, bibliotecas, talleres, plazas y personas que saben algo.",
    "steps": ["Qué ofreces", "Cuándo y dónde", "Para quién", "Publicar"],
    "facet": "Idioma del curso",
    "languages": _ENGLISH["languages"],
    "table": ("Ofertas por pilar, 2025", ["Pilar", "Ofertas", "Plazas"]),
}

_ARABIC = {
    "city": "مدينة نموذجية",
    "hero": "تعلَّم شيئًا جديدًا بالقرب منك",
    "lede": "412 فرصة هذا الأسبوع في 63 مكانًا، منها 287 مجانية.",
    "question": "ماذا تريد أن تتعلّم؟",
    "near": "بالقرب مني",
    "blocks": [
        "تعلّم شامل من الأساسي إلى العالي",
        "الأسر والمجتمعات",
        "في العمل ومن أجله",
        "تقنيات التعلّم الحديثة",
        "الجودة والتميّز",
        "ثقافة التعلّم مدى الحياة",
    ],
    "offers": [
        ("ورشة قراءة عائلية", "السبت 28 نوفمبر، 10:30", "مكتبة الميناء · 650 م", "مجاني", "B5"),
        (
            "الخطوات الأولى مع جداول البيانات",
            "الاثنين 30 نوفمبر، 18:00",
            "المركز المدني الشمالي · 1.2 كم",
            "مجاني",
            "B7",
        ),
        ("اللحام للمبتدئين", "من يناير، 6 أسابيع", "معهد الوادي · 3 كم", "40 يورو", "B6"),
    ],
    "facts": [
        ("متى", "calendar", "السبت 28 نوفمبر، من 10:30 إلى 12:00"),
        ("أين", "place", "مكتبة الميناء، شارع الرصيف 4. ترام 3، محطة سوق السمك"),
        ("لمن", "people", "الأسر التي لديها أطفال من 4 إلى 8 سنوات"),
        ("الكلفة", "money", "مجاني"),
        ("اللغة", "language", "الإسبانية والبرتغالية"),
        ("سهولة الوصول", "wheelchair", "بلا درج، وحلقة سمعية"),
    ],
    "notice": "تغيّر المكان: تُعقد الورشة في قاعة القراءة في الطابق الأول.",
    "empty": ("لا شيء في هذا اليوم بعد", "جرّب يومًا آخر، أو أخبر المكتبة بما تودّ أن تتعلّمه."),
    "stat": ("بالغون شاركوا في التعلّم", "2025، استطلاع", "مكتب الإحصاء"),
    "trend": "أكثر بأربع نقاط من عام 2023",
    "next": (
        "الخطوة التالية التي نقترحها",
        "العمود الثالث قائم على التصريحات. تنشر شركتان تدريبًا هنا: اطلب أرقام 2025 فيصير الحجر صلبًا.",
    ),
    "prose": "تستخدم مدينة التعلّم ما لديها: المدارس والمكتبات والورش والساحات والناس الذين يعرفون شيئًا.",
    "steps": ["ماذا تقدّم", "متى وأين", "لمن", "انشر"],
    "facet": "لغة الدورة",
    "languages": _ENGLISH["languages"],
    "table": ("العروض حسب اللبنة، 2025", ["اللبنة", "العروض", "الأماكن"]),
}

_CHINESE = {
    "city": "示范城市",
    "hero": "在你身边，学点新东西",
    "lede": "本周 63 个地点有 412 个学习机会，其中 287 个免费。",
    "question": "你想学什么？",
    "near": "我附近",
    "blocks": [
        "从基础到高等的全纳学习",
        "家庭与社区学习",
        "为了工作、在工作中学习",
        "现代学习技术",
        "质量与卓越",
        "终身学习的文化",
    ],
    "offers": [
        ("亲子共读工作坊", "11月28日 星期六 10:30", "港口图书馆 · 650 米", "免费", "B5"),
        ("电子表格入门", "11月30日 星期一 18:00", "北区市民中心 · 1.2 公里", "免费", "B7"),
        ("焊接初级班", "一月起，共六周", "山谷学院 · 3 公里", "40 欧元", "B6"),
    ],
    "facts": [
        ("时间", "calendar", "11月28日 星期六 10:30 至 12:00"),
        ("地点", "place", "港口图书馆，码头街 4 号。电车 3 路，鱼市站"),
        ("适合谁", "people", "有 4 至 8 岁孩子的家庭"),
        ("费用", "money", "免费"),
        ("语言", "language", "西班牙语和葡萄牙语"),
        ("无障碍", "wheelchair", "无台阶，有感应线圈"),
    ],
    "notice": "地点有变：工作坊改在二楼阅览室举行。",
    "empty": ("这一天还没有活动", "换一天试试，或者告诉图书馆你想学什么。"),
    "stat": ("参加学习的成年人", "2025 年，问卷调查", "统计局"),
    "trend": "比 2023 年高 4 个百分点",
    "next": (
        "我们接下来会做的事",
        "第三根柱子还只是自报。已有两家企业在这里发布培训：向它们索取 2025 年的数字，石头就变实了。",
    ),
    "prose": "学习型城市善用已有的一切：学校、图书馆、工坊、广场，还有懂得某件事的人。",
    "steps": ["你提供什么", "时间和地点", "适合谁", "发布"],
    "facet": "授课语言",
    "languages": _ENGLISH["languages"],
    "table": ("各支柱的学习机会，2025", ["支柱", "机会", "名额"]),
}

_TEXTS: dict[str, dict[str, Any]] = {"en": _ENGLISH, "es": _SPANISH, "ar": _ARABIC, "zh": _CHINESE}
_BLOCKS = ["B4", "B5", "B6", "B7", "B8", "B9"]


def texts() -> dict[str, Any]:
    """Return the sample texts in the active language, else in English, shaped as the templates read them."""
    said = _TEXTS.get((get_language() or "").split("-")[0], _ENGLISH)
    names = dict(zip(_BLOCKS, said["blocks"], strict=True))
    offers = [
        dict(zip(("title", "when", "where", "cost", "block"), offer, strict=True))
        | {"block_name": names[offer[-1]], "free": offer[3] == said["offers"][0][3]}
        for offer in said["offers"]
    ]
    facts = [dict(zip(("label", "icon", "text"), fact, strict=True)) for fact in said["facts"]]
    states = ["done", "done", "current", "todo"]
    return said | {
        "blocks": [{"code": code, "name": name} for code, name in names.items()],
        "offers": offers,
        "facts": facts,
        "steps": [
            {"label": label, "state": state, "url": "", "hint": ""}
            for label, state in zip(said["steps"], states, strict=True)
        ],
        "options": [
            {"label": label, "lang": code, "url": f"?language={code}", "count": count, "chosen": code == "es"}
            for label, code, count in said["languages"]
        ],
        "trail": [
            {"label": said["city"], "url": "#"},
            {"label": said["facet"], "url": "#"},
            {"label": said["offers"][0][0], "url": ""},
        ],
        "rows": [
            {"code": code, "name": names[code], "offers": 412 - 53 * i, "places": 9120 - 1311 * i}
            for i, code in enumerate(_BLOCKS)
        ],
    }
