"""Every format of figures that can be read or written, made known at start-up."""

from colonnade.city.monitoring.queries.formats import register_format
from colonnade.interop.figure_table import FigureTableFormat
from colonnade.interop.open_sdg import OpenSdgFormat
from colonnade.interop.sdmx import SdmxFormat

register_format(OpenSdgFormat())
register_format(FigureTableFormat())
register_format(SdmxFormat())
