// The sorting board for who works through a long list: a live count of ticked texts, keys, and acts that change
// the page in place, so that the cursor stays on the card that was moved. J and K go on and back, X ticks, 1 and 2
// move to a candidate, M goes to the destination, Z undoes; all of them only with the cursor inside the list (a
// lone key that acts anywhere would fire under dictation). Buttons and boxes do the same without this.
const says = document.querySelector("[data-says]");
let board = document.querySelector("[data-board]");

const find = (what) => board.querySelector(what);
const cards = () => [...board.querySelectorAll("[data-keys] > .item")];
const here = () => cards().findIndex((card) => card.contains(document.activeElement));
const boxes = () => [...board.querySelectorAll("#moving input[type=checkbox][name=text]")];

const enter = (card) => (card?.querySelector("input[type=checkbox]") ?? card)?.focus();

function recount() {
  const output = find("[data-counts]");
  const button = find("[data-button]");
  if (!output) return;
  button.dataset.none ??= button.textContent;
  const n = boxes().filter((box) => box.checked).length;
  for (const [place, words] of [[output, output.dataset], [button, button.dataset]])
    place.textContent = n === 0 ? words.none : n === 1 ? words.one : words.many.replace("{n}", n);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input:not([type=checkbox])")) return;
  const at = here();
  if (at < 0) return;
  const card = cards()[at];
  const key = event.key.toLowerCase();
  const step = { j: 1, k: -1 }[key];
  if (step) enter(cards()[Math.max(0, Math.min(cards().length - 1, at + step))]);
  else if (key === "x") card.querySelector("input[type=checkbox]")?.click();
  else if (key === "m") find("#to").focus();
  else if (key === "1" || key === "2") card.querySelector(`[data-key="${key}"]`)?.click();
  else if (key === "z") (find("[data-undo]") ?? find("[name=step]"))?.click();
  else return;
  event.preventDefault();
}

// The answer's board takes the place of this one; what happened is said, and the cursor goes where it happened.
async function act(event) {
  const { target: form, submitter } = event;
  if (form.method !== "post" || !submitter || "leaves" in submitter.dataset) return;
  event.preventDefault();
  const kept = { reason: find("#reason")?.value ?? "", at: here() };
  const address = submitter.getAttribute("formaction") ?? form.action;
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const given = page.querySelector("[data-board]");
    if (!given) throw new Error("no board in the answer");
    show(page, given, kept, answer);
  } catch {
    if (submitter.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.action = address;
    form.submit();
  }
}

function show(page, given, kept, answer) {
  board.replaceWith(given);
  board = given;
  const refused = page.querySelector("#errors");
  document.querySelector("#errors")?.remove();
  // What the page said as it came is over: "merged" must not stand above a merge that was just undone.
  for (const old of document.querySelectorAll(".notice.good")) if (!board.contains(old)) old.remove();
  if (refused) document.querySelector("main").prepend(refused);
  document.querySelector("main .lead").replaceWith(page.querySelector("main .lead"));
  if (answer.redirected) history.replaceState(null, "", answer.url);
  document.title = page.title;
  start();
  if (!refused && kept.reason && find("#reason")) find("#reason").value = kept.reason;
  says.textContent = (refused ?? page.querySelector(".notice.good"))?.textContent.trim() ?? "";
  const place = document.getElementById(board.dataset.focus) ?? cards()[Math.max(0, kept.at)] ?? find("#t-texts");
  // A card that went away tells it itself; whatever else was done is told where the cursor goes.
  const there = board.dataset.focus || kept.at >= 0 ? place : find("#t-texts");
  if (!refused && says.textContent && !find(".item.gone")) tell(there, says.textContent);
  if (refused) refused.focus();
  else enter(place);
}

function tell(place, words) {
  const note = Object.assign(document.createElement("p"), { className: "notice good slim", textContent: words });
  note.ariaHidden = "true"; // it was said already
  if (place.matches(".item")) place.querySelector(".what").append(note);
  else place.after(note);
}

function start() {
  find("[data-keys]")?.addEventListener("keydown", press);
  find("#moving")?.addEventListener("change", recount);
  for (const form of board.querySelectorAll("form[method=post]")) form.addEventListener("submit", act);
  for (const part of board.querySelectorAll("[data-needs-script]")) part.hidden = false;
  recount();
}

// The browser may bring ticks back when one comes back to the page.
window.addEventListener("pageshow", recount);
if (board) start();
