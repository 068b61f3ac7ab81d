// Counts the signs of a text as it is typed; spoken only near the limit. The server counts again.
// The words come from the page: data-says="Signes : {used} sur {limit}".
const SPOKEN_FROM = 200;
const number = new Intl.NumberFormat(document.documentElement.lang);

for (const shown of document.querySelectorAll("[data-counts]")) {
  const text = document.getElementById(shown.dataset.counts);
  const limit = Number(shown.dataset.limit);
  const count = () => {
    const used = [...text.value].length;
    if (limit - used < SPOKEN_FROM) shown.setAttribute("role", "status");
    else shown.removeAttribute("role");
    shown.textContent = shown.dataset.says
      .replace("{used}", number.format(used))
      .replace("{limit}", number.format(limit));
  };
  text?.addEventListener("input", count);
}
