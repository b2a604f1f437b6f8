"""The words by which claims in English sentences are known, and what the names of indicators are called there."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims.kinds import Base, Bound, Degree, Kind, Sense
from yuinowa.plans.domain.claims.words import Head


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_TO_COMPARE = (
    r"(?:(?:when |as )?compared (?:with|to) |in comparison (?:with|to) |relative to |against |versus |vs\.? |from |than (?:in )?"
    r"|over |on |as (?:in )?|that (?:of|in|for) |those (?:of|in|for) |since |to the level (?:of |in )?|of )"
)
_ITS = r"(?:['’]s?)?(?: (?:figures?|levels?|results?|totals?|numbers?|values?))?"
PREVIOUS = (
    rf"(?:the )?(?:previous|prior|preceding|last|past) (?:fiscal |financial |business )?year{_ITS}"
    rf"|(?:the|a|one) (?:fiscal )?year (?:before|earlier|ago|previously)|(?:(?:up|down) )?year[- ]on[- ]year|year[- ]over[- ]year|(?:the )?(?:previous|last) (?:fiscal )?year['’]s"
    r"|(?<=the )previous(?= (?:figure|level|total|result))"
)
PANDEMIC = (
    r"(?:the )?(?:level|figure|number)s? (?:before|prior to) (?:the )?(?:pandemic|covid(?:-19)?)"
    r"|before (?:the )?(?:pandemic|covid(?:-19)?)|(?:the )?pre-(?:pandemic|covid(?:-19)?)(?: levels?| figures?)?"
)
#: Bases; what a comparison begins with may stand before each. The longest stands first.
BASES = (
    (
        (
            rf"(?:the |its |their )?(?:final(?:-year)?|last-year|end-of-plan|overall) (?:target|goal){_ITS}|(?:the )?(?:target|goal)s? (?:of|for|in) the (?:final|last) (?:fiscal )?year(?: of the plan)?"
            r"|(?:the )?(?:target|goal)s? (?:at|for|of) the end of the plan(?: period)?|(?:the )?(?:target|goal) of the (?:whole )?plan\b"
        ),
        Base.FINAL_TARGET,
    ),
    (
        r"(?:the )?(?:start|beginning|outset|first (?:fiscal )?year) of the plan(?: period)?|(?:the )?plan['’]s first (?:fiscal )?year",
        Base.FIRST,
    ),
    (
        (
            r"(?:the |its |their |a |an |this year['’]s |the year['’]s )?(?:annual |yearly |planned |set )*(?:target|goal)s?(?: (?:figure|value|level|number))?(?: set)?(?: for (?:the year|the fiscal year|this year|this fiscal year))?(?! year)"
            r"|(?:the |its |their |a )?planned (?:figure|value|level|number|total|amount)(?: for (?:the year|the fiscal year|this year))?|(?:the |a )?planned(?= [0-9])|(?:the |its )?plan(?=$|[\0 ,.;:]+(?:$|by |was |is |called |of [0-9]|for ||for the year|and |but |target|with |set|[\0,.;:]))"
        ),
        Base.TARGET,
    ),
    (PREVIOUS, Base.PREVIOUS),
    (PANDEMIC, Base.BEFORE_PANDEMIC),
    (
        r"(?:the )?(?:national|prefectural|regional) (?:average|target)|(?:other|neighbou?ring) (?:cities|towns)|(?:the )?(?:average|expectations?)|forecasts?|projections?",
        Base.UNKNOWN,
    ),
)
COMPARING = _TO_COMPARE
#: A year by its number; the word before it tells whether it is spoken of or compared with.
YEAR = r"(?:FY ?|fiscal(?: year)? |financial year )?(?P<year>20[0-9]{2})(?![0-9,.]*[0-9])"
THIS_YEAR = r"(?:in |for |during )?(?:this|the current|the) (?:fiscal |financial )?year(?: under review)?(?! (?:before|earlier))"

_U, _D = Sense.UP, Sense.DOWN
HEADS = (
    Head(r"(?:rise|rose|risen|rising|climb(?:ed|ing)?|grow|grew|grown|go|went|gone|move|moved) (?:above|beyond|past)", Kind.CHANGE, _U),
    Head(r"(?:fall|fell|fallen|falling|drop|dropped|slip|slipped|dip|dipped|sink|sank|go|went|gone) (?:below|under|behind)", Kind.CHANGE, _D),
    Head(r"(?:fell|falls?|fallen|falling|came|comes|coming|stopped|was|is|remains?|remained) short|short|away from|to go (?:to|until|before) (?:reach(?:ing)?|meet(?:ing)?)?|needs? (?:still )?(?:another |a further )?[\0 ]+(?:more )?to (?:reach|meet|attain|achieve|hit)|[\0]+ more (?:is|are) (?:still )?needed to (?:reach|meet|attain|achieve|hit)", Kind.CHANGE, _D),
    Head(r"miss(?:ed|es|ing)|unmet|not (?:yet )?(?:been )?(?:met|reached|achieved|attained|hit)|yet to (?:be )?(?:reach|meet|achieve|hit|attain|met|reached|achieved|attained)(?:ed)?", Kind.REACH, is_negated=True),
    Head(r"doubled", Kind.CHANGE, _U, times="2"),
    Head(r"tripled|trebled", Kind.CHANGE, _U, times="3"),
    Head(r"halved", Kind.CHANGE, _D, times="0.5"),
    Head(
        r"(?:(?:the |at )*same(?: levels?| numbers?)?(?: as)?)|unchanged|flat|stable|steady|level with|on a par with|in line with|(?:little|no|hardly any|scarcely any|no (?:major|significant|real|great)|little or no) (?:change|movement|difference)|(?:hardly|scarcely|barely|little) (?:changed|moved|differed|different)|much the same|similar(?= to)|comparable(?= (?:to|with))|plateaued|levelled off|leveled off",
        Kind.CHANGE,
        Sense.FLAT,
        is_softened=True,
    ),
    Head(r"exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|topp?(?:ed|s|ing)|outperformed|outstripped|beat(?:en|s|ing)?|overshot|bettered|above|over and above|in excess of|ahead of|beyond|over(?= (?:the|its) [\0])|outdone|overtaken|overtook", Kind.CHANGE, _U),
    Head(r"below|beneath|under|undershot|lagged|behind|failed to match|failed to equal|failed to exceed", Kind.CHANGE, _D),
    Head(r"(?:recovered|returned|got back|bounced back|come back|came back|back) to|recovered|returned|regained|back(?! in)|restored", Kind.REACH, is_return=True, is_softened=True),
    Head(
        r"increas(?:ed?|es|ing)|rose|risen|ris(?:e|es|ing)|gr(?:ew|own|ow|ows|owth|owing)|climb(?:ed|ing|s)|went up|gone up|going up|go up|up|gain(?:ed|s|ing)?|higher|more|greater|larger|expanded|upward|jumped|soared|surged|advanced|rallied|rebounded|added|extra|additional|edged up|crept up|swelled",
        Kind.CHANGE,
        _U,
    ),
    Head(
        r"decreas(?:ed?|es|ing)|fell|fall(?:en|s|ing)?|declin(?:ed?|es|ing)|dropp?(?:ed|s|ing)?|went down|gone down|going down|go down|down|lower|fewer|less|smaller|shrank|shrunk|contracted|reduction|reduced|slipped|slid|dipped|sank|plunged|tumbled|slumped|downward|lost|eased|edged down",
        Kind.CHANGE,
        _D,
    ),
    Head(r"improv(?:ed|ement)|better", Kind.CHANGE, Sense.BETTER),
    Head(r"worsened|worse", Kind.CHANGE, Sense.WORSE),
    Head(r"reach(?:ed|es|ing)?|met|meet(?:s|ing)?|achiev(?:ed?|es|ing)|attain(?:ed|s|ing)?|hit(?:s|ting)?|accomplished|cleared|fulfilled|satisfied|on target", Kind.REACH),
)  # fmt: skip
#: Of a record: since when, or over how many years; 0 signs stand where a year was read.
_FY = r"(?:FY ?|fiscal(?: year)? |financial year )?"
_UP_TO = rf"(?: (?:(?:up )?to|through|until|-|–|and) {_FY}20[0-9]{{2}})?"
_SPAN = (
    r"(?: ever| on record| to date| so far| yet| since records began| of all years| (?:of|in|during|over|for|within) the plan(?: period)?"
    r"|(?:,? (?:in|over|for|of|during|within|among|across) (?:the |all )?(?:last |past |whole )?(?:(?P<span>[a-z]+|[0-9]+)[- ]years?(?: period)?|period|years|time|plan period)?)?"
    rf",? ?(?:since|from|starting (?:in|from|with)|beginning (?:in|with)|between|in the years from) {_FY}(?P<since>20[0-9]{{2}}){_UP_TO}(?: onwards?)?"
    r"| (?:in|over|for|of) (?:the )?(?:last |past )?(?P<years>[a-z]+|[0-9]+)(?: fiscal)? years)?"
)
_FIGURE = r"(?: (?:annual |yearly |single-year )?(?:figure|number|level|value|result|total|count|point|mark)s?(?: recorded| seen| reached)?)?"
#: never been higher than it was in FY2025: no year stands above that one.
NEVER = rf"never (?:been|stood|was|reached) (?:so |as |any )?(?P<how>high|great|large|low|small)(?:er)?(?: (?:than|as)(?: (?:it|they|this) (?:was|were|is|are|did))?)?(?: now| today| (?:in|at) {_FY}(?P<year>20[0-9]{{2}}))?"
#: than in any of the six preceding years.
_THAN_OTHERS = rf"(?: in {_FY}20[0-9]{{2}})? than (?:in |at |during )?any of the (?P<others>[a-z]+|[0-9]+) (?:previous|preceding|earlier|prior) (?:fiscal )?years"
RECORDS = (
    (rf"(?:higher|more|greater|larger|better) (?:in {_FY}20[0-9]{{2}} )?than (?:in |at |during )?any (?:other |previous |earlier |prior )?(?:fiscal )?(?:year|time|point)s?{_SPAN}", _U),
    (rf"(?:lower|fewer|less|smaller|worse) (?:in {_FY}20[0-9]{{2}} )?than (?:in |at |during )?any (?:other |previous |earlier |prior )?(?:fiscal )?(?:year|time|point)s?{_SPAN}", _D),
    (r"(?:higher|more|greater|larger|better)"+_THAN_OTHERS, _U),
    (r"(?:lower|fewer|less|smaller|worse)"+_THAN_OTHERS, _D),
    (rf"(?:the |a |an |its |their )?(?:highest|largest|greatest|best|most){_FIGURE}{_SPAN}(?! of)", _U),
    (rf"(?:a |an |its |their )?(?:record|all-time|new|peak) (?:high|record|peak|level){_SPAN}|a (?:new )?record|at its peak|peaked", _U),
    (rf"(?:the |a |an |its |their )?(?:lowest|smallest|fewest|worst|least){_FIGURE}{_SPAN}(?! of)", _D),
    (rf"(?:a |an |its |their )?(?:record|all-time|new) low{_SPAN}", _D),
)  # fmt: skip
STREAKS = (
    r"(?:for )?(?:the )?(?P<n>[a-z]+|[0-9]+)(?:st|nd|rd|th)?(?: |-)(?:consecutive |straight |successive )years?(?: (?:in a row|running))?",
    r"(?:for )?(?:the )?(?P<n>[a-z]+|[0-9]+)(?:st|nd|rd|th)? (?:fiscal )?years? (?:in a row|running|in succession|on end|consecutively|straight)",
    r"(?:in )?each of the (?:last|past) (?P<n>[a-z]+|[0-9]+)(?: fiscal)? years",
    r"(?:for )?(?P<n>[a-z]+|[0-9]+) years (?:now )?without a break",
)
#: Of two years, one after the other: in both FY2024 and FY2025.
BOTH = rf"(?:(?:in |for )?both (?:in |for )?|(?<!between )in ){_FY}(?P<first>20[0-9]{{2}}) and (?:in |for )?{_FY}(?P<last>20[0-9]{{2}})"
SINCE = r"(?:every|each) year since (?:FY ?|fiscal(?: year)? )?(?P<year>20[0-9]{2})"
FIRST_TIME = r"for the first time(?: in (?P<n>[a-z]+|[0-9]+) years)?"
#: Over so many years, between two of them.
IN_YEARS = (
    r"(?:over|in|within|during) (?:the (?:space of )?)?(?:last |past )?(?P<n>[a-z]+|[0-9]+) years"
)
#: Said of years that are added up.
SUMMED_WORDS = re.compile(
    r"(?P<mean>\b(?:averag(?:e|ed|ing)|mean)\b)|\b(?:total(?:s|l?ed|l?ing)?|sum(?:s|med)?|adds? up|added up|combined|cumulative(?:ly)?|altogether|in all)\b",
    re.IGNORECASE,
)
#: the highest in five years, averaged over five years, for the first time in five years.
OF_RANK_WORDS = re.compile(
    r"est\b|most\b|record|best|worst|first time|averag|mean\b|total|sum\b|every|each", re.IGNORECASE
)
#: above the planned 40.3%, its target (971), the FY2025 target, 971: its own figure stands behind it.
TARGET_BEFORE = re.compile(
    r"(?:target|goal|planned|plan)(?: (?:figure|value|level|number|total))?(?: for (?:FY ?)?20[0-9]{2})? $",
    re.IGNORECASE,
)
#: the FY2026 target: the year is the target's own.
TARGET_BEHIND = re.compile(r" (?:annual |planned )?(?:target|goal)", re.IGNORECASE)
#: A day of a month is no figure.
MONTH_BEHIND = re.compile(
    r"(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
#: What stands beside a name and narrows it: another thing.
NARROWING = r"(?:\b(?:children|adult|junior|senior|student|pupil|infant|woman|women|men|resident)s?['’]?s?|\b(?:weekday|weekend|saturday|sunday|evening|morning|monthly|daily|online|digital|branch|central|main|mobile|school|new|newly|first-half|second-half|part of|half of|january|february|march|april|may|june|july|august|september|october|november|december)s?) (?:library )?$"
NARROWING_BEHIND = r" (?:(?:by|of|among|from|for) (?:children|adult|junior|senior|student|pupil|infant|women|men|non-resident)|at (?:the )?(?:\w+ )?(?:branch|main|central)|on (?:weekday|weekend|sunday|saturday)|in (?:april|may|june|july|august|september|october|november|december|january|february|march|the (?:first|second) half)|per |by age|outside|excluding|except)"
#: The second of all years.
RANKED = rf"(?:the )?(?P<n>second|third|fourth|fifth|2nd|3rd|4th|5th)[ -](?P<which>highest|largest|greatest|best|most|lowest|smallest|fewest|worst){_FIGURE}{_SPAN}"
#: Years added up, or their mean.
SUMMED = rf"(?:(?:over|for|in|during|across|of|within) )?(?:the |these |those |all )?(?P<n>[a-z]+|[0-9]+)[- ](?:fiscal )?years?(?: period)?(?: (?:from|since|between|of) {_FY}(?P<first>20[0-9]{{2}})(?: (?:to|and|through|until) {_FY}(?P<last>20[0-9]{{2}}))?| up to {_FY}20[0-9]{{2}})?|(?:from|between) {_FY}(?P<since>20[0-9]{{2}}) (?:to|and|through|until) {_FY}(?P<until>20[0-9]{{2}})"
DENIALS = r"did not|didn['’]t|does not|do not|was not|wasn['’]t|were not|weren['’]t|has not|have not|had not|is not|are not|failed to|fails to|failing to|could not|unable to|cannot be said to have|not|never|neither|no(?= (?:further |overall |real |such |actual )?\0)|without (?:a |any )?(?=\0)"
#: Denials that were not read with a head: It cannot be said that ….
LEFT_OPEN = re.compile(
    r"\b(?:cannot|can't|not|never|no|nor|hardly|barely|doubtful|doubts?|deny|denied|false|untrue)\b",
    re.IGNORECASE,
)
#: Beside these nothing is said of what is.
WISHES = r"(?<!as )\b(?:will|would|should(?! be (?:noted|added|mentioned|remembered|stressed))|shall|may|might|must|can(?! be (?:said|seen))|aims?|aiming|hopes?|plans? to|planned(?! (?:figure|value|level|number|total|amount|target|goal|[0-9]))|expect(?:s|ed)?|intend(?:s|ed)?|if|whether|unless|(?<!more are )(?<!more are still )(?<!more is still )need(?:s|ed)?(?! (?:another|a further|still|[0-9]))|strive|seek|in order|so that|please|likely|want|wish|(?:goal|aim|target)s?(?: [a-z]+){0,5} (?:is|are|was) to)\b"
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
    (r"at most|(?<!went )(?<!gone )(?<!go )(?<!is )(?<!was )up to", Bound.AT_MOST),
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
IS_VALUE = r"(?:was|were|is|are|be|been|totall?ed|totall?ing|stood at|stands at|standing at|amounted to|amounting to|came to|coming to|numbered|recorded|counted|averaged|averaging|totals|averages|at|to|reached|reaching|of)(?: a total of| only| just)?$"
IS_FROM = r"from$"
IS_SIZE = r"(?:\bby|needs?(?: still)?(?: another| a further)?)$"

#: Words that join, and carry or color what stands beside them.
HARMLESS = _words(
    """
    averaged averaging averages average mean sum summed adds added combined altogether away go more
    a accordingly across actual actually after again against ahead all already also although amount amounted amounts
    an and annual annually are as at be became because been before began begin beginning behind being between both
    but by came cent change changes city close closed compared consecutive consequently continued continues date
    decline decrease despite did difference distance do does down drop due during each encouragingly end ended
    ending equal equals equivalent even every fall far fifth figure figures finally financial finish finished
    finishing fiscal five five-year following for fortunately found four fourth from fully gap given gradual
    gradually growth had happily has have having held hence hold holds however improvement in increase indeed
    indicator into is it its just keep kept large last latest level levels libraries library made make making mark
    marked mean meaning means meant modest more most not notable notably noted now number numbers of off on once one
    only onto our out outcome over overall owing past per percent performance period plan previously put quite
    rather reaching recent recorded recovery registered regrettably remained report reported representing represents
    respectively result results rise row run running sadly saw second see seen set seven sharp show showed showing
    shown shows significant similar since six six-year slight small so stayed steadily steady still stood straight
    strong successfully succession than thanks that the their there therefore these they third this those though
    three through throughout thus till to total totaled totalled town trend two unfortunately until up value values
    very was we well were when where which while who with within year year's years years' yet
    """
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
NEUTRAL_NAMES = _words(
    "the a an of number numbers total annual count library libraries from to at for in by who"
)
