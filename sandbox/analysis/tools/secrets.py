"""detect-secrets: keys, tokens and passwords in any file; nothing is verified, for that would be a request."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

NAME = "detect-secrets"
LANGUAGES = ()
COST = 4
CPU_S = 60

KEYS = (
    "ArtifactoryDetector AWSKeyDetector AzureStorageKeyDetector BasicAuthDetector CloudantDetector "
    "DiscordBotTokenDetector GitHubTokenDetector GitLabTokenDetector IbmCloudIamDetector IbmCosHmacDetector "
    "JwtTokenDetector MailchimpDetector NpmDetector OpenAIDetector PrivateKeyDetector PypiTokenDetector "
    "SendGridDetector SlackDetector SoftlayerDetector SquareOAuthDetector StripeDetector TelegramBotTokenDetector "
    "TwilioKeyDetector"
)
"""What has a form of its own. Entropy alone finds test data and hashes, and is left out."""

FILTERS = (
    "is_templated_secret is_sequential_string is_potential_uuid is_prefixed_with_dollar_sign is_indirect_reference "
    "is_likely_id_string is_not_alphanumeric_string"
)

LONGEST = 2_000
"""Characters of a line: beyond it are data, and patterns that take their time."""


def run(work: Any) -> dict[str, Any]:
    """Scan line by line."""
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import transient_settings

    settings = {
        "plugins_used": [*({"name": name} for name in KEYS.split()), {"name": "KeywordDetector"}],
        "filters_used": [{"path": f"detect_secrets.filters.heuristic.{name}"} for name in FILTERS.split()],
    }
    findings = []
    with transient_settings(settings):
        for path in work.texts:
            for number, line in enumerate(work.lines(path), start=1):
                found = scan_line(line) if len(line) <= LONGEST else ()
                findings += [_finding(path, number, secret) for secret in found]
    return {"version": version("detect-secrets"), "findings": findings}


warm = run


def _finding(path: str, line: int, secret: Any) -> dict[str, Any]:
    """Tell of a secret without repeating it: a report is handed on."""
    certain = secret.type != "Secret Keyword"
    return {
        "rule": secret.type,
        "name": secret.type,
        "severity": "error" if certain else "warning",
        "path": path,
        "line": line,
        "message": f"Looks like a secret: {secret.type}",
        "help": "",
    }
