"""The route by which the organiser decides who may see what."""

from fastapi import FastAPI, Request, Response

from services.ingest.answers import PublicationAnswer
from services.ingest.edge import answer_json, body, needs_all
from services.ingest.openapi import answers, takes
from services.ingest.parts import Parts
from services.ingest.shapes_definitions import PublicationShape


def add_publications(app: FastAPI, parts: Parts) -> None:
    """Add the route to ``app``."""

    @app.post(
        "/api/v1/championships/{championship}/publications",
        summary="Decide what an audience sees, with a delay or a freeze",
        response_model=None,
        responses=answers({200: PublicationAnswer}, 400, 401, 403, 404, 413, 415, 422, 503),
        openapi_extra=takes(PublicationShape),
    )
    async def set_policy(request: Request, championship: str) -> Response:
        grant = parts.doorkeeper.grant(request.headers.get("authorization"))
        needs_all(parts)
        document = await body(request, parts.body_bytes_max)
        policy = await parts.publications.set_policy(grant, championship, document)
        return answer_json(
            {
                "audience": policy.audience,
                "skill": policy.skill,
                "policy": policy.policy,
                "delay_ms": policy.delay_ms,
                "freeze_at_ms": policy.freeze_at_ms,
            }
        )
