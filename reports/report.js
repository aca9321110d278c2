// The review in the report: what a reviewer sets is kept in this browser as it is typed, and saved as review.json.
// Nothing is fetched or sent, and text only ever becomes text.
"use strict";
(() => {
  const review = document.getElementById("review");
  if (!review) return;

  const find = (id) => document.getElementById(id);
  const key = `grade-review:${review.dataset.result}`;
  const judges = [...document.querySelectorAll(".judge")];
  const fields = { summary: find("review-summary"), to_candidate: find("review-to-candidate"), reviewer: find("review-reviewer") };
  const progress = review.querySelector(".progress");
  const problems = find("review-problems");
  const LINE = /^file-\d+-(\d+)$/;
  let comments = [];
  let kept = true;

  // ── What is set on the page ──

  const levelOf = (judge) => judge.querySelector("input[type=radio]:checked")?.value ?? "";
  const reasonOf = (judge) => judge.querySelector("textarea").value.trim();
  const boxes = (judge) => [...judge.querySelectorAll("input[type=checkbox]")];

  // An answer is recorded where it says something: a box that evidence ticked stays silent until it is changed.
  const itemsOf = (judge) =>
    Object.fromEntries(
      boxes(judge)
        .filter((box) => box.checked !== (box.dataset.proposed === "yes"))
        .map((box) => [box.value, box.checked]),
    );

  const whyReason = (judge) => {
    const level = levelOf(judge);
    const proposed = judge.dataset.proposed;
    if (level === "") return "";
    if (level === "-") return "needed: it is left out";
    if (proposed === "") return "needed: nothing was proposed, so no evidence stands for it";
    return level === proposed ? "" : `needed: it differs from the proposed level ${proposed}`;
  };

  const draft = () => ({
    judgements: judges.map((judge) => ({
      criterion: judge.dataset.criterion,
      level: levelOf(judge),
      reason: judge.querySelector("textarea").value,
      items: Object.fromEntries(boxes(judge).map((box) => [box.value, box.checked])),
    })),
    comments,
    ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value])),
  });

  const restore = (found) => {
    for (const each of found.judgements ?? []) {
      const judge = judges.find((one) => one.dataset.criterion === each.criterion);
      if (!judge) continue;
      for (const radio of judge.querySelectorAll("input[type=radio]")) radio.checked = radio.value === each.level;
      for (const box of boxes(judge)) if (box.value in (each.items ?? {})) box.checked = each.items[box.value] === true;
      judge.querySelector("textarea").value = String(each.reason ?? "");
    }
    comments = (found.comments ?? []).filter((each) => typeof each.text === "string" && Number.isInteger(each.line));
    for (const [name, field] of Object.entries(fields)) field.value = String(found[name] ?? "");
  };

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(draft()));
      kept = true;
    } catch {
      kept = false; // private mode, or a browser that keeps nothing for files
    }
  };

  // ── What follows from it ──

  const mean = (weighted) => {
    const total = weighted.reduce((sum, [weight]) => sum + weight, 0);
    return total ? (weighted.reduce((sum, [weight, level]) => sum + weight * level, 0) / total).toFixed(2) : null;
  };

  const told = (set) => {
    const left = judges.length - set.length;
    const where = kept ? "" : " This browser keeps nothing for this page: save before you close it.";
    if (left) return `${set.length} of ${judges.length} levels set. The proposed score stays folded away until all are.${where}`;
    const assessed = set.filter((judge) => levelOf(judge) !== "-");
    const levels = assessed.map((judge) => [Number(judge.dataset.weight), Number(levelOf(judge))]);
    if (!levels.length) return `Every criterion is left out.${where}`;
    const equal = mean(levels.map(([, level]) => [1, level]));
    return `All ${judges.length} levels set: weighted ${mean(levels)} of 4, with equal weights ${equal}.${where}`;
  };

  const show = () => {
    const set = judges.filter((judge) => levelOf(judge) !== "");
    progress.textContent = told(set);
    for (const judge of judges) {
      const why = whyReason(judge);
      const field = judge.querySelector("textarea");
      find(field.getAttribute("aria-describedby")).textContent = why;
      field.setAttribute("aria-required", String(Boolean(why)));
    }
    const count = find("review-count");
    if (count) count.textContent = `${set.length}/${judges.length}`;
    const score = find("score");
    if (score) score.hidden = set.length < judges.length;
    const folded = find("score-folded");
    if (folded) folded.hidden = set.length === judges.length;
    showComments();
  };

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  // A path may hold what a page would not show as it is, so it crosses as JSON.
  const pathOf = (file) => JSON.parse(file.dataset.path);
  const files = [...document.querySelectorAll(".file")];
  const fileOf = (path) => files.find((file) => pathOf(file) === path);
  const nameOf = (file) => find(`${file.id}-name`).textContent;

  const showComments = () => {
    for (const old of document.querySelectorAll(".found.draft")) old.remove();
    const list = find("comments");
    list.replaceChildren();
    comments.forEach((comment, index) => {
      const file = fileOf(comment.path);
      const row = file && find(`${file.id}-${comment.line}`);
      if (row) {
        const said = element("span", "", "found comment draft");
        said.append(element("span", `Your comment: ${comment.text}`, "says"));
        row.after(said);
      }
      const item = element("li", "");
      const where = `${file ? nameOf(file) : comment.path}:${comment.line}`;
      const link = element(row ? "a" : "code", where);
      if (row) link.href = `#${row.id}`;
      const remove = element("button", "Remove");
      remove.type = "button";
      remove.setAttribute("aria-label", `Remove the comment on ${where}`);
      remove.addEventListener("click", () => {
        comments.splice(index, 1);
        changed();
        (find("comment-text") ?? fields.summary).focus();
      });
      item.append(link, ` ${comment.text} `, remove);
      list.append(item);
    });
  };

  const changed = () => {
    keep();
    show();
  };

  // ── Comments ──

  const addComment = () => {
    const file = find(find("comment-file").value);
    const line = Number(find("comment-line").value);
    const text = find("comment-text").value.trim();
    const most = Number(file?.dataset.lines ?? 0);
    const inside = Number.isInteger(line) && line >= 1 && line <= most;
    const wrong = !text ? "A comment needs words." : inside ? "" : `${file ? nameOf(file) : "No file"} has lines 1 to ${most}.`;
    find("comment-problem").textContent = wrong;
    if (wrong) return;
    comments.push({ path: pathOf(file), line, text });
    find("comment-text").value = "";
    changed();
  };

  // A click on a line, or a link to one, aims the next comment at it.
  for (const listing of document.querySelectorAll(".lines")) {
    listing.addEventListener("click", (event) => {
      const row = event.target.closest("code[id]");
      if (row && getSelection().isCollapsed) location.hash = row.id;
    });
  }
  const follow = () => {
    const row = find(decodeURIComponent(location.hash.slice(1)));
    const line = row && LINE.exec(row.id);
    for (const old of document.querySelectorAll(".aimed")) old.remove();
    if (!line) return;
    find("comment-file").value = row.closest(".file").id;
    find("comment-line").value = line[1];
    const aimed = element("span", "", "found comment aimed");
    const button = element("button", `Comment on line ${line[1]}`, "as-link");
    button.type = "button";
    button.addEventListener("click", () => find("comment-text").focus());
    aimed.append(button);
    row.after(aimed);
  };

  // ── Saving ──

  const mistakes = () => {
    const found = [];
    for (const judge of judges) {
      const name = judge.dataset.title;
      if (levelOf(judge) === "") found.push([judge.querySelector("input[type=radio]"), `${name}: no level yet.`]);
      else if (whyReason(judge) && !reasonOf(judge)) found.push([judge.querySelector("textarea"), `${name}: a reason is ${whyReason(judge)}.`]);
    }
    if (!fields.reviewer.value.trim()) found.push([fields.reviewer, "Your name is missing."]);
    return found;
  };

  const file = () => ({
    review_version: Number(review.dataset.version),
    result: review.dataset.result,
    rubric: review.dataset.rubric,
    review: {
      reviewer: fields.reviewer.value.trim(),
      saved: new Date().toISOString().replace(/\.\d+Z$/, "+00:00"),
      judgements: judges.map((judge) => ({
        criterion: judge.dataset.criterion,
        level: levelOf(judge) === "-" ? null : Number(levelOf(judge)),
        reason: reasonOf(judge),
        items: itemsOf(judge),
      })),
      comments,
      summary: fields.summary.value.trim(),
      to_candidate: fields.to_candidate.value.trim(),
      joint: false,
    },
  });

  const save = () => {
    const found = mistakes();
    problems.replaceChildren();
    if (found.length) {
      problems.append(element("p", "Not saved yet:"));
      const list = element("ul", "");
      for (const [field, text] of found) {
        const button = element("button", text, "as-link");
        button.type = "button";
        button.addEventListener("click", () => field.focus());
        const item = element("li", "");
        item.append(button);
        list.append(item);
      }
      problems.append(list);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file(), null, 2)}\n`], { type: "application/json" }));
    link.download = "review.json";
    link.click();
    URL.revokeObjectURL(link.href);
    problems.append(element("p", "Saved as review.json. Hand it in: grade review FOLDER --from review.json"));
  };

  const clear = () => {
    if (!confirm("Remove all levels, reasons and comments that you have set here?")) return;
    for (const judge of judges) {
      for (const radio of judge.querySelectorAll("input[type=radio]")) radio.checked = false;
      for (const box of boxes(judge)) box.checked = box.dataset.proposed === "yes";
      judge.querySelector("textarea").value = "";
    }
    comments = [];
    fields.summary.value = fields.to_candidate.value = "";
    problems.replaceChildren();
    changed();
  };

  // ── Begin ──

  for (const hidden of [review, ...judges, ...document.querySelectorAll(".needs-script")]) hidden.hidden = false;
  try {
    restore(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    kept = false;
  }
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".comment-form")) changed();
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeunload", (event) => {
    if (!kept && judges.some((judge) => levelOf(judge) !== "")) event.preventDefault();
  });
  find("comment-add")?.addEventListener("click", addComment);
  find("review-save").addEventListener("click", save);
  find("review-clear").addEventListener("click", clear);
  follow();
  show();
})();
