// A ranking by buttons: up, down, out; the selects stay what is posted, and the new rank is spoken.
// What has no rank offers one button, to rank it last. <ul data-ranking data-in="Ranger" data-up="Monter" ... data-says="{option} : rang {rank} sur {ranked}.">
for (const list of document.querySelectorAll("[data-ranking]")) {
  const words = list.dataset;
  const rows = [...list.children].map((item) => ({
    item,
    select: item.querySelector("select"),
    option: item.querySelector(".wording").textContent.trim(),
  }));
  const most = rows[0].select.options.length - 1;
  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  list.after(status);

  const ranked = () => rows.filter(({ select }) => select.value).sort((one, other) => one.select.value - other.select.value);
  const fill = (said, facts) => Object.entries(facts).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), said);

  function settle(order) {
    for (const row of rows) row.select.value = "";
    order.forEach((row, place) => (row.select.value = String(place + 1)));
    const rest = rows.filter((row) => !order.includes(row));
    const focused = document.activeElement;
    list.append(...[...order, ...rest].map((row) => row.item)); // moving keeps nothing focused
    focused?.focus?.({ preventScroll: true });
    for (const row of rows) {
      const kept = order.includes(row);
      row.item.classList.toggle("ranked", kept);
      for (const [name, button] of Object.entries(row.buttons)) button.hidden = kept === (name === "in");
    }
    if (focused?.hidden) (rows.find((row) => row.item.contains(focused))?.item.querySelector("button:not([hidden])"))?.focus();
  }

  function say(row) {
    const order = ranked();
    const place = order.indexOf(row);
    status.textContent = place < 0
      ? fill(words.unranked, { option: row.option })
      : fill(words.says, { option: row.option, rank: place + 1, ranked: order.length });
  }

  function move(row, by) {
    const order = ranked();
    const place = order.indexOf(row);
    if (place < 0) {
      if (order.length >= most) return void (status.textContent = words.full);
      order.push(row);
    } else {
      const to = Math.max(0, Math.min(order.length - 1, place + by));
      order.splice(place, 1);
      order.splice(to, 0, row);
    }
    settle(order);
    say(row);
  }

  for (const row of rows) {
    const buttons = document.createElement("span");
    buttons.className = "row";
    row.buttons = {};
    const make = (name, act) => {
      const text = words[name];
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button small second", textContent: text });
      button.setAttribute("aria-label", `${text} : ${row.option}`);
      button.addEventListener("click", act);
      row.buttons[name] = button;
      buttons.append(button);
    };
    make("in", () => move(row, 0));
    make("up", () => move(row, -1));
    make("down", () => move(row, 1));
    make("out", () => { settle(ranked().filter((each) => each !== row)); say(row); });
    row.item.append(buttons);
    row.select.addEventListener("change", () => {
      const place = Number(row.select.value);
      const order = ranked().filter((each) => each !== row);
      if (place) order.splice(Math.min(place - 1, order.length), 0, row);
      settle(order.slice(0, most));
      say(row);
    });
  }
  for (const { buttons } of rows) for (const name of ["up", "down", "out"]) buttons[name].hidden = true;
  if (new Set(ranked().map(({ select }) => select.value)).size === ranked().length) settle(ranked());
}
