"""What the page says, in the languages of its interface."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.article import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "promise": "Paste a news article; get a short summary, and Russian and Chinese translations you can check "
        "sentence by sentence.",
        "file": "or drop a file",
        "article": "Article",
        "article-hint": "Paste the text of a news article, or a link to one",
        "examples": "Or try one:",
        "go": "Digest",
        "cancel": "Cancel",
        "options": "Options",
        "languages": "Translate into",
        "length": "Summary",
        "short": "Short",
        "medium": "Medium",
        "long": "Long",
        "profile": "Models",
        "profile-hint": "auto takes the best that is installed here",
        "glossary": "Glossary: how your terms are to be translated (CSV or TBX)",
        "keep": "Keep it:",
        "copy": "Copy text",
        "open": "Open a saved digest (JSON)",
        "compare": "Compare",
        "compare-with": "Digest the same article again with",
        "compare-file": "or with a saved digest (JSON)",
        "references": "Reference translation, one sentence a line, for scores",
        "references-language": "Its language",
        "compare-go": "Compare",
        "compare-summary": "Summary",
        "compare-same": "{n} of {total} sentences the same",
        "in-use": "in use",
        "compare-none": "Digest an article first; then it can be compared.",
        "models": "Models",
        "model": "Model",
        "licence": "Licence",
        "state": "State",
        "read": "Reading the article",
        "summarize": "Summarizing",
        "translate": "Translating into {language}",
        "verify": "Checking every sentence",
        "done": "Done",
        "cancelled": "Stopped. What was finished is below.",
        "waiting": "Waiting for a free place",
        "unexpected": "Something went wrong here. Try again; if it happens again, tell whoever runs this page.",
        "hint": "Point at a sentence to see its partners. Arrow keys move, Enter corrects a translation.",
    },
    "ru": {
        "promise": "Вставьте новостную статью: получите краткое изложение и переводы на русский и китайский, которые "
        "легко сверить по предложениям.",
        "file": "или перетащите файл",
        "article": "Статья",
        "article-hint": "Вставьте текст новостной статьи или ссылку на неё",
        "examples": "Или попробуйте:",
        "go": "Сделать дайджест",
        "cancel": "Остановить",
        "options": "Настройки",
        "languages": "Перевести на",
        "length": "Изложение",
        "short": "Короткое",
        "medium": "Среднее",
        "long": "Длинное",
        "profile": "Модели",
        "profile-hint": "auto берёт лучшее из установленного",
        "glossary": "Глоссарий: как переводить ваши термины (CSV или TBX)",
        "keep": "Сохранить:",
        "copy": "Копировать текст",
        "open": "Открыть сохранённый дайджест (JSON)",
        "compare": "Сравнение",
        "compare-with": "Сделать дайджест той же статьи ещё раз с",
        "compare-file": "или с сохранённым дайджестом (JSON)",
        "references": "Эталонный перевод, по предложению в строке, для оценок",
        "references-language": "Его язык",
        "compare-go": "Сравнить",
        "compare-summary": "Кратко",
        "compare-same": "одинаковых предложений: {n} из {total}",
        "in-use": "используется",
        "compare-none": "Сначала сделайте дайджест статьи, потом его можно сравнить.",
        "models": "Модели",
        "model": "Модель",
        "licence": "Лицензия",
        "state": "Состояние",
        "read": "Читаем статью",
        "summarize": "Излагаем кратко",
        "translate": "Переводим: {language}",
        "verify": "Проверяем каждое предложение",
        "done": "Готово",
        "cancelled": "Остановлено. Ниже то, что успели.",
        "waiting": "Ждём свободного места",
        "unexpected": "Здесь что-то пошло не так. Попробуйте ещё раз; если повторится, сообщите владельцу страницы.",
        "hint": "Наведите на предложение, чтобы увидеть его пары. Стрелки перемещают, Enter исправляет перевод.",
    },
    "zh": {
        "promise": "粘贴一篇英文新闻，即得简短摘要，以及可以逐句核对的俄文和中文译文。",
        "file": "或拖入文件",
        "article": "文章",
        "article-hint": "在此粘贴新闻正文或其链接",
        "examples": "或试一篇：",
        "go": "开始",
        "cancel": "停止",
        "options": "选项",
        "languages": "译为",
        "length": "摘要",
        "short": "短",
        "medium": "中",
        "long": "长",
        "profile": "模型",
        "profile-hint": "auto 选用本机已安装的最佳模型",
        "glossary": "术语表：规定术语的译法（CSV 或 TBX）",
        "keep": "保存：",
        "copy": "复制文本",
        "open": "打开已保存的摘要（JSON）",
        "compare": "对比",
        "compare-with": "用另一组模型再做一遍",
        "compare-file": "或与已保存的摘要（JSON）对比",
        "references": "参考译文，每行一句，用于评分",
        "references-language": "其语言",
        "compare-go": "对比",
        "compare-summary": "摘要",
        "compare-same": "{total} 句中 {n} 句相同",
        "in-use": "使用中",
        "compare-none": "请先处理一篇文章，再进行对比。",
        "models": "模型",
        "model": "模型",
        "licence": "许可",
        "state": "状态",
        "read": "正在读取文章",
        "summarize": "正在摘要",
        "translate": "正在译为{language}",
        "verify": "正在逐句检查",
        "done": "完成",
        "cancelled": "已停止。下面是已完成的部分。",
        "waiting": "正在排队",
        "unexpected": "出了点问题。请再试一次；若仍如此，请告知本页的管理者。",
        "hint": "指向一句，可见它在各语言中的对应句。方向键移动，回车修改译文。",
    },
}


def texts(locale: Language) -> Mapping[str, str]:
    """The texts of `locale`, English where there are none."""
    return TEXTS.get(locale, TEXTS["en"])


def locale_of(accept_language: str | None) -> Language:
    """The first language of an Accept-Language header that the page speaks: `de, ru;q=0.9` → `ru`."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "")[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    # sorted() is stable: equal weights keep the browser's order
    return next((tag for _, tag in sorted(wanted, key=lambda item: item[0]) if tag in TEXTS), "en")
