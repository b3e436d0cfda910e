"""Figures: what the codebook says of bounds, modifiers, units and periods."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sayso.normalise.figures import FigureContext, find_figures, read_figure
from sayso.types import ClaimType, FigureValue, Tally, Unresolved

CASES = [
    ("27", 27, 27, 27, "exact"),
    ("about 200", None, None, 200, "about"),
    ("some 11,000", None, None, 11000, "about"),
    ("more than 10,000", 10000, None, 10000, "at_least"),
    ("not fewer than 100", 100, None, 100, "at_least"),
    ("not less than 60 thousand", 60000, None, 60000, "at_least"),
    ("not more than 12 thousand", None, 12000, 12000, "at_most"),
    ("up to a hundred", None, 100, 100, "at_most"),
    ("as many as 40", None, 40, 40, "at_most"),
    ("as high as 7,000", None, 7000, 7000, "at_most"),
    ("fewer than two", None, 2, 2, "at_most"),
    ("between 1200 and 2000", 1200, 2000, None, "range"),
    ("70 to 80", 70, 80, None, "range"),
    ("50-60,000", 50000, 60000, None, "range"),
    ("three, perhaps four", 3, 4, None, "range"),
    ("a launcher or two", 1, 2, None, "range"),
    ("34 (±3)", 31, 37, 34, "about"),
    ("several dozen", None, None, None, "vague"),
    ("scores", None, None, None, "vague"),
    ("hundreds", None, None, None, "vague"),
    ("tens of thousands", None, None, None, "vague"),
    ("a large number", None, None, None, "vague"),
    ("significantly more", None, None, None, "vague"),
    ("nobody", 0, 0, 0, "exact"),
    ("not a single", 0, 0, 0, "exact"),
    ("No one", 0, 0, 0, "exact"),
    ("another", 1, 1, 1, "exact"),
    ("both", 2, 2, 2, "exact"),
    ("a dozen", 12, 12, 12, "exact"),
    ("two dozen", None, None, 24, "about"),
    ("2½", 2.5, 2.5, 2.5, "exact"),
    ("2½ million", 2_500_000, 2_500_000, 2_500_000, "exact"),
    ("rises to 31", 31, 31, 31, "exact"),
    ("a battalion", 1, 1, 1, "exact"),
    ("barely 30", None, 30, 30, "at_most"),
    ("not quite 1,000", None, None, 1000, "about"),
    ("a four-day", 4, 4, 4, "exact"),
    ("at least a dozen", 12, None, 12, "at_least"),
    ("1.2 million", 1200000, 1200000, 1200000, "exact"),
    ("1,5 million", 1500000, 1500000, 1500000, "exact"),
    ("12.000", 12000, 12000, 12000, "exact"),
    ("12 000", 12000, 12000, 12000, "exact"),
    ("half a million", 500000, 500000, 500000, "exact"),
    ("twenty-seven", 27, 27, 27, "exact"),
    ("Twenty-odd", None, None, 20, "about"),
    ("200+", 200, None, 200, "at_least"),
    ("100 or more", 100, None, 100, "at_least"),
    ("25,000, give or take", None, None, 25000, "about"),
    ('"more than a hundred"', 100, None, 100, "at_least"),
    ("nearer to 20", None, None, 20, "about"),
    ("٢٧", 27, 27, 27, "exact"),
    ("２７", 27, 27, 27, "exact"),
    ("nearly half of the 11,000", None, None, 5500, "about"),
    ("8.2 million", 8_200_000, 8_200_000, 8_200_000, "exact"),
]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("two to three dozen", 24, 36),
        ("three to four hundred", 300, 400),
        ("two or three thousand", 2000, 3000),
        ("nine to a dozen", 9, 12),
        ("from ninety to two hundred", 90, 200),
        ("a quarter of a million", 250_000, 250_000),
        ("three quarters of a million", 750_000, 750_000),
        ("5. 3", 3, 3),
    ],
)
def test_scales_that_two_numbers_share(words, low, high):
    value = read_figure(words)
    assert isinstance(value, FigureValue), value
    assert (value.low, value.high) == (low, high)


def test_the_numbers_of_a_list_are_no_figures():
    def found(text):
        return [text[f.start : f.end] for f in find_figures(text)]

    assert found("5. 3 Ural trucks destroyed") == ["3"]
    assert found("2. T-80BVM tank, damaged") == []
    assert found("Killed: 5. Wounded: 3.") == ["5", "3"]


@pytest.mark.parametrize(("words", "low", "high", "best", "mod"), CASES)
def test_bounds(words, low, high, best, mod):
    value = read_figure(words)
    assert isinstance(value, FigureValue), value
    assert (value.low, value.high, value.best, value.mod) == (low, high, best, mod)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "1,2,3", "the column", "13th", "1e5", "1/0", "-5", "a figure", "11" * 40, "9" * 400, "(((((", "%"],
)
def test_words_without_a_number_say_why(words):
    value = read_figure(words)
    assert isinstance(value, Unresolved)
    assert value.reason


UNITS = [
    (ClaimType.CASUALTIES, "killed", "", " people were killed in the strike", "killed"),
    (ClaimType.CASUALTIES, "", "Nine people died and ", " were hurt", "wounded"),
    (ClaimType.CASUALTIES, "losses", "Losses are put at ", " killed and wounded", "killed_or_wounded"),
    (ClaimType.CASUALTIES, "taken prisoner", "", " soldiers were taken prisoner", "captured"),
    (ClaimType.CASUALTIES, "missing", "", " miners are missing", "missing"),
    (ClaimType.DEPLOYMENT, "sent", "Ruritania sent ", " soldiers to the border", "deployed"),
    (ClaimType.DEPLOYMENT, "withdrew", "The army withdrew ", " men", "withdrawn"),
    (ClaimType.DEPLOYMENT, "sent", "The command sent ", " brigades to the front", "brigades"),
    (ClaimType.DEPLOYMENT, "seen", "A column of ", " lorries was seen", "trucks"),
    (ClaimType.ATTACK, "launched", "The enemy launched ", " drones overnight", "launched"),
    (ClaimType.ATTACK, "explosions", "Residents heard ", " explosions", "explosions"),
    (ClaimType.DETENTION, "released", "", " captives were released", "released"),
    (ClaimType.DETENTION, "arrested", "Police arrested ", " men", "detained"),
    (ClaimType.MATERIEL_LOSS, "intercepted", "Air defences intercepted ", " missiles", "intercepted"),
    (ClaimType.MATERIEL_LOSS, "destroyed", "The brigade destroyed ", " tanks", "destroyed"),
    (ClaimType.MATERIEL_LOSS, "seized", "They seized ", " rifles", "seized"),
    (ClaimType.DISPLACEMENT, "fled", "", " people fled the town", "displaced"),
    (ClaimType.DISPLACEMENT, "left", "", " families left", "families"),
    (ClaimType.TRANSFER, "delivered", "The donor delivered ", " launchers", "supplied"),
    (ClaimType.CAPABILITY, "range", "It has a range of ", " km", "km"),
    (ClaimType.CONTROL, "took", "They took ", " square kilometres of ground", "km2"),
    (ClaimType.CONTROL, "hold", "The group holds ", " villages", "villages"),
    (None, "", "", " percent of the fields", "percent"),
    (ClaimType.CASUALTIES, "neutralised", "The army said it neutralised ", " militants", "killed"),
    (ClaimType.DEPLOYMENT, "moored", "", " hulls were moored at the reef", "deployed"),
    (ClaimType.DEPLOYMENT, "flew", "The air arm flew ", " sorties over the strait", "sorties"),
    (ClaimType.DEPLOYMENT, "set up", "They set up ", " outposts on the ridge", "posts"),
    (ClaimType.DETENTION, "remain", "Ten hostages were freed on Monday; ", " remain", "detained"),
    (ClaimType.DETENTION, "in rebel hands", "Six were let go, the other ", " are in rebel hands", "detained"),
    (ClaimType.DAMAGE, "burning", "", " tanks of fuel are burning", "damaged"),
    (ClaimType.CONTROL, "entered", "A group of ", " infantrymen entered the village", "deployed"),
    (ClaimType.AGREEMENT, "exchanged", "In the first phase ", " prisoners are to be exchanged", "released"),
    (ClaimType.MATERIEL_LOSS, "destroyed", "The missile destroyed ", " launchers of the rocket unit", "destroyed"),
    (ClaimType.MATERIEL_LOSS, "bag", "The night's bag was ", " missiles", "intercepted"),
    (ClaimType.CASUALTIES, "lost a leg", "", " of them lost a leg", "wounded"),
    (ClaimType.DETENTION, "rounded up", "Soldiers rounded up ", " men", "detained"),
    (ClaimType.MATERIEL_LOSS, "Spoils", "Spoils: one gun, ", " rifles", "seized"),
    (ClaimType.MATERIEL_LOSS, "fell into", "Three guns and ", " rifles fell into the rebels' hands", "seized"),
    (ClaimType.MATERIEL_LOSS, "left", "The army left ", " tanks behind", "abandoned"),
    (ClaimType.DAMAGE, "in ashes", "After the raid ", " shops are in ashes", "destroyed"),
    (ClaimType.CASUALTIES, "gave themselves up", "", " of them gave themselves up", "captured"),
    (ClaimType.CASUALTIES, "dead", "That makes ", " dead", "killed"),
    (ClaimType.DETENTION, "not free", "Its ", " sailors are not free to leave", "detained"),
    (ClaimType.MATERIEL_LOSS, "one mortar", "Enemy list: 5 cars burnt; 3 cars taken; ", " mortar", "seized"),
    (
        ClaimType.MATERIEL_LOSS,
        "shot down",
        "Air defence shot down two glide bombs and ",
        " unmanned aerial vehicles",
        "intercepted",
    ),
    (ClaimType.DAMAGE, "without current", "", " homes are without current", "households without power"),
    (ClaimType.CASUALTIES, "losses", "Losses of the group: ", ' "300", a medic writes', "wounded"),
    (ClaimType.CASUALTIES, "found", "Divers found ", " dead and missing", "killed_or_missing"),
    (ClaimType.DEPLOYMENT, "go", "", " battalions will go home by train", "withdrawn"),
    (ClaimType.CAPABILITY, "strong", "The corps, ", " strong, waits", "soldiers"),
    (ClaimType.CAPABILITY, "speed", "It flies at Mach ", ".", "Mach"),
    (ClaimType.CAPABILITY, "speed", "It does ", " km/h", "kmh"),
    (ClaimType.CAPABILITY, "reach", "The old shell flies 28 km, the new one ", ".", "km"),
    (ClaimType.CAPABILITY, "stay at sea", "It can stay at sea for two days, or ", " with a second tank", "days"),
    (ClaimType.CONTROL, "hold", "The militia says it holds five districts; the army says ", ".", "districts"),
]


@pytest.mark.parametrize(("kind", "trigger", "before", "after", "unit"), UNITS)
def test_units(kind, trigger, before, after, unit):
    value = read_figure("40", FigureContext(before, after, kind, trigger))
    assert isinstance(value, FigureValue)
    assert value.unit == unit


@pytest.mark.parametrize(
    ("words", "after", "unit"),
    [
        ("$3 million", "", "USD"),
        ("€40", " million", "EUR"),
        ("2.5 billion", " dollars", "USD"),
        ("155", " mm shells", "mm"),
        ("60%", "", "percent"),
        ("NT$1.25 trillion", "", "TWD"),
        ("PHP 100,000", "", "PHP"),
        ("1.4 billion", " kroner", "DKK"),
    ],
)
def test_measures_and_money(words, after, unit):
    value = read_figure(words, FigureContext("", after))
    assert isinstance(value, FigureValue)
    assert value.unit == unit


@pytest.mark.parametrize(
    ("before", "after", "per"),
    [
        ("", " shells a day", "day"),
        ("", " men per month", "month"),
        ("a daily average of ", " rounds", "day"),
        ("", " people a year ago", None),
        ("", " people, the daily paper wrote", None),
        ("", " vehicles in a day", None),
        ("", " rounds per gun and day", "day"),
        ("Every day a train takes some ", " people west", "day"),
        ("The battery gets 40 shells a day, where it had ", " in spring", "day"),
        ("The battery gets 40 shells a day and lost ", " guns in spring", None),
        ("The plant makes six hulls per month, against ", " before the war", "month"),
    ],
)
def test_rates(before, after, per):
    value = read_figure("300", FigureContext(before, after, ClaimType.CAPABILITY))
    assert isinstance(value, FigureValue)
    assert value.per == per


def test_parts_and_totals():
    part = read_figure(
        "three", FigureContext("The blast killed 12 people, including ", " children", ClaimType.CASUALTIES, "killed")
    )
    assert isinstance(part, FigureValue)
    assert part.part_of == "12"
    share = read_figure(
        "nearly half",
        FigureContext("Of the units counted, 800 are there, ", " of them at the front", ClaimType.DEPLOYMENT, "are"),
    )
    assert isinstance(share, FigureValue)
    assert (share.best, share.mod, share.part_of) == (400, "about", "800")
    total = read_figure("120", FigureContext("The death toll rose to ", ""))
    new = read_figure("a further 12", FigureContext("", " people"))
    assert isinstance(total, FigureValue)
    assert isinstance(new, FigureValue)
    assert (total.tally, new.tally) == (Tally.TOTAL, Tally.NEW)


def test_the_thing_counted_is_kept_as_worded():
    value = read_figure("two", FigureContext("", " Red armoured vehicles were lost", ClaimType.MATERIEL_LOSS, "lost"))
    assert isinstance(value, FigureValue)
    assert (value.of, value.unit) == ("Red armoured vehicles", "destroyed")


def test_a_share_without_its_whole_is_a_percentage():
    value = read_figure("nine in ten", FigureContext("", " houses were gone", ClaimType.DAMAGE, "gone"))
    assert isinstance(value, FigureValue)
    assert (value.best, value.unit) == (90, "percent")


def test_words_before_the_figure_bound_it():
    value = read_figure("100", FigureContext("The toll tops ", ""))
    assert isinstance(value, FigureValue)
    assert (value.low, value.high, value.mod) == (100, None, "at_least")


@pytest.mark.parametrize(
    "before", ["The governor writes about ", "He lied about ", "The count has gone up to ", "The claims add up to "]
)
def test_a_verb_with_its_own_preposition_bounds_nothing(before):
    value = read_figure("51", FigureContext(before, ""))
    assert isinstance(value, FigureValue)
    assert (value.low, value.high, value.best, value.mod) == (51, 51, 51, "exact")


def test_a_share_of_millions():
    value = read_figure("a third", FigureContext("It has sent 6 million shells, and ", " of them are old"))
    assert isinstance(value, FigureValue)
    assert (value.best, value.part_of) == (2_000_000, "6 million")


NOT_COUNTS = [
    "The 13th swap of the war took place on 12 May 2024.",
    "A Su-34 and an M1989 gun were shown beside a T-72.",
    "It fires 155mm shells and Shahed-136 drones.",
    "Since 2022 the front has not moved.",
    "A man, aged 34, spoke at 10:40.",
    "On 3/4/2024 the bridge was shut.",
    "Coordinates: 12°34′56″N 65°43′21″E.",
    "The bridge stood.[1] It fell.[23]",
    "Under resolution 9999 and section 12 of the law, the most popular route 66 was shut.",
    "In the last 24 hours nothing moved; the war of 1900-02 did.",
]


@pytest.mark.parametrize("sentence", NOT_COUNTS)
def test_dates_names_and_calibres_are_no_figures(sentence):
    assert [sentence[f.start : f.end] for f in find_figures(sentence)] == []


def test_figures_are_found_with_their_modifiers():
    sentence = (
        "At least 27 people died, more than 1,200 fled and between 40 and 50 houses burned; about a dozen remain."
    )
    assert [sentence[f.start : f.end] for f in find_figures(sentence)] == [
        "At least 27", "more than 1,200", "between 40 and 50", "about a dozen",
    ]  # fmt: skip


GROUPS = st.sampled_from([",", "", "\u00a0", "\u202f"])
STYLES = {
    "exact": ("{}", lambda n: (n, n, n)),
    "about": ("about {}", lambda n: (None, None, n)),
    "at_least": ("at least {}", lambda n: (n, None, n)),
    "at_most": ("up to {}", lambda n: (None, n, n)),
}
PREFIXES = {
    "exact": ["{}", "the {}", "all {}", "exactly {}", "a total of {}"],
    "about": ["about {}", "around {}", "some {}", "roughly {}", "nearly {}", "an estimated {}", "close to {}"],
    "at_least": ["at least {}", "more than {}", "over {}", "no fewer than {}", "upwards of {}", "{} or more", "{}+"],
    "at_most": ["up to {}", "as many as {}", "fewer than {}", "no more than {}", "at most {}", "under {}"],
}


def written(number: int, group: str, digits: str) -> str:
    text = f"{number:,}".replace(",", group)
    return "".join(digits[int(c)] if c.isdigit() else c for c in text)


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(0, 10**9),
    group=GROUPS,
    mod=st.sampled_from(list(PREFIXES)),
    digits=st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"]),
    data=st.data(),
)
def test_a_written_figure_reads_back(number, group, mod, digits, data):
    words = data.draw(st.sampled_from(PREFIXES[mod])).format(written(number, group, digits))
    value = read_figure(words)
    assert isinstance(value, FigureValue), (words, value)
    assert value.mod == mod
    assert (value.low, value.high, value.best) == STYLES[mod][1](number)


ONES = """zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen""".split()
TENS = "x ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return f"{spelled(number // 1000)} thousand" + (f" {spelled(number % 1000)}" if number % 1000 else "")


@given(st.integers(1, 999_999))
def test_a_spelled_number_reads_back(number):
    value = read_figure(spelled(number))
    assert isinstance(value, FigureValue)
    assert value.best == number


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.sampled_from(["between {} and {}", "{} to {}", "from {} to {}", "{}-{}", "{}–{}"]),
)
def test_a_written_range_reads_back(a, b, style):
    low, high = sorted((a, b))
    if low == high:
        high += 1
    # "50-60,000" is short for 50,000 to 60,000, and has a test of its own
    assume(
        not ("{}-{}" in style.replace("–", "-") and high % 1000 == 0 and low < 1000 and low * 1000 < high <= low * 3000)
    )
    value = read_figure(style.format(f"{low:,}", f"{high:,}"))
    assert isinstance(value, FigureValue)
    assert (value.low, value.high, value.best, value.mod) == (low, high, None, "range")


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("50-60,000", 50_000, 60_000),
        ("between 1 and 25,000", 1, 25_000),
        ("10-25,000", 10_000, 25_000),
        ("10-45,000", 10, 45_000),
    ],
)
def test_a_range_cut_short(words, low, high):
    value = read_figure(words)
    assert isinstance(value, FigureValue)
    assert (value.low, value.high) == (low, high)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=60), st.sampled_from([None, *ClaimType]))
def test_no_input_raises(words, before, after, kind):
    value = read_figure(words, FigureContext(before, after, kind, words[:10]))
    assert isinstance(value, FigureValue | Unresolved)
    for found in find_figures(words):
        assert 0 <= found.start < found.end <= len(words)


HOSTILE = {
    "spaces": " " * 10_000,
    "parentheses": "(" * 5_000 + "7" + ")" * 5_000,
    "digits": "9" * 10_000,
    "groups": "1,234," * 3_000,
    "modifiers": "at least " * 2_000 + "7",
    "words": "hundred and " * 2_000,
    "dashes": "7-" * 5_000,
    "mixed": "1٢３ " * 3_000,
    "ones": "1 " * 10_000,
    "fours": "four " * 5_000,
    "or": "perhaps a or two, " * 1_500,
}


@pytest.mark.timeout(60)  # a pattern that explodes takes hours
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_no_longer_than_its_length_allows(name):
    text = HOSTILE[name]
    read_figure(text, FigureContext(text, text, ClaimType.CASUALTIES, text))
    find_figures(text)


@pytest.mark.parametrize(
    ("before", "words", "after", "low", "high", "best", "mod"),
    [
        ("Ten boats came, and ", "half that", " went back", None, None, 5, "about"),
        ("They sent 40 guns and ", "as many", " tractors", 40, 40, 40, "exact"),
        ("The mayor counts 30; the army has ", "twice that number", ".", None, None, 60, "about"),
        ("Two of the guns burned and ", "a third", " was left behind", 1, 1, 1, "exact"),
        ("The raid cost the brigade ", "its", " radar", 1, 1, 1, "exact"),
        ("Guards shot ", "a boy of 16", " dead", 1, 1, 1, "exact"),
        ("Residents put them at ", "200", " vehicles at the very least", 200, None, 200, "at_least"),
        ("Our count is ", "34", " (±3).", 31, 37, 34, "about"),
    ],
)
def test_words_that_the_text_around_gives_their_number(before, words, after, low, high, best, mod):
    value = read_figure(words, FigureContext(before, after, ClaimType.CASUALTIES, "killed"))
    assert isinstance(value, FigureValue), value
    assert (value.low, value.high, value.best, value.mod) == (low, high, best, mod)


@pytest.mark.parametrize("words", ["half that", "as many", "a figure", "the dead", "its"])
def test_words_that_nothing_gives_a_number(words):
    value = read_figure(words, FigureContext("He spoke of ", " that nobody knows", ClaimType.CASUALTIES, "killed"))
    assert not isinstance(value, FigureValue) or value.best is None
