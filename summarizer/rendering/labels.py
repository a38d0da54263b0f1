"""The few words that the reading view itself says, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.article import Language

LABELS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "digest": "Digest, aligned by sentence",
        "summary": "Summary",
        "article": "Article",
        "languages": "Languages",
        "evidence": "From sentence {n}",
        "sentences": "{out} of {total} sentences",
        "clipped": "{n} clipped",
        "unknown": "{n} unknown",
        "repaired": "{n} repaired",
        "check": "{n} to check",
        "draft": "draft",
        "draft-why": "A draft by a small model: check it before you publish it.",
        "removed": "Left out as boilerplate: {n}",
        "report": "About this digest",
        "pending": "being translated",
        "error": "Error",
        "warning": "Check",
        "note": "Note",
        "title": "title",
        "edited": "edited",
        "edit": "Correct this sentence",
        "made": "{part} by {model}, {licence}",
        "time": "{stage} {seconds} s",
        "stage-read": "reading",
        "stage-summarize": "summary",
        "stage-translate": "translation",
        "stage-verify": "checks",
        "removed-appeal": "appeal to readers",
        "removed-promotion": "promotion",
        "removed-related": "links to other articles",
        "removed-social": "share and follow",
        "removed-advertisement": "advertisement",
        "removed-cookies": "cookies",
        "removed-copyright": "copyright",
        "removed-correction": "correction",
        "removed-credit": "credit",
        "removed-navigation": "navigation",
    },
    "ru": {
        "digest": "Дайджест, выровненный по предложениям",
        "summary": "Кратко",
        "article": "Статья",
        "languages": "Языки",
        "evidence": "Из предложения {n}",
        "sentences": "Предложений: {out} из {total}",
        "clipped": "обрезано: {n}",
        "unknown": "неизвестных: {n}",
        "repaired": "исправлено: {n}",
        "check": "проверить: {n}",
        "draft": "черновик",
        "draft-why": "Черновик небольшой модели: проверьте перед публикацией.",
        "removed": "Убрано как лишнее: {n}",
        "report": "Об этом дайджесте",
        "pending": "переводится",
        "error": "Ошибка",
        "warning": "Проверить",
        "note": "Заметка",
        "title": "заголовок",
        "edited": "правка",
        "edit": "Исправить предложение",
        "made": "{part}: {model}, {licence}",
        "time": "{stage} {seconds} с",
        "stage-read": "чтение",
        "stage-summarize": "изложение",
        "stage-translate": "перевод",
        "stage-verify": "проверки",
        "removed-appeal": "просьба к читателям",
        "removed-promotion": "реклама издания",
        "removed-related": "ссылки на другие статьи",
        "removed-social": "ссылки на соцсети",
        "removed-advertisement": "реклама",
        "removed-cookies": "файлы cookie",
        "removed-copyright": "авторские права",
        "removed-correction": "поправка",
        "removed-credit": "подпись к фото или видео",
        "removed-navigation": "навигация",
    },
    "zh": {
        "digest": "摘要与译文，逐句对照",
        "summary": "摘要",
        "article": "全文",
        "languages": "语言",
        "evidence": "出自第 {n} 句",
        "sentences": "{total} 句中的 {out} 句",
        "clipped": "截断 {n}",
        "unknown": "未知 {n}",
        "repaired": "已修复 {n}",
        "check": "待核对 {n}",
        "draft": "草稿",
        "draft-why": "小模型译出的草稿，发布前请核对。",
        "removed": "已略去的附加内容：{n}",
        "report": "关于这份摘要",
        "pending": "翻译中",
        "error": "错误",
        "warning": "核对",
        "note": "备注",
        "title": "标题",
        "edited": "已修改",
        "edit": "修改这句",
        "made": "{part}：{model}，{licence}",
        "time": "{stage} {seconds} 秒",
        "stage-read": "读取",
        "stage-summarize": "摘要",
        "stage-translate": "翻译",
        "stage-verify": "检查",
        "removed-appeal": "向读者募捐",
        "removed-promotion": "自家推广",
        "removed-related": "相关文章链接",
        "removed-social": "分享与关注",
        "removed-advertisement": "广告",
        "removed-cookies": "Cookie 提示",
        "removed-copyright": "版权声明",
        "removed-correction": "更正说明",
        "removed-credit": "图片或视频来源",
        "removed-navigation": "导航",
    },
}


KINDS: Mapping[Language, Mapping[str, str]] = {
    "ru": {
        "address": "адрес или ссылка",
        "adequacy": "слова без перевода",
        "agreement": "не согласовано",
        "chatter": "болтовня модели",
        "clipped": "обрезано",
        "contradicted": "противоречит статье",
        "echo": "не переведено",
        "empty": "пусто",
        "glossary": "глоссарий",
        "loop": "повтор",
        "low-confidence": "модель не уверена",
        "name-changed": "имя изменилось",
        "name-exchanged": "имена переставлены",
        "name-missing": "имя пропало",
        "name-new": "лишнее имя",
        "not-a-word": "нет такого слова",
        "not-entailed": "не следует из статьи",
        "number-changed": "число изменилось",
        "number-missing": "число пропало",
        "number-new": "лишнее число",
        "quotes": "кавычки или скобки",
        "sentence-added": "лишнее предложение",
        "sentence-missing": "предложение пропало",
        "sentences-lost": "предложения пропали",
        "too-long": "слишком длинно",
        "too-short": "слишком коротко",
        "traditional": "традиционные иероглифы",
        "unknown-tokens": "неизвестные знаки",
        "unsupported": "нет в статье",
        "unsupported-name": "имени нет в статье",
        "unsupported-number": "числа нет в статье",
        "wrong-language": "не тот язык",
    },
    "zh": {
        "address": "网址或链接",
        "adequacy": "词语未译出",
        "agreement": "语法不一致",
        "chatter": "模型的闲话",
        "clipped": "被截断",
        "contradicted": "与文章矛盾",
        "echo": "未翻译",
        "empty": "空缺",
        "glossary": "术语表",
        "loop": "重复",
        "low-confidence": "模型没有把握",
        "name-changed": "名称有变",
        "name-exchanged": "名称互换",
        "name-missing": "名称缺失",
        "name-new": "多出名称",
        "not-a-word": "没有这个词",
        "not-entailed": "文章不能证实",
        "number-changed": "数字有变",
        "number-missing": "数字缺失",
        "number-new": "多出数字",
        "quotes": "引号或括号",
        "sentence-added": "多出句子",
        "sentence-missing": "缺少句子",
        "sentences-lost": "句子丢失",
        "too-long": "过长",
        "too-short": "过短",
        "traditional": "繁体字",
        "unknown-tokens": "未知字符",
        "unsupported": "文中没有",
        "unsupported-name": "文中没有此名",
        "unsupported-number": "文中没有此数",
        "wrong-language": "语言不对",
    },
}
"""What kind of doubt it is, where a message has no translation."""


def labels(locale: Language) -> Mapping[str, str]:
    """The labels of `locale`, English where there are none."""
    return LABELS.get(locale, LABELS["en"])


def reason_name(reason: str, locale: Language) -> str:
    """Why a block was taken for boilerplate, in words."""
    return labels(locale).get(f"removed-{reason}", reason)


def stage_name(stage: str, locale: Language) -> str:
    """A stage of the report, `translate ru`, in words."""
    name, _, language = stage.partition(" ")
    words = labels(locale).get(f"stage-{name}", name)
    return f"{words} ({native_name(language)})" if language else words


def native_name(language: Language) -> str:
    """A language's name in itself, or its code: `ru` → `Русский`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).get_language_name(language)
    except (UnknownLocaleError, ValueError):
        return language
    return (name[:1].upper() + name[1:]) if name else language
