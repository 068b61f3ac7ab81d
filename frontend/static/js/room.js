// A room, live: what is said comes by a websocket, what was missed over HTTP, what waits is sent once.
// The messages on the wire: docs/formats/live-messages.md. Without this script the page is a form and a list.
import { Line } from "./line.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const room = find("room");
const log = room.querySelector(".log");
const form = room.querySelector("form");
const field = form.elements.body;
const end = document.getElementById("latest");
const hour = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "numeric", minute: "2-digit", timeZone: room.dataset.zone,
});
const ENDED = [4403, 4429]; // the right is lost; too many pages or frames
const SPOKEN_EACH = 5000;
const key = `${room.dataset.socket} ${room.dataset.me}`;
const waiting = new Map(); // client_id -> body: kept here until the server says that it is kept there

let last = Number(room.dataset.last);
let unread = 0;
let unsaid = [];
let atEnd = true;
let lostAt;

// Messages -----------------------------------------------------------------------------------------
function row(id, kind, body) {
  const item = document.createElement("li");
  item.id = id;
  item.className = kind;
  item.append(find("own").content.cloneNode(true));
  const lines = body.split("\n").flatMap((line, n) => (n ? [document.createElement("br"), line] : [line]));
  item.querySelector("p").append(...lines);
  return item;
}

function add({ number, by, name, body, at, client_id: id }) {
  if (number <= last) return;
  last = number;
  const mine = by === room.dataset.me;
  const item = row(`m${number}`, mine ? "mine" : "", body);
  const [who, time] = item.children;
  if (!mine) who.textContent = name;
  time.dateTime = at;
  time.textContent = hour.format(new Date(at)).replace(/^(\d+):(\d+)$/, room.dataset.hour).replace(" 00", "");
  log.insertBefore(item, log.querySelector(".waiting"));
  find("empty")?.remove();
  if (mine) settle(id);
  else unsaid.push({ name, body });
  if (atEnd) end.scrollIntoView({ block: "nearest" });
  else if (!mine) show(unread + 1);
}

function show(count) {
  const link = find("unread").firstElementChild;
  unread = count;
  link.textContent = words(count);
  find("unread").hidden = !count;
}

function words(count) {
  const { one, many } = find("unread").dataset;
  return count === 1 ? one : many.replace("{n}", count);
}

new IntersectionObserver(([seen]) => {
  atEnd = seen.isIntersecting;
  if (atEnd) show(0);
}).observe(end);

// Said aloud at most once in five seconds, and not at all when muted.
const mute = find("mute");
const muted = () => mute.getAttribute("aria-pressed") === "true";
mute.addEventListener("click", () => mute.setAttribute("aria-pressed", !muted()));
mute.hidden = false;
setInterval(() => {
  const [first] = unsaid;
  if (first && !muted()) {
    find("status").textContent = unsaid.length === 1 ? `${first.name} : ${first.body}` : words(unsaid.length);
  }
  unsaid = [];
}, SPOKEN_EACH);

// Sending ------------------------------------------------------------------------------------------
function store() {
  sessionStorage.setItem(key, JSON.stringify([...waiting]));
  find("kept").hidden = !waiting.size;
}

function wait(id, body) {
  waiting.set(id, body);
  store();
  log.append(row(`w${id}`, "mine waiting", body));
  end.scrollIntoView({ block: "nearest" });
  line.say({ type: "send", client_id: id, body });
}

function settle(id) {
  waiting.delete(id);
  document.getElementById(`w${id}`)?.remove();
  store();
}

function refuse({ client_id: id, code }) {
  const known = find("refusals").content;
  const said = known.querySelector(`[data-code="${code}"]`) ?? known.querySelector('[data-code=""]');
  find("refused").replaceChildren(said.cloneNode(true));
  find("refused").hidden = false;
  if (!field.value && waiting.has(id)) field.value = waiting.get(id);
  settle(id);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  const random = crypto.getRandomValues(new Uint8Array(10));
  find("refused").hidden = true;
  wait([...random].map((n) => n.toString(16).padStart(2, "0")).join(""), field.value);
  field.value = "";
});
field.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!sends || !matchMedia("(pointer: fine)").matches) return;
  event.preventDefault();
  form.requestSubmit();
});

// The line -----------------------------------------------------------------------------------------
async function catchUp() {
  for (;;) {
    const answer = await fetch(`${room.dataset.messages}?after=${last}`, { redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return stop();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { messages } = await answer.json();
    messages.forEach(add);
    if (!messages.length) return true;
  }
}

// Where pages come through but websockets never do, what waits leaves by the form.
async function post() {
  for (const [id, body] of waiting) {
    const sent = new FormData(form);
    sent.set("client_id", id);
    sent.set("body", body);
    const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
    if (answer.type === "opaqueredirect") settle(id);
  }
  return catchUp();
}

function stop() {
  line.end();
  find("offline").hidden = true;
  find("ended").hidden = false;
  return false;
}

const line = new Line({
  address: () => `${room.dataset.socket}?after=${last}`,
  opened() {
    lostAt = undefined;
    find("offline").hidden = true;
    waiting.forEach((body, id) => line.say({ type: "send", client_id: id, body }));
  },
  heard(event) {
    if (event.type === "message") add(event);
    else if (event.type === "refused") refuse(event);
    else if (event.type === "kept" && event.number <= last) settle(event.client_id);
    else if (event.type === "paused" || event.type === "live") find("paused").hidden = event.type === "live";
  },
  lost(code) {
    if (ENDED.includes(code)) stop();
    else lostAt ??= Date.now();
  },
  ready: async () => (await catchUp()) && (line.tries < 3 || !waiting.size || post()),
});

find("offline").querySelector("button").addEventListener("click", () => line.again());
setInterval(() => {
  const away = lostAt && !line.over ? Math.round((Date.now() - lostAt) / 1000) : 0;
  const [since, , next] = find("offline").children;
  find("offline").hidden = away < 2; // a short cut needs no banner
  since.textContent = since.dataset.says.replace("{n}", away);
  next.textContent = next.dataset.says.replace("{n}", Math.max(0, Math.ceil((line.next - Date.now()) / 1000)));
}, 1000);

line.open();
for (const [id, body] of JSON.parse(sessionStorage.getItem(key) ?? "[]")) wait(id, body);
if (last) end.scrollIntoView({ block: "end" });
