// The sorting board: a live count of ticked texts, and keys for who works through a long list.
// J and K move, X ticks, M goes to the destination, all of them only with the cursor inside the list
// (a lone key that acts anywhere would fire under dictation). Buttons and boxes do the same without this.
const form = document.querySelector("#moving");
const list = form.querySelector("[data-keys]");
const boxes = [...form.querySelectorAll("input[type=checkbox][name=text]")];
const output = form.querySelector("[data-counts]");
const button = form.querySelector("[data-button]");
const unticked = button.textContent;

const recount = () => {
  const n = boxes.filter((box) => box.checked).length;
  output.textContent = n === 0 ? output.dataset.none : n === 1 ? output.dataset.one : output.dataset.many.replace("{n}", n);
  button.textContent = n === 0 ? unticked : n === 1 ? button.dataset.one : button.dataset.many.replace("{n}", n);
};

const here = () => boxes.findIndex((box) => box.closest(".item").contains(document.activeElement));

list.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
  const at = here();
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (step) boxes[Math.max(0, Math.min(boxes.length - 1, at + step))].focus();
  else if (event.key.toLowerCase() === "x" && at >= 0) boxes[at].click();
  else if (event.key.toLowerCase() === "m") form.querySelector("#to").focus();
  else return;
  event.preventDefault();
});

form.addEventListener("change", recount);
// The browser may bring ticks back when one comes back to the page.
window.addEventListener("pageshow", recount);
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
recount();
