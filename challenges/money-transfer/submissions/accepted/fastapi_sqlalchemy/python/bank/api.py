"""What comes in and goes out over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr

MOST = 2**53 - 1


class Problem(Exception):
    """An answer with a status of 4xx."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("U+0000 is not allowed")
    return text


Name = Annotated[StrictStr, Field(min_length=1, max_length=100), AfterValidator(_storable)]
Id = Annotated[StrictStr, AfterValidator(_storable)]
Currency = Annotated[StrictStr, Field(pattern=r"^[A-Z]{3}$")]
Balance = Annotated[StrictInt, Field(ge=0, le=MOST)]
Amount = Annotated[StrictInt, Field(ge=1, le=MOST)]


class NewAccount(BaseModel):
    owner: Name
    currency: Currency
    opening_balance: Balance = 0


class NewTransfer(BaseModel):
    source: Id = Field(alias="from")
    target: Id = Field(alias="to")
    amount: Amount


class Account(BaseModel):
    id: str
    owner: str
    currency: str
    balance: int


class Transfer(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    id: str
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    amount: int
    currency: str
    created_at: dt.datetime


class Page(BaseModel):
    items: list[Transfer]
    next: str | None
