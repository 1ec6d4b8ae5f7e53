"""Which view answers which path."""

import sys

from django.urls import path, re_path
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from hornbook.console import views, yearbook_views
from hornbook.console.api.problem import no_such_path
from hornbook.console.api.routes import api

if sys.platform == "win32":
    import_paths = []
else:
    from hornbook.console import imports

    import_paths = [
        re_path(r"^(?P<lang>en|zh)/import$", require_http_methods(["GET", "POST"])(imports.all_imports)),
        re_path(r"^(?P<lang>en|zh)/import/(?P<ident>[0-9a-f]{16})$", require_GET(imports.one_import)),
        re_path(
            r"^(?P<lang>en|zh)/import/(?P<ident>[0-9a-f]{16})/(?P<act>preview|confirm|stop|delete)$",
            require_POST(imports.act_on_import),
        ),
    ]

urlpatterns = [
    path("", require_safe(views.start)),
    path("console.css", require_safe(views.style)),
    re_path(r"^(?P<name>console|htmx|vega)\.js$", require_safe(views.script)),
    path("icon.svg", require_safe(views.icon)),
    path("api/v1/", api.urls),
    re_path(r"^api(?:/.*)?$", no_such_path),
    *import_paths,
    re_path(r"^(?P<lang>en|zh)/$", require_safe(views.start)),
    re_path(r"^(?P<lang>en|zh)/suggest$", require_safe(views.suggest)),
    re_path(r"^(?P<lang>en|zh)/yearbooks$", require_safe(yearbook_views.yearbooks)),
    re_path(r"^(?P<lang>en|zh)/yearbooks/(?P<name>[^/]{1,200})$", require_safe(yearbook_views.yearbook_file)),
    re_path(r"^(?P<lang>en|zh)/(?P<name>[a-z]+)$", require_safe(views.page)),
]
handler400 = views.refused
handler404 = views.missing
handler500 = views.broken
