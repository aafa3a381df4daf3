"""Every format the harvest pipeline can read, made known at start-up."""

from colonnade.city.catalogue.harvest import register
from colonnade.interop.ical import IcalReader
from colonnade.interop.tabular import TabularReader

register(IcalReader())
register(TabularReader())
