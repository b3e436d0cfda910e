"""Places on the development stories: floors, so that a change that loses ground is seen."""

from evaluation.bench_places import near, story_documents
from evaluation.split import stories

from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import countries_in, resolve_places


def test_places_of_the_development_stories(gazetteer: Gazetteer) -> None:
    total = near_enough = country = 0
    for document in (d for file in stories("dev") for d in story_documents(file)):
        answers = resolve_places([g.mention for g in document.gold], gazetteer, countries_in(document.text))
        for gold, answer in zip(document.gold, answers, strict=True):
            if gold.point:
                total += 1
                near_enough += near(gold.point, answer)
                country += getattr(answer, "country", None) == gold.country
    assert total > 300
    assert country / total >= 0.95
    assert near_enough / total >= 0.90
