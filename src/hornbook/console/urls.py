"""Which view answers which path."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from hornbook.console import views
from hornbook.console.api.problem import no_such_path
from hornbook.console.api.routes import api

urlpatterns = [
    path("", require_safe(views.start)),
    path("console.css", require_safe(views.style)),
    re_path(r"^(?P<name>console|htmx|vega)\.js$", require_safe(views.script)),
    path("icon.svg", require_safe(views.icon)),
    path("api/v1/", api.urls),
    re_path(r"^api(?:/.*)?$", no_such_path),
    re_path(r"^(?P<lang>en|zh)/$", require_safe(views.start)),
    re_path(r"^(?P<lang>en|zh)/suggest$", require_safe(views.suggest)),
    re_path(r"^(?P<lang>en|zh)/(?P<name>[a-z]+)$", require_safe(views.page)),
]
handler400 = views.refused
handler404 = views.missing
handler500 = views.broken
