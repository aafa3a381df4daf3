"""Every format the harvest pipeline can read, made known at start-up."""

from colonnade.city.catalogue.harvest import register
from colonnade.interop.berlin import BerlinReader
from colonnade.interop.chicago import ChicagoReader
from colonnade.interop.coerde import CoerdeReader
from colonnade.interop.eventbrite import EventbriteReader
from colonnade.interop.ical import IcalReader
from colonnade.interop.json_list import JsonListReader
from colonnade.interop.madrid import MadridReader
from colonnade.interop.openagenda import OpenAgendaReader
from colonnade.interop.opintopolku import OpintopolkuReader
from colonnade.interop.schema_org import SchemaOrgReader
from colonnade.interop.tabular import TabularReader
from colonnade.interop.taiwan import TaiwanReader
from colonnade.interop.valparaiso import ValparaisoReader
from colonnade.interop.weiterbildungssuche import WeiterbildungssucheReader
from colonnade.interop.xcri_cap import XcriCapReader

register(BerlinReader())
register(ChicagoReader())
register(CoerdeReader())
register(EventbriteReader())
register(IcalReader())
register(JsonListReader())
register(MadridReader())
register(OpenAgendaReader())
register(OpintopolkuReader())
register(SchemaOrgReader())
register(TabularReader())
register(TaiwanReader())
register(ValparaisoReader())
register(WeiterbildungssucheReader())
register(XcriCapReader())
