import os

from fastapi import FastAPI, Query
from fastapi.responses import PlainTextResponse

app = FastAPI()


@app.get("/sum")
def total(n: list[int] = Query()):
    with open("released", encoding="utf-8") as file:
        assert file.read() == "yes"
    return {"sum": sum(n)}


@app.get("/greeting", response_class=PlainTextResponse)
def greeting():
    return os.environ["GREETING"]
