"""Addresses of declaration, documents and promises."""

from django.urls import path

from colonnade.city.governance.views import will

urlpatterns = [
    path("declaration/", will.declaration, name="declaration"),
    path("declaration/write/", will.write, name="declaration-write"),
    path("declaration/publish/", will.publish, name="declaration-publish"),
    path("declaration/open/", will.open_or_close, name="declaration-open"),
    path("declaration/ask/", will.ask, name="declaration-ask"),
    path("declaration/sign/", will.sign, name="declaration-sign"),
    path("declaration/versions/<int:version>/", will.version, name="declaration-version"),
    path("documents/", will.documents, name="documents"),
    path("documents/add/", will.edit_document, name="document-add"),
    path("documents/<uuid:uuid>/", will.edit_document, name="document"),
    path("promises/add/", will.edit_pledge, name="pledge-add"),
    path("promises/<uuid:uuid>/", will.pledge, name="pledge"),
    path("promises/<uuid:uuid>/edit/", will.edit_pledge, name="pledge-edit"),
    path("promises/<uuid:uuid>/settle/", will.settle, name="pledge-settle"),
]
