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
    },
}


def labels(locale: Language) -> Mapping[str, str]:
    """The labels of `locale`, English where there are none."""
    return LABELS.get(locale, LABELS["en"])


def native_name(language: Language) -> str:
    """A language's name in itself, or its code: `ru` → `Русский`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).get_language_name(language)
    except (UnknownLocaleError, ValueError):
        return language
    return (name[:1].upper() + name[1:]) if name else language
