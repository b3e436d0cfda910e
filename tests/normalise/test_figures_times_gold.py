"""Figures and times on the development stories: floors, so that a change that loses ground is seen."""

import json

from evaluation.bench_figures import end_to_end, ours, report_mentions, right, same_bounds
from evaluation.bench_times import ours as our_time
from evaluation.bench_times import story_mentions
from evaluation.score import same_time
from evaluation.split import stories


def test_figures_of_the_development_stories():
    reports = [report for path in stories("dev") for report in json.loads(path.read_text(encoding="utf-8"))["reports"]]
    mentions = [mention for report in reports for mention in report_mentions(report)]
    assert len(mentions) > 800
    assert sum(right(m.gold, ours(m)) for m in mentions) / len(mentions) >= 0.83
    assert sum(same_bounds(m.gold, ours(m)) for m in mentions) / len(mentions) >= 0.96
    assert sum(same_bounds(m.gold, end_to_end(m)) for m in mentions) / len(mentions) >= 0.92


def test_times_of_the_development_stories():
    mentions = [mention for path in stories("dev") for group in story_mentions(path) for mention in group]
    assert len(mentions) > 700
    assert sum(same_time({"is": m.gold}, {"is": our_time(m)}) for m in mentions) / len(mentions) >= 0.87
