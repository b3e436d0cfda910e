"""The routes of the workbench, one file for each group of pages. A new file is listed here."""

from fastapi import APIRouter

from sayso.web.routes import account, disputes, events, help, overview, reports

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    events.router,
    disputes.router,
    reports.router,
    account.router,
    help.router,
)
"""Every router of the app."""
