"""Addresses of money, resources, needs and commitments."""

from django.urls import path

from colonnade.city.governance.views import commitments, money, money_imports, needs, resources

urlpatterns = [
    path("money/", money.money, name="money"),
    path("money.csv", money.export, name="budget-export"),
    path("money/add/", money.edit, name="budget-add"),
    path("money/lines/<uuid:uuid>/", money.edit, name="budget-line"),
    path("money/lines/<uuid:uuid>/remove/", money.remove, name="budget-remove"),
    path("money/lines/<uuid:uuid>/restore/", money.restore, name="budget-restore"),
    path("money/removed/", money.removed, name="budget-removed"),
    path("money/bring/", money_imports.bring, name="budget-bring"),
    path("money/bring/<uuid:uuid>/", money_imports.show, name="budget-import"),
    path("money/bring/<uuid:uuid>/columns/", money_imports.read_as, name="budget-columns"),
    path("money/bring/<uuid:uuid>/keep/", money_imports.keep, name="budget-keep"),
    path("resources/", resources.resources, name="resources"),
    path("resources/add/", resources.edit, name="resource-add"),
    path("resources/offer/", resources.offer, name="resource-offer"),
    path("resources/waiting/", resources.waiting, name="resources-waiting"),
    path("resources/<uuid:uuid>/", resources.resource, name="resource"),
    path("resources/<uuid:uuid>/edit/", resources.edit, name="resource-edit"),
    path("resources/<uuid:uuid>/answer/", resources.answer, name="resource-answer"),
    path("resources/<uuid:uuid>/use/", resources.use, name="resource-use"),
    path("resources/<uuid:uuid>/uses/<int:pk>/strike/", resources.strike, name="resource-use-strike"),
    path("resources/<uuid:uuid>/withdraw/", resources.withdraw, name="resource-withdraw"),
    path("needs/", needs.needs, name="needs"),
    path("needs/add/", needs.edit, name="need-add"),
    path("needs/<uuid:uuid>/", needs.need, name="need"),
    path("needs/<uuid:uuid>/edit/", needs.edit, name="need-edit"),
    path("needs/<uuid:uuid>/withdraw/", needs.withdraw, name="need-withdraw"),
    path("needs/<uuid:uuid>/match/", needs.match, name="need-match"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/add/", commitments.add, name="commitment-add"),
    path("commitments/<uuid:uuid>/", commitments.commitment, name="commitment"),
    path("commitments/<uuid:uuid>/edit/", commitments.edit, name="commitment-edit"),
    path("commitments/<uuid:uuid>/report/", commitments.report, name="commitment-report"),
    path("commitments/<uuid:uuid>/match/", commitments.match, name="commitment-match"),
    path("commitments/<uuid:uuid>/forget/", commitments.forget, name="commitment-forget"),
]
