"""Words that cells use for states and ways, folded as ``columns.folded`` folds them."""

from colonnade.city.profile.vocabulary import Access
from colonnade.interop.tabular.columns import folded


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.replace("\n", "|").split("|") if word.strip())


ONLINE = _words(
    """online|on line|virtual|remote|webinar|distance|distance learning|digital|internet|en línea|en linea|a distancia|telemático|virtual en vivo
    en ligne|à distance|distanciel|en distanciel|virtuel|fernkurs|fernunterricht|onlinekurs|virtuell|онлайн|дистанционно|заочно|вебинар|удаленно
    عن بعد|عبر الإنترنت|أونلاين|اونلاين|افتراضي|线上|線上|在线|在線|网络|網路|远程|遠距|em linha|à distância|da remoto|in remoto|a distanza"""
)
ON_SITE = _words(
    """onsite|on site|in person|face to face|f2f|offline|classroom|in the classroom|physical|presencial|en persona|présentiel|en présentiel|sur place
    präsenz|präsenzkurs|präsenzveranstaltung|vor ort|in präsenz|очно|офлайн|оффлайн|очный|лично|حضوري|حضوريا|شخصيا|وجها لوجه|线下|線下|现场|現場
    面授|实体|實體|in presenza|presenza|lähiopetus|på plats"""
)
HYBRID = _words(
    """hybrid|blended|blended learning|mixed|online and onsite|online and on site|híbrido|híbrida|semipresencial|mixto|mixta|bimodal|hybride|mixte
    comodal|hybridkurs|hybridveranstaltung|гибридный|смешанный|гибрид|очно заочно|مدمج|هجين|混合|混合式|线上线下|線上線下|ibrido|misto|ibrida|misto"""
)
CANCELLED = _words(
    """cancelled|canceled|cancelado|cancelada|anulado|anulada|suspendido|suspendida|annulé|annulée|abgesagt|entfällt|fällt aus|ausgefallen|storniert
    отменено|отменён|отменен|отменена|отмена|ملغى|ملغي|ملغاة|أُلغيت|取消|已取消|cancellato|annullato|annullata|peruttu|inställt"""
)
POSTPONED = _words(
    """postponed|pospuesto|pospuesta|aplazado|aplazada|reporté|reportée|verschoben|перенесено|отложено|отложен|перенесён|перенесен|مؤجل|مؤجلة|延期|已延期|推迟
    adiado|adiada|rimandato|rinviato|rinviata"""
)
FULL = _words(
    """full|sold out|fully booked|completo|completa|agotado|agotadas|sin plazas|complet|complète|ausgebucht|ausverkauft|voll|belegt
    мест нет|нет мест|распродано|مكتمل|اكتمل العدد|已满|已滿|额满|額滿|售罄|售完|esgotado|lotado|esaurito|tutto esaurito"""
)
NOT_NEEDED = _words(
    """not required|not needed|no registration|no registration required|no registration needed|no booking required|drop in|none required|walk in
    no requiere|no es necesario|no necesaria|sin inscripción|sin inscripción previa|no requiere inscripción|libre|sans inscription|non requise|non
    pas d'inscription|nicht erforderlich|nicht nötig|keine anmeldung|ohne anmeldung|keine anmeldung erforderlich|не требуется|не нужна|без регистрации
    بدون تسجيل|غير مطلوب|无需报名|無需報名|不需要|无需预约|免报名|免報名|não necessária|sem inscrição|non richiesta|non necessaria|libero"""
)
REGISTRATION_NEEDED = _words(
    """required|needed|registration required|registration needed|booking required|mandatory|booking essential|obligatory|requerida|obligatoria|necesaria
    previa inscripción|con inscripción|inscripción previa|con inscripción previa|requiere inscripción|obligatoire|requise|sur inscription|nécessaire
    sur réservation|erforderlich|notwendig|anmeldung erforderlich|mit anmeldung|nach anmeldung|verbindlich|требуется|обязательна|обязательно|нужна
    по записи|по регистрации|مطلوب|مطلوبة|إلزامي|需要|需报名|需報名|必须|须预约|需预约|obrigatória|necessária|obbligatoria|richiesta|su prenotazione|necessaria"""
)
COURSES = _words(
    """course|courses|class|classes|training course|evening class|short course|curso|cursos|cours|stage de formation|formation|formations|kurs|kurse
    lehrgang|sprachkurs|курс|курсы|دورة|دورات|دورة تدريبية|课程|課程|培训班|corso|corsi|kurssi"""
)
PROGRAMMES = _words(
    "program|programme|study programme|degree programme|programa|programa de estudios|studiengang|программа|برنامج|项目|計畫|programma"
)
ACCESS: dict[str, frozenset[str]] = {
    Access.WHEELCHAIR.value: _words(
        "wheelchair|silla de ruedas|sillas de ruedas|fauteuil roulant|rollstuhl|инвалидн|كرسي متحرك|الكراسي المتحركة|轮椅|輪椅|cadeira de rodas|sedia a rotelle"
    ),
    Access.SIGN_LANGUAGE.value: _words(
        "sign language|lengua de signos|lengua de señas|langue des signes|gebärdensprache|жестов|لغة الإشارة|手语|手語|língua gestual|lingua dei segni"
    ),
    Access.HEARING_LOOP.value: _words(
        "hearing loop|induction loop|bucle magnético|boucle magnétique|induktionsschleife"
    ),
    Access.STEP_FREE.value: _words("step free|no steps|sin escalones|plain pied|stufenlos|без ступеней"),
}
