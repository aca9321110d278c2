from flask import Flask, jsonify, request

app = Flask(__name__)
ACCOUNT = {"id": "a-17", "owner": "Anna", "currency": "EUR", "balance": 5000}
TRANSFER = {
    "id": "981",
    "from": "a-17",
    "to": "a-18",
    "amount": 1250,
    "currency": "EUR",
    "created_at": "2026-03-01T09:30:00.125Z",
}


@app.get("/health")
def health():
    return jsonify(status="up")


@app.post("/accounts")
def open_account():
    return jsonify(ACCOUNT), 201


@app.get("/accounts/<_account>")
def show_account(_account):
    return jsonify({**ACCOUNT, "balance": 3750})


@app.get("/accounts/<_account>/transfers")
def list_transfers(_account):
    return jsonify(items=[TRANSFER], next=None)


@app.post("/transfers")
def transfer():
    if "999999" in request.get_data(as_text=True):
        return jsonify(status=409, code="insufficient_funds", detail="The balance of a-17 is 3750."), 409
    return jsonify(TRANSFER), 201
