"""The workbench: pages and an API over an open ledger. FastAPI, Jinja2, uvicorn and argon2 live here only."""
