"""Forms of lines that are no sentence of a report. General cues of the news trade, in English; each matches a whole line."""

import re

from sayso.types import ClutterKind

_I = re.IGNORECASE
_MARKS = r"[\W_]{0,6}"
_TEASER_LABELS = (
    r"trending(?: now| topics| stories)?|most (?:read|popular|viewed|shared|watched)|(?:also )?read (?:more|also|next|on)|also read|"
    r"(?:see|watch) (?:also|more)|keep reading|up next|you (?:may|might|will)(?: also)? (?:like|love|enjoy|be interested in)|don['’]?t miss|"
    r"(?:more|other|related|popular|recommended|featured) (?:news|articles?|stor(?:y|ies)|topics?|videos?|reading|links|posts)|"
    r"more (?:on this|from .{1,40})|related|recommended(?: for you| reading)?|editors?['’]?s?['’]? (?:picks?|choice)|advert(?:isement)?|"
    r"sponsored(?: content| by .{1,40})?|promoted(?: content)?|in this (?:article|story)|also on .{1,40}|from our partners"
)
"""Labels that stand above, or with a colon before, the titles of other articles."""
_OTHER_SECTIONS = (
    r"sports?|football|soccer|cricket|tennis|rugby|ice hockey|lifestyle|entertainment|showbiz|celebrity|horoscopes?|lotter(?:y|ies)|lotto|recipes?|"
    r"weather|travel|puzzles?|crosswords?|classifieds?|more|listen|podcast|quiz"
)
"""Sections of a site that hold no reports of a conflict, as prefixes of a teaser."""
_TEASER = re.compile(
    rf"{_MARKS}(?:{_TEASER_LABELS}){_MARKS}"
    rf"|{_MARKS}(?:{_TEASER_LABELS})\s*(?:[:|»>–—\])]|\s-)\s*\S.{{0,250}}"
    rf"|{_MARKS}(?:{_OTHER_SECTIONS})\s*[:|]\s*\S.{{0,250}}"
    r"|(?:trending|latest|latest news|breaking news|top stories|watch(?: now| live)?|key points)[:.]?",
    _I,
)
_SHARE = re.compile(
    rf"{_MARKS}(?:(?:please )?(?:share|tweet|re-?tweet|e-?mail|print|copy link|save|whats?app|send|pin|forward)"
    r"(?: (?:this|on|via|to|by|with|article|story|link|post)\b.{0,40}|(?:\s*[,|/+&•·]\s*|\s+)(?:share|tweet|e-?mail|print|save|subscribe|comment|like|follow)\b.{0,40})?|"
    r"(?:(?:re-?)?post(?:ed)?|like) (?:this|us) on\b.{0,40}|"
    r"(?:follow|find|like|join) (?:us|our)\b.{0,60}|(?:subscribe|sign up)(?: (?:to|for|now|today|here|with)\b|\s*[•|!:]|$).{0,120}|register (?:now|today|here)\b.{0,60}|"
    r"(?:boost|support|donate to|follow|join|subscribe to) (?:the|this|our|my) (?:channel|page|bot|chat|newsletter|group|telegram|work|team)\b.{0,80}|"
    r"click here\b.{0,60}|tap here\b.{0,60}|leave a (?:comment|reply)|comments?(?: \(\d+\))?|(?:view|show|read|load) (?:all )?comments|"
    r"\d+ (?:comments?|shares?|likes?|views?|reactions?)|back to top|scroll to continue)[.!:]?",
    _I,
)
_HASHTAGS = re.compile(r"(?:[#@][\w.]{1,60}[\s,|•]*)+")
_NOTICE = re.compile(
    r"(?:©|\(c\) ?\d{4}|copyright\b|all rights reserved|we use cookies|(?:this|our) (?:site|website|page) uses cookies|"
    r"by (?:using|continuing to use) (?:this|our) (?:site|website)|accept (?:all )?cookies|(?:accept|reject|manage) all\b|cookie (?:policy|settings|preferences)|"
    r"this (?:article|story) (?:was|has been) (?:updated|originally published|translated)|terms (?:of|and) (?:use|service|conditions)|privacy policy|"
    r"have (?:you )?(?:got )?a (?:story|tip)\b|got a tip\b|(?:call|e-?mail|contact) our (?:news ?desk|newsroom)|"
    r"enable javascript|your browser does not support|please (?:log ?in|sign in|register)\b|already a subscriber|skip to (?:main )?content|"
    r"(?:this|the) (?:post|text|article|story|page) was translated\b).{0,200}"
    r"|[(\[](?:translated|machine translat|(?:this|the) (?:text|post|article|story) (?:was|has been) translated).{0,100}[)\]]",
    _I,
)
_CREDIT = re.compile(
    r"[(\[]?(?:file )?(?:photo|image|picture|video|screenshot|screengrab|illustration|illustrative(?: photo| image)?|map|graphic|infographic|credit|"
    r"source of (?:the )?photo|pictured|photograph|archive photo|cover photo|featured image|caption)s?"
    r"(?: (?:credit|by|courtesy(?: of)?|via|source|illustration))?\s*[:/|©-]\s*.{0,160}"
    r"|[(\[]?(?:©|ap photo\b|getty images\b|(?:reuters|afp|epa|ap|xinhua|anadolu|tass)/[A-Z]).{0,80}"
    r"|.{0,60}\b(?:/ ?getty images|via getty images|/ ?reuters|/ ?afp|via reuters|via ap|/ap photo)[)\]]?",
    _I,
)
BYLINE = re.compile(
    r"(?:(?:written|reported|story|text|reporting|edited|editing|compiled|translated|additional reporting|words)\s+)?by:?\s+(?P<name>.{2,90})"
    r"|(?:authors?|editors?|correspondent|reporter):\s+(?P<named>.{2,90})",
    _I,
)
"""A by-line by its first word; whether names follow is for the caller to see."""
BYLINE_WORDS = frozenset(
    "and in for at of the our de van von bin al el der la da di with & staff reporter reporters correspondent correspondents writer writers "
    "editor editors editorial agencies agency news bureau foreign war defence defense diplomatic security special political".split()
)
"""Small words that a by-line can have beside names."""
_REPORTING = re.compile(
    r"[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|translated|edited|written) (?:for \w+ )?by .{1,200}[)\]]",
    _I,
)
SEPARATORS = re.compile(r"\s*[|•·»›/]\s*")
"""What stands between the items of a menu that is one line."""
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}\s*(?:hrs|[ap]\.?m\.?)?(?:\s*\(?(?:GMT|UTC|CET|CEST|EET|EEST|MSK|BST|EST|EDT|IST|local(?: time)?)\)?)?",
    _I,
)
_READING_TIME = re.compile(r"\d{1,2}[- ]min(?:ute)?s?(?: read| ago)?|\d{1,2} (?:hours?|days?|weeks?) ago", _I)

WHOLE_LINES: tuple[tuple[ClutterKind, "re.Pattern[str]"], ...] = (
    (ClutterKind.TEASER, _TEASER),
    (ClutterKind.SHARE, _SHARE),
    (ClutterKind.SHARE, _HASHTAGS),
    (ClutterKind.CREDIT, _CREDIT),
    (ClutterKind.BYLINE, _REPORTING),
    (ClutterKind.NOTICE, _NOTICE),
    (ClutterKind.DATELINE, _CLOCK),
    (ClutterKind.NOTICE, _READING_TIME),
)
"""Forms of a whole line, tried in order."""

_PAREN_CREDIT = r"[(\[](?:file )?(?:photo|image|picture|video|credit|screenshot|map)s?(?: (?:credit|by|courtesy(?: of)?|via))?\s*[:/]\s*[^()\[\]\r\n]{1,80}[)\]]"
_PAREN_REPORTING = r"\((?:additional )?(?:reporting|writing|editing|compiled|translated|edited|written) (?:for \w+ )?by [^()\r\n]{1,200}\)"
AT_LINE_START = re.compile(rf"(?P<credit>{_PAREN_CREDIT})", _I)
"""A credit in brackets before a sentence."""
AT_LINE_END = re.compile(rf"(?:(?P<credit>{_PAREN_CREDIT})\s*|(?P<byline>{_PAREN_REPORTING})\s*){{1,3}}\.?\Z", _I)
"""A credit or a list of reporters in brackets after the last sentence of a line."""
