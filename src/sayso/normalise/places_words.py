"""The words that make a name into a place: directions, kinds of region, fronts, facilities."""

import re

_PLAIN = ("north", "south", "east", "west")
_DIAGONALS = tuple(a + link + b for a in ("north", "south") for b in ("east", "west") for link in ("", "-", " "))
_ERN = tuple(word + "ern" for word in (*_DIAGONALS, *_PLAIN))
_MIDDLE = ("central", "centre", "center", "middle", "downtown", "heart")
BEARING_WORDS = (*_ERN, *_DIAGONALS, *_PLAIN, *_MIDDLE)
"""Directions as reports write them, longer ones first."""


def bearing_of(word: str) -> str:
    """The plain name of a direction ("north-eastern" is "northeast"); "" where the word is none."""
    plain = word.lower().removeprefix("due ").replace("-", "").replace(" ", "")
    plain = plain.removesuffix("ern")
    if plain in ("centre", "center", "middle", "downtown", "heart"):
        return "central"
    return plain if plain in (*_PLAIN, "northeast", "northwest", "southeast", "southwest", "central") else ""


REGION_WORDS = tuple(
    "region oblast province governorate state krai kray republic governate wilaya wilayat prefecture department "
    "voivodeship canton emirate territory regional-state division vilayet muhafazah".split()
)
"""Words for first-level regions; a department or a territory may be of the second level."""
DISTRICT_WORDS = tuple(
    "district raion rayon county township woreda zone cercle municipality parish borough lga tehsil subdistrict agency".split()
)
"""Words for regions of the second level and below."""
FRONT_WORDS = tuple("direction axis front sector frontline salient pocket theatre theater".split())

_FACILITIES = """airport airfield airbase air-base aerodrome airstrip air base naval base military base base barracks
barrack camp refugee camp hospital clinic school university college kindergarten orphanage market bazaar mosque church
cathedral monastery temple shrine bridge dam reservoir power plant power station nuclear plant nuclear power plant
thermal power plant plant factory mill refinery oil refinery oil depot fuel depot oil terminal terminal depot arsenal
warehouse warehouses port harbour harbor station railway station train station police station junction checkpoint
crossing border crossing border post post outpost prison jail penitentiary detention centre detention center stadium
square street avenue road highway tunnel tunnels mine gold mine quarry oil field oilfield gas field field forest hills
hill heights height mountain mountains pass valley wadi river lake canal island islands cape bay strait beach coast
headquarters command centre command center palace presidential palace parliament embassy consulate courthouse city hall
town hall apartment block residential building building tower hotel restaurant cafe shop shopping centre mall cemetery
farm village villages settlement settlements suburb neighbourhood neighborhood quarter compound complex facility site
training ground test site shipyard dock docks pier coal mine steelworks steel plant ironworks substation transformer
ammunition depot arms depot weapons depot launch site silo bunker garrison trench corridor enclave roundabout
intersection crossroads tollgate toll gate gates jail works shop store supermarket garage quay wharf yard ward wing
hangar hangars ammunition dump landfill stables dormitory hostel sanatorium clinic courthouse kindergarten""".split(
    "\n"
)
_NOUNS = sorted(
    {word for line in _FACILITIES for word in line.split()}
    | {"air base", "naval base", "military base", "refugee camp", "power plant", "power station", "nuclear plant",
       "nuclear power plant", "oil refinery", "oil depot", "fuel depot", "railway station", "train station",
       "police station", "border crossing", "border post", "detention centre", "gold mine", "gas field", "oil field",
       "international airport", "general hospital", "teaching hospital", "central market", "central hospital",
       "presidential palace", "training ground", "shopping centre", "thermal power plant", "hydroelectric plant",
       "maternity hospital", "children's hospital", "primary school", "secondary school", "high school", "coal mine",
       "displacement camp", "IDP camp", "special economic zone", "drone factory"}
    - {"air", "oil", "gas", "border", "power", "nuclear", "refugee", "naval", "military", "launch", "test", "gold",
       "command", "centre", "center", "train", "railway", "police", "coal", "fuel", "town", "city", "hall", "arms",
       "weapons", "ammunition", "steel", "thermal", "detention", "residential", "shopping", "apartment", "block",
       "presidential", "training", "ground"},
    key=len, reverse=True,
)  # fmt: skip
FACILITY = re.compile(rf"\b(?:{'|'.join(map(re.escape, _NOUNS))})s?\b(?=\s*$|\s*\()", re.I)
"""A facility or a thing of the land at the end of words: "Nyala airport", "Machava prison", "Metina valley"."""
FACILITY_HEAD = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, _NOUNS))}|block|buildings?|hall|centre|center|office|house|homes?)s?\b", re.I
)
"""Such a word anywhere."""
