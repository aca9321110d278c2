"""What a client may ask for, checked to the letter."""

import os
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

OWN_HOST = urlsplit(os.environ["BASE_URL"]).hostname
MAX_URL = 2_000
YEAR_S = 31_536_000


def valid_url(url: str) -> str:
    if len(url) > MAX_URL:
        raise ValueError(f"a URL has at most {MAX_URL} characters")
    if re.search(r"[\x00-\x20\x7f]|\s", url):
        raise ValueError("a URL has no white space or control characters")
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise ValueError("a URL begins with http:// or https://")
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("a URL has a host")
    if parts.port == 0:
        raise ValueError("a port is a number from 1 to 65535")
    if parts.hostname == OWN_HOST:
        raise ValueError("a short link cannot lead to another")
    return url


def valid_code(code: str) -> str:
    if not re.match(r"^[A-Za-z0-9_-]{3,32}$", code):
        raise ValueError("a code has 3 to 32 letters, digits, - and _")
    if code == "links":
        raise ValueError("this code is not to be had")
    return code


class NewLink(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    url: Annotated[str, AfterValidator(valid_url)]
    code: Annotated[str, AfterValidator(valid_code)] | None = None
    expires_in: Annotated[int, Field(ge=1, le=YEAR_S)] | None = None
