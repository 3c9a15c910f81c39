"""The pack: all that the phone needs for a day, with a version that changes when anything in it does."""

import hashlib
import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from bihuan.cases.queries import phone as cases
from bihuan.kernel.initials import initials
from bihuan.orgs.queries import Hat
from bihuan.standards import queries as standards
from bihuan.visits.queries.pack import day_pack

# What the phone decides by itself while it has no network: data, not a second implementation.
RULES = {"similar_m": cases.SIMILAR_M, "similar_hours": cases.SIMILAR_HOURS, "most_photos": 9, "keep_sent_days": 3}


def pack_for(hat: Hat, *, at: datetime) -> dict[str, Any]:
    """Return the pack of one person in one post as plain values; a fixed number of statements."""
    on = timezone.localdate(at)
    day = day_pack(hat.actor, on=on)
    told: dict[str, Any] = {
        "day": on.isoformat(),
        "person": {"uuid": str(hat.actor.uuid), "name": hat.actor.name, "post": hat.label, "key": str(hat.key)},
        "system": day.system,
        "stops": day.stops,
        "places": day.places,
        "types": day.types,
        "areas": day.areas,
        "classes": _classes(standards.version(), on, get_language()),
        "usual": [str(uuid) for uuid in cases.usual_classes(at=at)],
        "near": [
            {
                "uuid": str(row.uuid),
                "code": row.code,
                "class": str(row.class_uuid or ""),
                "place": str(row.place_uuid or ""),
                "lon": row.lon,
                "lat": row.lat,
                "at": row.reported_at.isoformat(),
            }
            for row in cases.open_near(day.box, at=at)
        ],
        "checks": [_check(row) for row in cases.to_verify(hat.actor)],
        "rules": RULES,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return {"version": hashlib.sha256(text.encode()).hexdigest()[:20], **told}


@lru_cache(maxsize=4)
def _classes(_version: tuple[tuple[UUID, int], ...], on: date, language: str) -> list[dict[str, Any]]:  # noqa: ARG001  # the words differ
    """Return every class that a case can be filed under, with what it is called and its limits in words."""
    return [
        {
            "uuid": str(row.uuid),
            "code": row.code,
            "name": row.name,
            "major": row.major_name,
            "words": list(row.words),
            "initials": initials(row.name, *row.words),
            "limits": list(dict.fromkeys(standards.limit_words(each.limit) for each in conditions)),
        }
        for row, conditions in standards.fileable(on)
    ]


def _check(row: cases.ToVerify) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "version": row.version,
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "class": row.class_name,
        "unit": row.unit_name,
        "place": str(row.place_uuid or ""),
        "place_text": row.place_text,
        "lon": row.lon,
        "lat": row.lat,
        "fed_back_at": row.fed_back_at.isoformat() if row.fed_back_at else "",
        "before": [_picture(uuid) for uuid in row.before],
        "after": [_picture(uuid) for uuid in row.after],
    }


def _picture(uuid: UUID) -> str:
    return reverse("field:picture", args=[uuid])
