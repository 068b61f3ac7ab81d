// "n of N", or as many as one likes: counts what is ticked, says so politely, and filters a long list
// without losing a tick.
// The words come from the page: <div data-choosing data-most="3" data-says="{chosen} sur {most}..." ...>.
const LONG = 12;

for (const place of document.querySelectorAll("[data-choosing]")) {
  const { most, says, over, none, filter, hidden } = place.dataset;
  const rows = [...place.parentElement.querySelectorAll(".choices:not(.apart-list) .choice")];
  const boxOf = (row) => row.querySelector("input");
  const count = document.createElement("p");
  count.className = "counter";
  count.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "plainlist tight";
  place.append(count, list);

  const fill = (words, facts) => Object.entries(facts).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), words);
  const tell = () => {
    const chosen = rows.filter((row) => boxOf(row).checked);
    const extra = most ? chosen.length - Number(most) : 0;
    const words = extra > 0 ? over : chosen.length ? says : none;
    count.textContent = fill(words, { chosen: chosen.length, most, over: extra });
    count.classList.toggle("error", extra > 0);
    list.replaceChildren(...chosen.map((row) => Object.assign(document.createElement("li"), { textContent: row.childNodes[1].textContent })));
  };
  for (const row of rows) boxOf(row).addEventListener("change", tell);
  tell();

  if (rows.length <= LONG) continue;
  const field = Object.assign(document.createElement("input"), { type: "search", id: "filter-choices", autocomplete: "off" });
  const label = Object.assign(document.createElement("label"), { htmlFor: field.id, textContent: filter });
  const shown = Object.assign(document.createElement("p"), { className: "note" });
  shown.setAttribute("role", "status");
  place.prepend(label, field, shown);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    let away = 0;
    for (const row of rows) {
      row.hidden = Boolean(wanted) && !plain(row.textContent).includes(wanted);
      away += row.hidden;
    }
    shown.textContent = away ? fill(hidden, { n: away }) : "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // a filter is not the form
  });
}
