"""The words by which claims in English sentences are known, and what the names of indicators are called there."""

from __future__ import annotations

from yuinowa.plans.domain.claims.kinds import Base, Bound, Degree, Kind, Sense
from yuinowa.plans.domain.claims.words import Head

_TO_COMPARE = (
    r"(?:(?:when |as )?compared (?:with|to) |in comparison (?:with|to) |relative to |against |versus |vs\.? |from |than (?:in )?"
    r"|over |on |as (?:in )?|that (?:of|in|for) |those (?:of|in|for) |since |to the level (?:of |in )?|of )"
)
_ITS = r"(?:['’]s)?(?: (?:figures?|levels?|results?|totals?|numbers?|values?))?"
PREVIOUS = (
    rf"(?:the )?(?:previous|prior|preceding|last|past) (?:fiscal |financial )?year{_ITS}"
    rf"|(?:the|a|one) year (?:before|earlier|ago)|year[- ]on[- ]year|year[- ]over[- ]year"
)
PANDEMIC = (
    r"(?:the )?(?:level|figure|number)s? (?:before|prior to) (?:the )?(?:pandemic|covid(?:-19)?)"
    r"|before (?:the )?(?:pandemic|covid(?:-19)?)|(?:the )?pre-(?:pandemic|covid(?:-19)?)(?: levels?| figures?)?"
)
#: Bases; what a comparison begins with may stand before each. The longest stands first.
BASES = (
    (rf"(?:the )?final (?:target|goal){_ITS}", Base.FINAL_TARGET),
    (
        r"(?:the |its |their |this year's )?(?:annual |yearly |planned )?(?:target|goal)s?(?: (?:figure|value|level))?(?: for (?:the year|the fiscal year|this year))?|the plan(?=$|[ ,.;:] ?(?:by|of|and|but|$))",
        Base.TARGET,
    ),
    (PREVIOUS, Base.PREVIOUS),
    (PANDEMIC, Base.BEFORE_PANDEMIC),
    (r"(?:the )?(?:start|beginning|first year) of the plan", Base.FIRST),
    (
        r"(?:the )?(?:national|prefectural|regional) (?:average|target)|(?:other|neighbou?ring) (?:cities|towns)|(?:the )?(?:average|expectations?)",
        Base.UNKNOWN,
    ),
)
COMPARING = _TO_COMPARE
#: A year by its number; the word before it tells whether it is spoken of or compared with.
YEAR = r"(?:FY ?|fiscal(?: year)? |financial year )?(?P<year>20[0-9]{2})(?![0-9,.]*[0-9])"
THIS_YEAR = r"(?:in |for |during )?(?:this|the current|the) (?:fiscal |financial )?year(?: under review)?(?! (?:before|earlier))"

_U, _D = Sense.UP, Sense.DOWN
HEADS = (
    Head(r"(?:fell|falls?|falling) short|short", Kind.CHANGE, _D),
    Head(r"missed|misses", Kind.REACH, is_negated=True),
    Head(r"doubled", Kind.CHANGE, _U, times="2"),
    Head(r"tripled|trebled", Kind.CHANGE, _U, times="3"),
    Head(r"halved", Kind.CHANGE, _D, times="0.5"),
    Head(
        r"(?:(?:the |at )*same(?: levels?| numbers?)?(?: as)?)|unchanged|flat|stable|steady|level with|on a par with|in line with|(?:little|no|hardly any) change",
        Kind.CHANGE,
        Sense.FLAT,
        is_softened=True,
    ),
    Head(r"exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|topp?(?:ed|s)|outperformed|beat|above", Kind.CHANGE, _U),
    Head(r"below|under", Kind.CHANGE, _D),
    Head(r"recovered|returned|back", Kind.REACH, is_return=True, is_softened=True),
    Head(
        r"increas(?:ed?|es|ing)|rose|risen|ris(?:e|es|ing)|gr(?:ew|own|ow|ows|owth|owing)|climbed|went up|gone up|up|gained|higher|more|greater|larger|expanded|upward",
        Kind.CHANGE,
        _U,
    ),
    Head(
        r"decreas(?:ed?|es|ing)|fell|fall(?:en|s|ing)?|declin(?:ed?|es|ing)|dropp?(?:ed|s|ing)?|went down|gone down|down|lower|fewer|less|smaller|shrank|reduction|slipped|downward",
        Kind.CHANGE,
        _D,
    ),
    Head(r"improv(?:ed|ement)|better", Kind.CHANGE, Sense.BETTER),
    Head(r"worsened|worse", Kind.CHANGE, Sense.WORSE),
    Head(r"reach(?:ed|es)?|met|meets?|achiev(?:ed?|es)|attain(?:ed|s)?|hit|accomplished", Kind.REACH),
)  # fmt: skip
_SPAN = r"(?: ever| on record| to date| so far| yet| since records began| of all years| in (?:the )?(?:last |past )?(?P<span>[a-z]+|[0-9]+) years)?"
RECORDS = (
    (rf"(?:the |a |an )?(?:highest|largest|greatest|best|most)(?: (?:figure|number|level|value|result))?{_SPAN}(?! of)", _U),
    (r"(?:a |an )?(?:record|all-time|new) (?:high|record)|a record", _U),
    (rf"(?:the |a |an )?(?:lowest|smallest|fewest|worst)(?: (?:figure|number|level|value|result))?{_SPAN}(?! of)", _D),
    (r"(?:a |an )?(?:record|all-time|new) low", _D),
)  # fmt: skip
STREAKS = (
    r"(?:for )?(?:the )?(?P<n>[a-z]+|[0-9]+)(?:st|nd|rd|th)?(?: |-)(?:consecutive |straight |successive )years?(?: (?:in a row|running))?",
    r"(?:for )?(?:the )?(?P<n>[a-z]+|[0-9]+)(?:st|nd|rd|th)? years? (?:in a row|running|in succession)",
)
SINCE = r"(?:every|each) year since (?:FY ?|fiscal(?: year)? )?(?P<year>20[0-9]{2})"
FIRST_TIME = r"for the first time(?: in (?P<n>[a-z]+|[0-9]+) years)?"
DENIALS = r"did not|didn['’]t|does not|do not|was not|wasn['’]t|were not|weren['’]t|has not|have not|had not|is not|are not|failed to|fails to|could not|not|never"
#: Beside these nothing is said of what is.
WISHES = r"(?<!as )\b(?:will|would|should|shall|may|might|must|can|aims?|aiming|hopes?|plans? to|planned|expect(?:s|ed)?|intend(?:s|ed)?|if|whether|unless|need(?:s|ed)?|strive|seek|in order|so that|please|likely|want|wish|goal is)\b"
DEGREES = (
    (r"sharply|significantly|substantially|considerably|greatly|far|well|strongly|much|markedly", Degree.LARGE),
    (r"slightly|a little|somewhat|marginally|a bit|narrowly", Degree.SLIGHT),
)  # fmt: skip
SOFTENERS = r"almost|nearly|about|roughly|virtually|practically|largely|more or less"
BOUNDS = (
    (r"about|approximately|approx\.|around|roughly|some|nearly|almost|circa", Bound.ABOUT),
    (r"more than|over|exceeding|upwards of|in excess of", Bound.MORE_THAN),
    (r"at least", Bound.AT_LEAST),
    (r"less than|fewer than|under", Bound.LESS_THAN),
    (r"at most|up to", Bound.AT_MOST),
)
#: Nouns behind a number that only say what is counted.
COUNTED = r"books?|volumes?|people|persons|visitors?|users?|participants?|borrowers?|members?|items?|times|sessions?|groups?|cases?|requests?|questions?|enquiries|inquiries|visits?|titles?|volunteers?|loans?|materials|days?|hours|events?"
NUMBERS = {
    word: n
    for n, row in enumerate(
        (
            ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth"),
            ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"), ("nine", "ninth"), ("ten", "tenth"),
        ),
        1,
    )
    for word in row
}  # fmt: skip
#: What stands before a number that is the figure itself, where a change begins, or how large it is.
IS_VALUE = r"(?:was|were|is|are|be|been|totall?ed|totall?ing|stood at|stands at|standing at|amounted to|amounting to|came to|coming to|numbered|recorded|counted|at|to|reached|reaching|of)(?: a total of| only| just)?$"
IS_FROM = r"from$"
IS_SIZE = r"by$"

#: Words that join, and carry or color what stands beside them.
HARMLESS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "by",
        "at",
        "for",
        "from",
        "on",
        "as",
        "than",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "they",
        "their",
        "there",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "and",
        "but",
        "while",
        "although",
        "though",
        "however",
        "also",
        "again",
        "still",
        "already",
        "which",
        "who",
        "year",
        "years",
        "fiscal",
        "financial",
        "level",
        "levels",
        "figure",
        "figures",
        "result",
        "results",
        "total",
        "number",
        "numbers",
        "value",
        "values",
        "compared",
        "with",
        "stood",
        "came",
        "amounted",
        "totalled",
        "totaled",
        "remained",
        "stayed",
        "became",
        "recorded",
        "end",
        "actual",
        "overall",
        "annual",
        "annually",
        "during",
        "thus",
        "therefore",
        "finally",
        "now",
        "yet",
        "respectively",
        "showing",
        "shows",
        "showed",
        "represents",
        "representing",
        "trend",
        "slight",
        "sharp",
        "significant",
        "large",
        "steadily",
        "strong",
        "continued",
        "continues",
        "successfully",
        "only",
        "just",
    ]
)
#: What the words of a subject say in the names of indicators. A word that is not here names something else.
NAMES = (
    (r"loans?|lent|lending|circulation|borrowed|borrowing|checkouts?|issues", "貸出|借受"),
    (r"books?|volumes?", "冊|図書|蔵書|本"),
    (r"visitors?|visits?|footfall|attendance|attendees", "来館|来場|入館|参加|アクセス|訪問"),
    (r"reservations?|requests?|holds?", "予約|リクエスト"),
    (r"registered|registrations?|members?|membership", "登録"),
    (r"borrowers?|cardholders?", "登録|利用者|借"),
    (r"users?|using|use|usage|patrons?", "利用|登録"),
    (r"reference|enquiries|inquiries|questions?", "レファレンス|調べ|相談"),
    (r"story|storytimes?|storytelling|times?|sessions?", "おはなし会|お話し?会|読み聞かせ|回数"),
    (r"courses?|lectures?|workshops?|class|classes|seminars?", "講座|講演|教室"),
    (r"participants?|participation", "参加|受講"),
    (r"groups?", "団体|グループ"),
    (r"interlibrary|inter-library|other", "相互貸借|他館|借受"),
    (r"items?|materials?|documents", "点|資料"),
    (r"websites?|web|sites?|homepage|online", "ホームページ|HP|ウェブ|サイト"),
    (r"pages?", "ホームページ"),
    (r"views?|access|accesses|hits", "アクセス|閲覧"),
    (r"local|history|regional", "郷土|地域"),
    (r"held|holdings?|collection|stock", "所蔵|蔵書"),
    (r"volunteers?", "ボランティア"),
    (r"satisfaction|satisfied", "満足"),
    (r"non-reading|non-readers?", "不読"),
    (r"fill|filled|fulfilled|secured", "確保|充足"),
    (r"citizens?|residents?", "市民|住民|区民|町民|利用"),
    (r"e-books?|ebooks?|electronic|digital", "電子"),
    (r"events?|programmes?|programs?", "行事|催|イベント|講座|事業"),
    (r"school|schools", "学校"),
    (r"opening|open", "開館"),
    (r"days?", "日数"),
    (r"hours?", "時間"),
    (r"children|children's", "児童書?|子ども|こども"),
    (r"rate|share|percentage|proportion|ratio", "率|割合|度"),
)  # fmt: skip
#: Words of a subject that narrow nothing.
NEUTRAL_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "number",
        "numbers",
        "total",
        "annual",
        "count",
        "library",
        "libraries",
        "from",
        "to",
        "at",
        "for",
        "in",
        "by",
        "who",
    ]
)
