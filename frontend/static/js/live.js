// Sections that read themselves again when they are told that something changed: ping, then pull.
// <section data-live="{% live_topic 'run.NAME' %}" data-src="address of the fragment">. The ping carries no
// content: the fragment comes over HTTP, through the same getter and the same template as the page.
import { Line } from "./line.js";

const LONGEST_WAIT = 5000; // a random part of it, so that a thousand pages do not ask at once
const POLL = 20_000; // while nobody tells us anything
const sections = [...document.querySelectorAll("[data-live]")];
const due = new Set();
let told = false;

const topicOf = (section) => section.dataset.live.slice(0, section.dataset.live.lastIndexOf(":"));
const isTyping = (place) => place.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

function soon(section) {
  if (due.has(section)) return; // pings that come meanwhile are answered by the same reading
  due.add(section);
  setTimeout(read, Math.random() * LONGEST_WAIT, section);
}

async function read(section) {
  due.delete(section);
  if (isTyping(section)) return soon(section);
  const answer = await fetch(section.dataset.src, { redirect: "manual" }).catch(() => undefined);
  if (answer?.ok) replace(section, await answer.text());
}

function replace(section, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const given = template.content.querySelector("[data-live]") ?? template.content; // a whole section, or its content
  if (given.dataset?.src) section.dataset.src = given.dataset.src;
  const focused = section.contains(document.activeElement) ? document.activeElement.id : "";
  const ticked = [...section.querySelectorAll("input:checked[id]")].map(({ id }) => id);
  const open = [...section.querySelectorAll("details[open][id]")].map(({ id }) => id);
  section.replaceChildren(...given.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const id of ticked) if (document.getElementById(id)) document.getElementById(id).checked = true;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

if (sections.length) {
  const line = new Line({
    address: () => "/live/",
    opened() {
      // Also when the line comes back: what was missed is read once.
      if (line.next) sections.forEach(soon);
      told = true;
      line.say({ follow: [...new Set(sections.map(({ dataset }) => dataset.live))] });
    },
    heard({ type, topic }) {
      if (type === "ping") sections.filter((section) => topicOf(section) === topic).forEach(soon);
      if (type === "live") sections.forEach(soon);
      if (type === "live" || type === "paused") told = type === "live";
    },
    lost: () => (told = false),
    ready: async () => true,
  });
  for (const section of sections) if (!section.ariaLive) section.setAttribute("aria-live", "polite");
  setInterval(() => told || sections.forEach(soon), POLL);
  line.open();
}
