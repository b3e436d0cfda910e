"""The routes of the workbench, one file for each group of pages. A new file is listed here."""

from fastapi import APIRouter

from sayso.web.routes import account, disputes, entities, events, help, overview, reports, review, search, views

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    events.router,
    disputes.router,
    reports.router,
    entities.router,
    search.router,
    review.router,
    views.router,
    account.router,
    help.router,
)
"""Every router of the app."""
