"""The API itself: what every endpoint has in common. The endpoints are in routes."""

import json
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from pydantic.json_schema import models_json_schema

from bihuan.api import errors
from bihuan.api.auth import Session, Token
from bihuan.api.schemas.common import Refused
from bihuan.api.schemas.maps import FeatureCollection
from bihuan.kernel.errors import Refusal

MOST_JSON: Final = 1024 * 1024
ABOUT: Final = """\
Everything the pages can do, for machines: the same commands, the same rules, the same refusals.

**Who asks.** An access token, made under Settings, as `Authorization: Bearer TOKEN`; it acts as one person in one
post. Our own pages use their session.

**Changes.** Every change carries a `request_uuid` made by the caller. When no answer comes, send the same again: the
change is made once and the answer is the first one. Steps also carry the `expected_version` the caller looked at.

**No.** Every error has the shape `Refused`; its `code` never changes, its `message` is in the language asked for with
`Accept-Language` (zh-hans or en). What the caller may not see answers exactly as what does not exist.

**Words.** Stored codes are lower-case English words. Times are ISO 8601 with their zone. Positions are WGS84 unless a
datum is named. A time limit is `{amount, unit, text}`.
"""


class JsonParser(Parser):
    """Reads bodies and queries; remembers the request_uuid, so that a refusal can give it back."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON body. Raises api.not_json, api.too_large, api.unreadable."""
        if request.content_type != "application/json":
            raise errors.NOT_JSON()
        if len(request.body) > MOST_JSON:
            raise errors.TOO_LARGE()
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError) as fault:
            raise errors.UNREADABLE() from fault
        if isinstance(sent, dict):
            errors.remember(request, sent.get("request_uuid"))
        return sent

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> Any:
        """Return a query or form; of a single value sent twice the last counts."""
        errors.remember(request, data.get("request_uuid"))
        return super().parse_querydict(data, list_fields, request)


class Description(OpenAPISchema):
    """The library keeps shapes by their bare name; here two different ones of the same name are a fault."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Add shapes. Raises ValueError when a name already means something else."""
        for name, shape in definitions.items():
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"two shapes are called {name}")


class Api(NinjaAPI):
    """The API with a description that is made once and knows the shapes endpoints write by themselves."""

    @cached_property
    def description_json(self) -> bytes:
        """The OpenAPI description as it is served."""
        schema = Description(self, self.get_root_path({}))
        _pairs, shared = models_json_schema(
            [(Refused, "serialization"), (FeatureCollection, "serialization")],
            ref_template="#/components/schemas/{model}",
        )
        schema["components"]["schemas"] |= shared["$defs"]
        return json.dumps(schema, ensure_ascii=False).encode()


api = Api(
    title="Bihuan 闭环",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,  # its page would load scripts from elsewhere
    openapi_url="",  # served by routes.about, from memory
    auth=[Token(), Session()],
    parser=JsonParser(),
)
# The library's types allow for classes as well as instances; it only ever hands over instances.
api.add_exception_handler(Refusal, errors.refused)  # type: ignore[arg-type]
api.add_exception_handler(ValidationError, errors.invalid)  # type: ignore[arg-type]
api.add_exception_handler(HttpError, errors.http_error)  # type: ignore[arg-type]
api.add_exception_handler(RawPostDataException, lambda request, _fault: errors.refused(request, errors.NOT_JSON()))
