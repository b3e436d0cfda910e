"""The labels of the model's heads, in the order of its outputs. A change here needs new weights and a new version."""

from sayso.types.labels import ClaimType, Role, SourceKind, Stance

VERSION = 1
"""Of the labels and heads; the manifest of the weights names the one they were trained for."""
TYPES = tuple(ClaimType)
FIGURE, SOURCE, VIA, CUE = "figure", "source", "via", "cue"
"""Tags beside the roles: the figure, the source that is the origin, voices between it and the outlet, the cue."""
TAGS = (*(role.value for role in Role), FIGURE, SOURCE, VIA, CUE)
"""Each has three scores a word: outside, begins, goes on. A last score says whether the word is evidence."""
KINDS = tuple(SourceKind)
STANCES = tuple(Stance)
OTHER_UNIT = "other"
UNITS = (
    "killed", "wounded", "killed_or_wounded", "captured", "missing", "deployed", "withdrawn", "destroyed", "damaged",
    "abandoned", "seized", "supplied", "detained", "released", "displaced", "launched", "intercepted", OTHER_UNIT,
)  # fmt: skip
"""Units that follow from what happened to the thing counted; every other unit is read from the words."""
