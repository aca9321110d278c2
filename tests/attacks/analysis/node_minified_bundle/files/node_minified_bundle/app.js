const run = (text) => eval(text);

async function save(db, name) {
  try {
    return await db.query("SELECT id FROM users WHERE name = '" + name + "'");
  } catch (error) {}
}

function store(db) {
  save(db, "x");
}

module.exports = { run, store };
