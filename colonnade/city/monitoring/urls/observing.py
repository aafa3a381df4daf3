"""Addresses of figures: those everybody reads, and those where the team brings them."""

from django.urls import URLPattern, path

from colonnade.city.monitoring.views import indicators, loading, observing

urlpatterns: list[URLPattern] = [
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/figures.csv", indicators.figures_csv, name="figures-csv"),
    path("indicators/figures.json", indicators.figures_json, name="figures-json"),
    path("indicators/<uuid:uuid>/", indicators.indicator, name="indicator"),
    path("indicators/<uuid:uuid>/figures.csv", indicators.figures_csv, name="indicator-csv"),
    path("indicators/<uuid:uuid>/give/", observing.give, name="give-observation"),
    path("indicators/<uuid:uuid>/target/", observing.target, name="set-target"),
    path("indicators/<uuid:uuid>/target/remove/", observing.remove_target, name="remove-target"),
    path("figures/", observing.figures, name="figures"),
    path("figures/load/", loading.load, name="figures-load"),
    path("figures/template.csv", loading.template, name="figures-template"),
    path("figures/keep-all/", loading.keep_all, name="figures-keep-all"),
    path("figures/files/<uuid:uuid>/", loading.show_file, name="figures-file"),
    path("figures/files/<uuid:uuid>/keep/", loading.keep, name="figures-file-keep"),
    path("figures/files/<uuid:uuid>/forget/", loading.forget, name="figures-file-forget"),
    path("figures/sources/<uuid:uuid>/", observing.data_source, name="figures-source"),
    path("figures/own/", observing.own_indicator, name="own-indicator-add"),
    path("figures/own/<uuid:uuid>/", observing.own_indicator, name="own-indicator"),
    path("figures/<uuid:uuid>/correct/", observing.correct, name="correct-observation"),
]
