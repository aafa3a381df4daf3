"""Addresses of monitoring."""

from importlib import import_module

app_name = "monitoring"
PARTS = ("observing", "computing", "assessing", "evidence", "standing", "reporting")
urlpatterns = [address for part in PARTS for address in import_module(f"{__name__}.{part}").urlpatterns]
