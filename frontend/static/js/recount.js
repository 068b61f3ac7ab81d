// The page that recounts a pack: takes a file, shows how far it is and what was found. All the counting is in
// a worker, from recount/, or, in the saved page, from the sources that it carries. Words come from the page.
const form = document.querySelector("[data-recount]");
const words = JSON.parse(document.getElementById("recount-words").textContent);
const says = Object.fromEntries([...document.querySelectorAll("#recount-says dt")].map((term) => [term.textContent, term.nextElementSibling.textContent]));
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
const shown = document.getElementById("recount-shown");
const told = document.getElementById("recount-told");
const bar = document.getElementById("recount-bar");
const cancel = form.querySelector("[data-cancel]");
let worker = null;

const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => {
  const fact = facts[name] ?? "…";
  return typeof fact === "number" ? number.format(fact) : String(fact).slice(0, 120);
});
const say = (key, facts = {}) => fill(says[key], facts);
const sentence = ({ code, facts }) => (words[code] ? fill(words[code], facts) : code);

function startWorker() {
  const carried = document.getElementById("recount-source");
  if (!carried) return new Worker(form.dataset.worker, { type: "module" });
  return new Worker(URL.createObjectURL(new Blob([carried.textContent], { type: "text/javascript" })));
}

function make(tag, text = "", kind = "") {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function list(items) {
  const made = make("ul", "", "plainlist");
  for (const item of items) made.append(item);
  return made;
}

function section(title, ...content) {
  const made = make("section", "", "stack");
  made.append(make("h2", title, "section-title"), ...content);
  return made;
}

function verdict(report, wrong) {
  const key = wrong ? "inconsistent" : report.matched ? "anchored" : "not-anchored";
  const made = make("div", "", `notice ${wrong ? "bad" : "good"}`);
  made.append(make("h2", say(key, { findings: wrong, matched: report.matched })), make("p", say(`${key}-note`)));
  return made;
}

function checkItem({ name, findings }) {
  const item = make("li");
  item.append(make("strong", say(findings.length ? "failed" : "held")), ` · ${say(`check-${name}`)}`);
  if (findings.length) item.append(list(findings.map((each) => make("li", `${each.code} : ${sentence(each)}`))));
  return item;
}

// What an option was ranked by, where one figure says it: votes (some rules count in parts of one), or a grade.
function figure({ unit, grades }, { votes, median }) {
  if (votes !== undefined) return number.format(votes / (unit || 1));
  return grades?.[median] ?? "";
}

function results(report) {
  return report.results.map((result) => {
    const question = report.vote.questions.find((each) => each.slug === result.question);
    const texts = new Map(question?.options.map((option) => [option.code, option.text]));
    const made = make("div", "", "stack");
    made.append(make("h3", `${question?.number}. ${question?.text}`), make("p", say("count", result)));
    made.append(list((result.options ?? []).map((option) => {
      const text = texts.get(option.code) ?? option.code;
      const place = result.rule === "yes-no" ? text : `${say("rank", option)} ${text}`;
      const said = figure(result, option);
      return make("li", said ? say("figure", { text: place, said }) : place);
    })));
    return made;
  });
}

function receipts(report) {
  return report.receipts.flatMap(({ tracker, ballots }) => (ballots.length
    ? ballots.map((ballot) => make("p", say("ballot", { ...ballot, tracker, choices: ballot.choices.join(" / ") })))
    : [make("p", say("no-ballot", { tracker }))]));
}

function show(report) {
  const wrong = report.groups.reduce((sum, group) => sum + group.findings.length, 0);
  const facts = make("dl", "", "facts");
  for (const [term, value] of [["SHA-256", report.sha256], [say("head", { seq: report.head?.seq ?? 0 }), report.head?.digest ?? "–"]]) {
    facts.append(make("dt", term), make("dd", value, "digest"));
  }
  shown.replaceChildren(
    verdict(report, wrong),
    facts,
    section(say("checks"), list(report.groups.map(checkItem))),
    ...(report.notes.length ? [section(say("notes"), list(report.notes.map((each) => make("li", sentence(each)))))] : []),
    ...(report.receipts.length ? [section(say("receipts"), ...receipts(report))] : []),
    section(say("results"), ...results(report)),
    copyButton(),
  );
  told.textContent = shown.querySelector("h2").textContent;
}

function copyButton() {
  const button = make("button", say("copy"), "button second");
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(shown.innerText);
      told.textContent = say("copied");
    } catch {
      getSelection().selectAllChildren(shown);
      told.textContent = say("selected");
    }
  });
  return button;
}

function refuse(refused) {
  const made = make("div", "", "notice bad");
  made.append(make("h2", say("refused")), make("p", `${refused.code} : ${sentence(refused)}`));
  shown.replaceChildren(made);
  told.textContent = say("refused");
}

function stop() {
  worker?.terminate();
  worker = null;
  bar.hidden = cancel.hidden = true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const file = form.elements.pack.files[0];
  stop();
  shown.replaceChildren();
  if (!file) {
    told.textContent = say("no-file");
    form.elements.pack.focus();
    return;
  }
  bar.value = 0;
  bar.hidden = cancel.hidden = false;
  worker = startWorker();
  worker.addEventListener("message", ({ data }) => {
    if (data.percent !== undefined) {
      bar.value = data.percent;
      told.textContent = say("progress", data);
      return;
    }
    stop();
    if (data.refused) refuse(data.refused);
    else show(data.report);
  });
  worker.addEventListener("error", (problem) => {
    stop();
    refuse({ code: "verifier.stopped", facts: { reason: problem.message ?? "" } });
  });
  const typed = form.elements.tracker.value.trim();
  worker.postMessage({ file, notes: form.elements.notes.value, codes: typed ? [typed] : [] });
});

cancel.addEventListener("click", () => {
  stop();
  told.textContent = say("cancelled");
});
document.getElementById("recount-scriptless").hidden = true;
form.querySelector("[type=submit]").disabled = false;
