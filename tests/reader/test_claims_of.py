"""What is made of the words that the network marks for one trigger."""

from sayso.reader.context import Trigger
from sayso.reader.decode import Candidate, Decoded, Span
from sayso.reader.encode import page_of
from sayso.reader.labels import STANCES, TYPES
from sayso.reader.model import _each_figure_once, claims_of
from sayso.reader.session import WEIGHTS, Calibration, open_pieces
from sayso.sources.base import Given, InputOptions, make_report
from sayso.types import Claim, Report, Role, Stance

PIECES = open_pieces(WEIGHTS)


def read(
    text: str, trigger: str, stance: Stance = Stance.REPORTED, outlet: str = "", **marked: list[str]
) -> list[Claim]:
    """The claims of a text in which the words of each tag are marked; words are given with the white space that parts them."""
    report = make_report(Given(text, "a.txt", outlet=outlet or None), InputOptions())
    assert isinstance(report, Report)
    page = page_of(report, PIECES)

    def words(of: str) -> tuple[int, int]:
        start = text.index(of)
        inside = [n for n in range(len(page)) if page.starts[n] >= start and page.ends[n] <= start + len(of)]
        return inside[0], inside[-1]

    spans = {tag: [Span(*words(of), 0.9) for of in given] for tag, given in marked.items()}
    kinds = {span.first: (0, 0.9) for found in spans.values() for span in found}
    first, last = words(trigger)
    stances = tuple(1.0 if s is stance else 0.0 for s in STANCES)
    whole = (0, len(page) - 1)
    kind = TYPES.index("casualties")
    item = Decoded(Candidate(Trigger(first, last, kind), 3.0), 3.0, spans, whole, kinds, stances, None, "killed", 0.9)
    return list(claims_of(report, page, item, Calibration(), "x"))


def sources(claims: list[Claim]) -> list[str]:
    return [source.words.text for source in claims[0].sources]


def test_a_word_that_names_nothing_is_no_filler_and_no_voice() -> None:
    (claim,) = read(
        "The Israeli military said two people were killed near Rafah.", "killed", source=["The"], place=["near"]
    )
    assert claim.sources == () and Role.PLACE not in claim.roles
    assert claim.stance is not Stance.REPORTED


def test_a_name_that_was_cut_at_its_hyphen_is_taken_whole() -> None:
    text = "Two people were killed in Al-Mawashi, lawmaker Lee Seong-kweun (of the ruling party) said of the Iran-backed group."
    (claim,) = read(text, "killed", source=["lawmaker Lee Seong-"], place=["Al"], actor=["Iran"])
    assert sources([claim]) == ["lawmaker Lee Seong-kweun"]
    assert [f.words.text for f in claim.roles[Role.PLACE]] == ["Al-Mawashi"]
    assert [f.words.text for f in claim.roles[Role.ACTOR]] == ["Iran"]
    (claim,) = read("Two people were killed, a resident, Maria, told us.", "killed", source=["a resident,"])
    assert sources([claim]) == ["a resident"]


def test_one_voice_stands_once_in_a_chain() -> None:
    text = "Two people were killed, lawmaker Lee Minho said. Lee Minho spoke to Yonhap about the Defence Ministry of Korea."
    assert sources(read(text, "killed", source=["lawmaker Lee Minho", "Lee Minho spoke"[:9]])) == ["lawmaker Lee Minho"]
    assert sources(read(text, "killed", source=["lawmaker Lee Minho", "Yonhap"])) == ["lawmaker Lee Minho", "Yonhap"]


def test_the_outlet_is_no_voice() -> None:
    text = "Two people were killed, a resident told the Post on Monday."
    assert sources(read(text, "killed", outlet="Harbour Post", source=["a resident", "the Post"])) == ["a resident"]
    assert sources(read(text, "killed", outlet="Daily Courier", source=["a resident", "the Post"])) == [
        "a resident",
        "the Post",
    ]


def test_none_that_is_denied_is_no_figure() -> None:
    text = "There were no soldiers there, the mayor said, and nobody was killed."
    assert read(text, "killed", Stance.DENIED, source=["the mayor"], figure=["no"])[0].figure is None
    assert read(text, "killed", source=["the mayor"], figure=["no"])[0].figure is not None


def test_a_figure_is_one_claim_of_its_type_the_likeliest() -> None:
    text = "The toll rose to 372 dead, the group said."
    (by_toll,) = read(text, "toll", source=["the group"], figure=["372"])
    (by_dead,) = read(text, "dead", source=["the group"], figure=["372"])
    sure = [
        Claim(**{name: getattr(c, name) for name in c.__slots__} | {"confidence": p})
        for c, p in ((by_toll, 0.5), (by_dead, 0.8))
    ]
    assert _each_figure_once(sure) == [sure[1]]
    (plain,) = read(text, "dead", source=["the group"])
    assert _each_figure_once([sure[0], plain]) == [sure[0], plain]


def test_what_was_last_seen_before_is_no_time() -> None:
    text = "Jets hit the city for the first time since 2016 and on Monday 16 people were killed, the deadliest raid there since 2019."
    assert Role.TIME not in read(text, "killed", time=["since 2016"])[0].roles
    assert Role.TIME not in read(text, "killed", time=["since 2019"])[0].roles
    assert Role.TIME in read(text, "killed", time=["on Monday"])[0].roles


def test_the_number_of_an_item_counts_nothing() -> None:
    text = "Losses:\n2. A tank destroyed, its crew killed.\n3. 4 soldiers killed."
    assert read(text, "killed", figure=["2"])[0].figure is None
    for marked in ("4", "3. 4"):
        figure = read(text, "killed.", figure=[marked])[0].figure
        assert figure is not None and figure.words.text == "4", marked
