"""Configuration from the environment, and input that is validated: for services."""

from __future__ import annotations

import re

from grader.checks.quality.base import Checked, Evidence
from grader.model import Practice, SourceKind

FROM_ENVIRONMENT = re.compile(
    r"os\.(?:environ|getenv)|process\.env|System\.getenv|\$\{[A-Z_]+|BaseSettings|@Value\(|dotenv|decouple"
)
VALIDATES = re.compile(
    r"\b(?:BaseModel|pydantic|marshmallow|jsonschema|msgspec|attrs|cerberus|zod|joi|ajv|yup|class-validator|express-validator"
    r"|@Valid|@NotNull|@NotBlank|@Positive|jakarta\.validation|TypeBox)\b|schema:\s*\{"
)
BY_HAND = re.compile(
    r"isinstance\(|typeof \w+|Number\.isInteger|instanceof |re\.(?:full)?match\(|\.matches\(|isJsonPrimitive"
    r"|raise\s+\w*(?:Invalid|Bad|Valid)|throw new \w*(?:Invalid|Bad|Valid)"
)


def check(evidence: Evidence) -> Checked:
    """Look for both in the candidate's sources and settings."""
    if evidence.challenge.interface.kind != "service":
        return Checked()
    sources = evidence.sources()
    settings = [path for path in evidence.contents if path.endswith((".properties", ".yml", ".yaml", ".toml"))]
    given = evidence.scope.of_kind(SourceKind.STARTER)
    environment = list(evidence.places(FROM_ENVIRONMENT, [*sources, *settings, *given]))
    schemas = list(evidence.places(VALIDATES, sources))
    by_hand = list(evidence.places(BY_HAND, sources))
    return Checked(
        practices=(
            Practice(
                name="configured_by_environment",
                question="Is it configured by its environment?",
                criterion="design",
                yes=bool(environment),
                evidence=f"{len(environment)} lines read the environment."
                if environment
                else "No line reads the environment.",
                where=tuple(environment[:2]),
            ),
            Practice(
                name="validates_input",
                question="Is input validated before it is used?",
                criterion="edge_cases",
                yes=bool(schemas or by_hand),
                evidence="By declared schemas."
                if schemas
                else "By hand."
                if by_hand
                else "No validation was recognised.",
                where=tuple((schemas or by_hand)[:2]),
            ),
        )
    )
