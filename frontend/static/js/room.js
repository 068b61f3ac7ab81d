// A room, live: what is said comes by a websocket, what was missed over HTTP, what waits is sent once.
// The messages on the wire: docs/formats/live-messages.md. Without this script the page is a form and a list.
const room = document.querySelector("[data-room]");
const find = (name) => document.querySelector(`[data-${name}]`);
const log = room.querySelector(".log");
const form = room.querySelector("form");
const field = form.elements.body;
const { me, zone, socket: address, messages: history } = room.dataset;
const clock = new Intl.DateTimeFormat("fr", { hour: "numeric", minute: "2-digit", timeZone: zone });
const english = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit", timeZone: zone });
const ENDED = [4403, 4429]; // right lost, too many
const BEHIND = 4408;
const LONGEST_WAIT = 30; // seconds
const key = `room ${address} ${me}`;
const waiting = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]")); // client_id -> body

let last = Number(room.dataset.last);
let socket, timer, lostAt, tries = 0, unread = 0, atEnd = true, unsaid = [];

// Messages --------------------------------------------------------------------------------------
function fill(paragraph, body) {
  paragraph.replaceChildren(...body.split("\n").flatMap((line, n) => (n ? [document.createElement("br"), line] : [line])));
}

function add(message) {
  if (message.number <= last) return;
  last = message.number;
  const mine = message.by === me;
  if (mine) settle(message.client_id);
  const item = find("waiting-words").content.cloneNode(true);
  const [name, time, body] = item.children;
  const at = new Date(message.at);
  if (!mine) name.textContent = message.name;
  time.dateTime = message.at;
  time.textContent = document.documentElement.lang === "en" ? english.format(at) : clock.format(at).replace(":", " h ");
  fill(body, message.body);
  const row = document.createElement("li");
  row.id = `m${message.number}`;
  row.className = mine ? "mine" : "";
  row.append(item);
  log.insertBefore(row, log.querySelector(".waiting"));
  find("empty")?.remove();
  if (atEnd) end.scrollIntoView({ block: "nearest" });
  else if (!mine) show(++unread);
  if (!mine) unsaid.push(message);
}

function show(count) {
  unread = count;
  const link = find("unread").firstElementChild;
  link.textContent = count === 1 ? link.dataset.one : link.dataset.many.replace("{n}", count);
  find("unread").hidden = !count;
}

const end = document.getElementById("latest");
new IntersectionObserver(([seen]) => {
  atEnd = seen.isIntersecting;
  if (atEnd) show(0);
}, { rootMargin: "0px 0px 48px 0px" }).observe(end);

// Said aloud at most once in five seconds, and not at all when muted.
const mute = find("mute");
mute.hidden = false;
mute.addEventListener("click", () => mute.setAttribute("aria-pressed", mute.ariaPressed !== "true"));
setInterval(() => {
  if (!unsaid.length) return;
  const [first] = unsaid;
  const many = find("unread").firstElementChild.dataset.many.replace("{n}", unsaid.length);
  if (mute.ariaPressed !== "true") find("status").textContent = unsaid.length === 1 ? `${first.name} : ${first.body}` : many;
  unsaid = [];
}, 5000);

// Sending: a message waits here until the server says it is kept -----------------------------------
function store() {
  sessionStorage.setItem(key, JSON.stringify([...waiting]));
  find("kept").hidden = !waiting.size;
}

function settle(id) {
  waiting.delete(id);
  document.getElementById(`w${id}`)?.remove();
  store();
}

function wait(id, body) {
  waiting.set(id, body);
  store();
  const row = document.createElement("li");
  row.id = `w${id}`;
  row.className = "mine waiting";
  row.append(find("waiting-words").content.cloneNode(true));
  fill(row.querySelector("p"), body);
  log.append(row);
  end.scrollIntoView({ block: "nearest" });
  say(id, body);
}

function say(id, body) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "send", client_id: id, body }));
}

function refuse({ client_id: id, code }) {
  const words = find("refusals").content;
  const known = words.querySelector(`[data-code="${code}"]`) ?? words.querySelector('[data-code=""]');
  find("refused").replaceChildren(known.cloneNode(true));
  find("refused").hidden = false;
  if (!field.value && waiting.has(id)) field.value = waiting.get(id);
  settle(id);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  find("refused").hidden = true;
  const id = [...crypto.getRandomValues(new Uint8Array(10))].map((n) => n.toString(16).padStart(2, "0")).join("");
  wait(id, field.value);
  field.value = "";
});
field.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!sends || !matchMedia("(pointer: fine)").matches) return;
  event.preventDefault();
  form.requestSubmit();
});

// The connection -----------------------------------------------------------------------------------
async function catchUp() {
  for (let more = true; more; ) {
    const answer = await fetch(`${history}?after=${last}`, { redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return stop();
    if (!answer.ok) throw new Error(answer.status);
    const { messages } = await answer.json();
    messages.forEach(add);
    more = messages.length > 0;
  }
}

// Where websockets are blocked but pages are not, what waits leaves by the form.
async function post() {
  for (const [id, body] of waiting) {
    const sent = new FormData(form);
    sent.set("client_id", id);
    sent.set("body", body);
    const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
    if (answer.type === "opaqueredirect") settle(id);
  }
  await catchUp();
}

function connect() {
  const url = new URL(`${address}?after=${last}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  socket = new WebSocket(url);
  socket.onopen = () => {
    tries = 0;
    lostAt = undefined;
    find("offline").hidden = true;
    waiting.forEach((body, id) => say(id, body));
  };
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = ({ code }) => (ENDED.includes(code) ? stop() : lose(code === BEHIND));
}

function hear(event) {
  if (event.type === "message") add(event);
  else if (event.type === "refused") refuse(event);
  else if (event.type === "kept" && event.number <= last) settle(event.client_id);
  else if (event.type === "paused" || event.type === "live") find("paused").hidden = event.type === "live";
}

function stop() {
  clearInterval(timer);
  lostAt = undefined;
  find("offline").hidden = true;
  find("ended").hidden = false;
  throw new Error("this page may not follow the room any more");
}

function lose(behind) {
  lostAt ??= Date.now();
  const seconds = behind ? 0 : Math.min(LONGEST_WAIT, 2 ** tries) * (0.5 + Math.random());
  tries += 1;
  const until = Date.now() + seconds * 1000;
  clearInterval(timer);
  timer = setInterval(() => {
    const [since, , next] = find("offline").children;
    const away = Math.round((Date.now() - lostAt) / 1000);
    find("offline").hidden = away < 2; // a short cut needs no banner
    since.textContent = since.dataset.says.replace("{n}", away);
    next.textContent = next.dataset.says.replace("{n}", Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    if (Date.now() >= until) again();
  }, 500);
}

async function again() {
  clearInterval(timer);
  try {
    await catchUp();
    if (tries > 2 && waiting.size) await post();
    connect();
  } catch {
    if (find("ended").hidden) lose(false);
  }
}

find("offline").querySelector("button").addEventListener("click", again);
const left = [...waiting];
waiting.clear();
left.forEach(([id, body]) => wait(id, body));
if (last) end.scrollIntoView({ block: "end" });
connect();
