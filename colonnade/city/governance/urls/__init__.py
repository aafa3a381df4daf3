"""Addresses of governance."""

from importlib import import_module

app_name = "governance"
PARTS = ("will", "participation", "resources", "plan")
urlpatterns = [address for part in PARTS for address in import_module(f"{__name__}.{part}").urlpatterns]
