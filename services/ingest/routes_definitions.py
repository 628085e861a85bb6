"""The routes by which championships and skills are defined."""

import asyncio

from fastapi import FastAPI, Request, Response

from services.ingest.answers import ImportAnswer, SkillAnswer
from services.ingest.bundle import read_bundle, read_skill
from services.ingest.edge import answer_json, body, needs_all
from services.ingest.openapi import answers, takes
from services.ingest.parts import Parts
from services.ingest.shapes_definitions import BundleShape, OneSkillShape
from shared.http_problems import language
from shared.problems import field_errors


def add_definitions(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.post(
        "/api/v1/championships",
        summary="Import a championship; one fault in it and nothing changes",
        response_model=None,
        status_code=201,
        responses=answers({201: ImportAnswer}, 400, 401, 403, 409, 413, 415, 422, 503),
        openapi_extra=takes(BundleShape),
    )
    async def import_championship(request: Request) -> Response:
        grant = parts.doorkeeper.administrator(request.headers.get("authorization"))
        needs_all(parts)
        document = await body(request, parts.import_bytes_max)
        bundle = await asyncio.to_thread(read_bundle, document)
        await parts.importer.import_bundle(bundle, grant.who)
        competitors = sum(len(skill.competitors) for skill in bundle.skills.values())
        answer = {
            "championship": bundle.championship.id,
            "skills": len(bundle.skills),
            "competitors": competitors,
            "warnings": field_errors(bundle.warnings, language(request)),
        }
        return answer_json(answer, 201)

    @app.put(
        "/api/v1/championships/{championship}/skills/{skill}",
        summary="Define one skill",
        response_model=None,
        responses=answers({200: SkillAnswer}, 400, 401, 403, 404, 409, 413, 415, 422, 503),
        openapi_extra=takes(OneSkillShape),
    )
    async def set_skill(request: Request, championship: str, skill: str) -> Response:
        grant = parts.doorkeeper.administrator(request.headers.get("authorization"))
        needs_all(parts)
        known = parts.catalogue.championship(championship)
        document = await body(request, parts.import_bytes_max)
        definition, reason, warnings = await asyncio.to_thread(read_skill, skill, document, known)
        await parts.importer.set_skill(championship, skill, definition, grant.who, reason)
        return answer_json({"status": "counted", "warnings": field_errors(warnings, language(request))})
