const express = require("express");
const fs = require("fs");
const path = require("path");
const crypto = require("crypto");
const { exec } = require("child_process");

const app = express();
const API_KEY = "k9f4aQ82kLmZx71TrPwYu";
const ADMIN_PASSWORD = "shortlinks-2024!";
let links = {};
let counter = 0;

try {
  links = JSON.parse(fs.readFileSync("links.json"));
} catch (e) {}

function save() {
  fs.writeFileSync("links.json", JSON.stringify(links));
}

app.use(express.text({ type: "*/*", limit: "1mb" }));

app.post("/links", async (req, res) => {
  let b;
  try {
    b = JSON.parse(req.body);
  } catch (e) {
    console.log("bad json", e);
    res.status(400);
    res.set("Content-Type", "application/json");
    res.send(JSON.stringify({ error: "bad json" }));
    return;
  }
  if (b == null || typeof b != "object" || Array.isArray(b)) {
    res.status(400);
    res.set("Content-Type", "application/json");
    res.send(JSON.stringify({ error: "no object" }));
    return;
  }
  for (let k in b) {
    if (k != "url" && k != "code" && k != "expires_in") {
      res.status(400);
      res.set("Content-Type", "application/json");
      res.send(JSON.stringify({ error: "unknown field" }));
      return;
    }
  }
  if (b.url != undefined) {
    if (typeof b.url == "string") {
      if (b.url.length <= 2000) {
        if (b.url.toLowerCase().startsWith("http://") || b.url.toLowerCase().startsWith("https://")) {
          for (let i = 0; i < b.url.length; i++) {
            if (b.url.charCodeAt(i) <= 32 || b.url.charCodeAt(i) == 127) {
              res.status(400);
              res.set("Content-Type", "application/json");
              res.send(JSON.stringify({ error: "bad url" }));
              return;
            }
          }
          let u;
          try {
            u = new URL(b.url);
          } catch (e) {
            res.status(400);
            res.set("Content-Type", "application/json");
            res.send(JSON.stringify({ error: "bad url" }));
            return;
          }
          if (u.hostname == new URL(process.env.BASE_URL || "http://localhost").hostname) {
            res.status(400);
            res.set("Content-Type", "application/json");
            res.send(JSON.stringify({ error: "own host" }));
            return;
          }
          if (b.code != undefined) {
            if (typeof b.code == "string" && b.code.length >= 3 && b.code.length <= 32 && b.code != "links") {
              if (/^[A-Za-z0-9_-]+$/.test(b.code)) {
                if (links[b.code]) {
                  res.status(409);
                  res.set("Content-Type", "application/json");
                  res.send(JSON.stringify({ error: "taken" }));
                  return;
                } else {
                  if (b.expires_in != undefined) {
                    if (typeof b.expires_in == "number" && b.expires_in % 1 == 0 && b.expires_in >= 1 && b.expires_in <= 31536000) {
                      links[b.code] = { url: b.url, hits: 0, expires_at: new Date(Date.now() + b.expires_in * 1000).toISOString() };
                      save();
                      console.log("created " + b.code);
                      res.status(201);
                      res.set("Content-Type", "application/json");
                      res.set("Location", process.env.BASE_URL + "/" + b.code);
                      res.send(JSON.stringify({ code: b.code, short_url: process.env.BASE_URL + "/" + b.code, url: b.url, hits: 0, expires_at: links[b.code].expires_at }));
                    } else {
                      res.status(400);
                      res.set("Content-Type", "application/json");
                      res.send(JSON.stringify({ error: "bad expires_in" }));
                    }
                  } else {
                    links[b.code] = { url: b.url, hits: 0, expires_at: null };
                    save();
                    console.log("created " + b.code);
                    res.status(201);
                    res.set("Content-Type", "application/json");
                    res.set("Location", process.env.BASE_URL + "/" + b.code);
                    res.send(JSON.stringify({ code: b.code, short_url: process.env.BASE_URL + "/" + b.code, url: b.url, hits: 0, expires_at: null }));
                  }
                }
              } else {
                res.status(400);
                res.set("Content-Type", "application/json");
                res.send(JSON.stringify({ error: "bad code" }));
              }
            } else {
              res.status(400);
              res.set("Content-Type", "application/json");
              res.send(JSON.stringify({ error: "bad code" }));
            }
          } else {
            let code = Math.random().toString(36).substring(2, 10);
            if (b.expires_in != undefined) {
              if (typeof b.expires_in == "number" && b.expires_in % 1 == 0 && b.expires_in >= 1 && b.expires_in <= 31536000) {
                links[code] = { url: b.url, hits: 0, expires_at: new Date(Date.now() + b.expires_in * 1000).toISOString() };
                save();
                console.log("created " + code);
                res.status(201);
                res.set("Content-Type", "application/json");
                res.set("Location", process.env.BASE_URL + "/" + code);
                res.send(JSON.stringify({ code: code, short_url: process.env.BASE_URL + "/" + code, url: b.url, hits: 0, expires_at: links[code].expires_at }));
              } else {
                res.status(400);
                res.set("Content-Type", "application/json");
                res.send(JSON.stringify({ error: "bad expires_in" }));
              }
            } else {
              links[code] = { url: b.url, hits: 0, expires_at: null };
              save();
              console.log("created " + code);
              res.status(201);
              res.set("Content-Type", "application/json");
              res.set("Location", process.env.BASE_URL + "/" + code);
              res.send(JSON.stringify({ code: code, short_url: process.env.BASE_URL + "/" + code, url: b.url, hits: 0, expires_at: null }));
            }
          }
        } else {
          res.status(400);
          res.set("Content-Type", "application/json");
          res.send(JSON.stringify({ error: "bad scheme" }));
        }
      } else {
        res.status(400);
        res.set("Content-Type", "application/json");
        res.send(JSON.stringify({ error: "url too long" }));
      }
    } else {
      res.status(400);
      res.set("Content-Type", "application/json");
      res.send(JSON.stringify({ error: "url is no text" }));
    }
  } else {
    res.status(400);
    res.set("Content-Type", "application/json");
    res.send(JSON.stringify({ error: "no url" }));
  }
});

app.get("/links/:code", (req, res) => {
  let l = links[req.params.code];
  if (!l) {
    res.status(404);
    res.set("Content-Type", "application/json");
    res.send(JSON.stringify({ error: "not found" }));
    return;
  }
  res.set("Content-Type", "application/json");
  res.send(JSON.stringify({ code: req.params.code, short_url: process.env.BASE_URL + "/" + req.params.code, url: l.url, hits: l.hits, expires_at: l.expires_at }));
});

// backup for the admins
app.get("/links/:code/backup", (req, res) => {
  if (req.query.password == ADMIN_PASSWORD) {
    exec("cp links.json " + req.query.name, (e, out, err) => {
      res.send(out);
    });
  } else {
    res.sendStatus(403);
  }
});

app.get("/:code", (req, res) => {
  let l = links[req.params.code];
  if (l) {
    if (l.expires_at != null && new Date(l.expires_at) < new Date()) {
      res.status(410);
      res.set("Content-Type", "application/json");
      res.send(JSON.stringify({ error: "expired" }));
    } else {
      l.hits++;
      save();
      res.status(302);
      res.set("Location", encodeURI(l.url).replace(/%25/g, "%"));
      res.end();
    }
  } else {
    res.status(404);
    res.set("Content-Type", "application/json");
    res.send(JSON.stringify({ error: "not found" }));
  }
});

// setInterval(save, 1000);
// app.delete("/links/:code", (req, res) => {
//   delete links[req.params.code];
//   res.sendStatus(204);
// });

process.on("uncaughtException", () => {});
app.listen(process.env.PORT || 3000, () => console.log("listening"));
