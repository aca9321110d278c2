from flask import Flask, request, jsonify, Response
import psycopg
import os, sys, json, time, random, uuid, datetime
import requests
import logging

app = Flask(__name__)
DB_PASSWORD = "Tr4nsfer!2024"
DATABASE_URL = os.environ.get("DATABASE_URL") or "postgresql://bank:Tr4nsfer!2024@localhost:5432/bank"
conn = psycopg.connect(DATABASE_URL, autocommit=True)
cur = conn.cursor()
try:
    cur.execute("create table accounts (id text, owner text, currency text, balance bigint)")
except:
    pass
try:
    cur.execute("create table transfers (id serial, f text, t text, amount bigint, currency text, created_at text, k text)")
except:
    pass

MAX = 9007199254740991


@app.route("/health")
def health():
    return "ok"


@app.route("/accounts", methods=["POST"])
def create():
    try:
        d = json.loads(request.data)
    except:
        return jsonify({"status": 400, "code": "malformed_json", "detail": "bad json"}), 400
    if type(d) != dict:
        return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
    if not "owner" in d or type(d["owner"]) != str or len(d["owner"]) < 1 or len(d["owner"]) > 100 or "\0" in d["owner"]:
        return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
    if not "currency" in d or type(d["currency"]) != str or len(d["currency"]) != 3:
        return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
    b = 0
    if "opening_balance" in d:
        b = d["opening_balance"]
        if type(b) != int or b < 0 or b > MAX:
            return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
    id = str(uuid.uuid4())
    owner = d["owner"].replace("'", "''")
    cur.execute(f"insert into accounts values ('{id}', '{owner}', '{d['currency']}', {b})")
    print("created account", id)
    return jsonify({"id": id, "owner": d["owner"], "currency": d["currency"], "balance": b}), 201


@app.route("/accounts/<id>")
def get_account(id):
    cur.execute("select * from accounts where id = '%s'" % id)
    r = cur.fetchone()
    if r == None:
        return jsonify({"status": 404, "code": "unknown_account", "detail": "unknown"}), 404
    return jsonify({"id": r[0], "owner": r[1], "currency": r[2], "balance": r[3]})


@app.route("/transfers", methods=["POST"])
def transfer():
    key = request.headers.get("Idempotency-Key")
    try:
        if key != None and key != "":
            if len(key) <= 255:
                try:
                    d = json.loads(request.data)
                except:
                    return jsonify({"status": 400, "code": "malformed_json", "detail": "bad json"}), 400
                if type(d) == dict:
                    if "from" in d and "to" in d and "amount" in d:
                        if type(d["from"]) == str and type(d["to"]) == str and type(d["amount"]) == int and d["amount"] > 0 and d["amount"] <= MAX:
                            f = d["from"].replace("'", "''")
                            t = d["to"].replace("'", "''")
                            a = d["amount"]
                            if f != t:
                                cur.execute(f"select * from accounts where id = '{f}'")
                                r1 = cur.fetchone()
                                cur.execute(f"select * from accounts where id = '{t}'")
                                r2 = cur.fetchone()
                                if r1 == None:
                                    return jsonify({"status": 422, "code": "unknown_account", "detail": "unknown"}), 422
                                if r2 == None:
                                    return jsonify({"status": 422, "code": "unknown_account", "detail": "unknown"}), 422
                                cur.execute(f"select * from transfers where k = '{key}'")
                                old = cur.fetchone()
                                if old != None:
                                    if old[1] == f and old[2] == t and old[3] == a:
                                        return jsonify({"id": str(old[0]), "from": old[1], "to": old[2], "amount": old[3], "currency": old[4], "created_at": old[5]}), 201
                                    else:
                                        return jsonify({"status": 422, "code": "key_reused", "detail": "reused"}), 422
                                if r1[2] == r2[2]:
                                    if r1[3] >= a:
                                        if r2[3] + a <= MAX:
                                            now = datetime.datetime.utcnow().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
                                            cur.execute(f"update accounts set balance = {r1[3] - a} where id = '{f}'")
                                            cur.execute(f"update accounts set balance = {r2[3] + a} where id = '{t}'")
                                            cur.execute(f"insert into transfers (f, t, amount, currency, created_at, k) values ('{f}', '{t}', {a}, '{r1[2]}', '{now}', '{key}')")
                                            cur.execute(f"select * from transfers where k = '{key}'")
                                            n = cur.fetchone()
                                            print("transfer", n)
                                            return jsonify({"id": str(n[0]), "from": n[1], "to": n[2], "amount": n[3], "currency": n[4], "created_at": n[5]}), 201
                                        else:
                                            return jsonify({"status": 422, "code": "balance_limit", "detail": "too much"}), 422
                                    else:
                                        return jsonify({"status": 409, "code": "insufficient_funds", "detail": "too little"}), 409
                                else:
                                    return jsonify({"status": 422, "code": "currency_mismatch", "detail": "currencies"}), 422
                            else:
                                return jsonify({"status": 422, "code": "same_account", "detail": "same"}), 422
                        else:
                            return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
                    else:
                        return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
                else:
                    return jsonify({"status": 422, "code": "invalid_request", "detail": "bad"}), 422
            else:
                return jsonify({"status": 400, "code": "invalid_key", "detail": "key"}), 400
        else:
            return jsonify({"status": 400, "code": "invalid_key", "detail": "key"}), 400
    except Exception as e:
        print(e)
        return jsonify({"status": 422, "code": "invalid_request", "detail": str(e)}), 422


@app.route("/accounts/<id>/transfers")
def history(id):
    try:
        limit = int(request.args.get("limit", "20"))
        if limit < 1 or limit > 100:
            return jsonify({"status": 400, "code": "invalid_query", "detail": "limit"}), 400
    except:
        return jsonify({"status": 400, "code": "invalid_query", "detail": "limit"}), 400
    cursor = request.args.get("cursor")
    cur.execute("select * from accounts where id = '%s'" % id)
    r = cur.fetchone()
    if r == None:
        return jsonify({"status": 404, "code": "unknown_account", "detail": "unknown"}), 404
    if cursor:
        cur.execute("select * from transfers where (f = '%s' or t = '%s') and id < %s order by id desc" % (id, id, cursor))
    else:
        cur.execute("select * from transfers where (f = '%s' or t = '%s') order by id desc" % (id, id))
    rows = cur.fetchall()
    items = []
    next = None
    n = 0
    for x in rows:
        if n < limit:
            items.append({"id": str(x[0]), "from": x[1], "to": x[2], "amount": x[3], "currency": x[4], "created_at": x[5]})
            n = n + 1
        else:
            next = items[-1]["id"]
            break
    return jsonify({"items": items, "next": next})


# @app.route("/debug")
# def debug():
#     cur.execute("select * from accounts")
#     return jsonify(cur.fetchall())

# def check_amount(a):
#     if a > 0:
#         return True
#     return False


@app.errorhandler(404)
def nf(e):
    return jsonify({"status": 404, "code": "not_found", "detail": "not found"}), 404


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 8080)), debug=True)
