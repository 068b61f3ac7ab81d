// The texts near to what is typed, read again after a pause: a fragment of the same page, by the same template.
// The list never takes the cursor and never changes under it. Without this, the server asks once before publishing.
const PAUSE = 700; // milliseconds without a key
const APART = 1200; // at least, between two readings; the server counts seconds
const SAID_APART = 3000; // at least, between two announcements
const form = document.querySelector("form[data-similar]");
const list = document.getElementById("similar");
const said = document.getElementById("similar-said");
let last = typed();
let asked = 0;
let timer, saying, asking;
let spoken = 0;

function typed() {
  return `${form.elements.title.value}\n${form.elements.body.value}`;
}

function later(wait = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.max(wait, asked + APART - Date.now()));
}

async function ask() {
  const text = typed();
  if (text === last) return;
  if (list.contains(document.activeElement)) return later(); // somebody reads or writes there
  asked = Date.now();
  asking?.abort();
  asking = new AbortController();
  const request = { method: "POST", body: new FormData(form), redirect: "manual", signal: asking.signal };
  const answer = await fetch(form.dataset.similar, request).catch(() => undefined);
  if (answer?.status === 429) return later();
  if (!answer?.ok) return; // the next key tries again
  const html = await answer.text();
  if (list.contains(document.activeElement)) return later();
  last = text;
  show(html);
}

function show(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const open = [...list.querySelectorAll("details[open]")].map(({ id }) => id);
  list.replaceChildren(template.content);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  clearTimeout(saying);
  saying = setTimeout(say, Math.max(0, spoken + SAID_APART - Date.now()));
}

function say() {
  const n = list.querySelectorAll(".near").length;
  const words = n === 1 ? said.dataset.one : said.dataset.many.replace("{n}", n);
  said.hidden = n === 0;
  if (n === 0 || said.textContent === words) return;
  said.textContent = words;
  spoken = Date.now();
}

for (const name of ["title", "body"]) form.elements[name].addEventListener("input", () => later());
