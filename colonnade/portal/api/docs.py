"""The description of the interface as a page: drawn here from the same schema that programs read, without any script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from colonnade.plumbing.doors import public
from colonnade.portal.api import filters


@public
@require_safe
def page(request: HttpRequest, interface: Any) -> HttpResponse:
    """Every address with its parameters, every shape with its fields."""
    schema = interface.get_openapi_schema()
    context = {
        "title": schema["info"]["title"],
        "version": schema["info"]["version"],
        "paragraphs": schema["info"]["description"].strip().split("\n\n"),
        "base": schema["servers"][0]["url"],
        "groups": _groups(schema),
        "shapes": [
            _shape(name, each)
            for name, each in sorted(schema["components"]["schemas"].items())
            if _is_answer(name)
        ],
    }
    return render(request, "portal/interface.html", context)


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        grouped.setdefault(operation["tags"][0], []).append(_operation(path, operation))
    return [{"name": name, "operations": operations} for name, operations in grouped.items()]


def _operation(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    good = operation["responses"][200]["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            _field(each["name"], {**each["schema"], **each}, each["required"])
            for each in operation.get("parameters", [])
        ],
        "type": _type(good),
        "errors": ", ".join(str(status) for status in operation["responses"] if status != 200),
        "can_be_tried": "{" not in path,
    }


def _is_answer(name: str) -> bool:
    """Filters are told with their addresses, and every page of a list looks alike."""
    return not hasattr(filters, name) and not name.startswith("Page_")


def _shape(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    required = schema.get("required", ())
    fields = [_field(key, each, key in required) for key, each in schema["properties"].items()]
    return {"name": _plain(name), "id": name, "description": schema.get("description", ""), "fields": fields}


def _field(name: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "type": _type(schema),
        "description": schema.get("description", ""),
        "required": required,
    }


def _type(schema: dict[str, Any]) -> str:
    """A type in words programmers know: ``string | null``, ``list of Price``."""
    if reference := schema.get("$ref"):
        return _plain(reference.rsplit("/", 1)[-1])
    if options := schema.get("anyOf"):
        return " | ".join(dict.fromkeys(_type(each) for each in options))
    if values := schema.get("enum"):
        return " | ".join(f'"{value}"' for value in values)
    if "const" in schema:
        return f'"{schema["const"]}"'
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"map of {_type(schema['additionalProperties'])}"
    return schema.get("format", kind)


def _plain(name: str) -> str:
    """Generic names as people write them: ``Page_City_`` is a page of cities."""
    return (
        name.replace("Page_", "Page of ")
        .replace("Union_", "")
        .replace("__", "_")
        .strip("_")
        .replace("_", " or ")
        if name.startswith("Page_")
        else name
    )
