import pytest

from summarizer.reading.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council approved the budget on Monday, and it is the first of its kind.", "en"),
        ("Совет в понедельник утвердил бюджет, и это первый такой документ за пять лет.", "ru"),
        ("市议会周一批准了预算，官员表示，表决将于5月举行。", "zh"),
        ("Apple（苹果公司）和 Google 周一宣布合作，投资 15 亿美元。", "zh"),
        ("Міська рада затвердила бюджет, і це перший такий документ за п'ять років.", "uk"),
        ("Der Stadtrat hat am Montag den Haushalt für das kommende Jahr beschlossen.", "de"),
        ("市議会は月曜日に予算を承認しました。", "ja"),
        ("시의회는 월요일 예산을 승인했다.", "ko"),
        ("Bürgermeister tritt zurück", "de"),
        ("Rain.", "en"),
        ("word " * 300, "en"),
        ("Президент подписал", "ru"),
        ("12345 — 67,89", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language
