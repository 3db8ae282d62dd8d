/* What typing and keys add; every page works without it. */
"use strict";

(() => {
  const box = document.querySelector("[data-suggest]");
  if (box) suggest(box);
  document.querySelectorAll(".facet").forEach(searchWithin);
  openSheetWhereCssCannot();
  document.addEventListener("keydown", keys);

  /* An ARIA combobox: the list follows what is typed, the arrows choose, Enter follows, Escape puts it away. */
  function suggest(input) {
    const list = document.createElement("div");
    let options = [], active = -1, timer = 0, asked = 0;
    list.id = input.id + "-suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    input.form.append(list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
      if (list.hidden) return;
      if (event.key === "ArrowDown") { choose(active + 1); event.preventDefault(); }
      if (event.key === "ArrowUp") { choose(active - 1); event.preventDefault(); }
      if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(options[active].url); }
    });

    async function ask() {
      const typed = input.value.trim(), mine = ++asked;
      if (typed.length < 2) return close();
      try {
        const answer = await fetch("/api/v1/suggest?q=" + encodeURIComponent(typed));
        if (!answer.ok || mine !== asked) return;
        options = (await answer.json()).suggestions;
        show();
      } catch { close(); }
    }

    function show() {
      list.replaceChildren(...options.map((option, place) => {
        const row = document.createElement("div"), text = document.createElement("b"), kind = document.createElement("span");
        row.id = list.id + "-" + place;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        kind.textContent = option.kind === "headline" ? option.label : option.label + ", " + option.count.toLocaleString("en");
        text.textContent = option.text;
        row.append(text, " ", kind);
        row.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(option.url); });
        return row;
      }));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    /* One place before the first stands for the box itself, as in the browsers' own lists. */
    function choose(place) {
      active = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
      [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[active].id);
    }

    function close() {
      asked++;
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  }

  /* A box that filters the values of a long facet. */
  function searchWithin(facet) {
    const more = facet.querySelector("details.more");
    if (!more || facet.querySelectorAll(".values li").length < 12) return;
    const input = document.createElement("input"), name = facet.querySelector("h2").textContent;
    const openAtFirst = new Map([...facet.querySelectorAll("details")].map((each) => [each, each.open]));
    input.type = "search";
    input.className = "within";
    input.placeholder = "Find a " + name.toLowerCase();
    input.setAttribute("aria-label", input.placeholder);
    facet.querySelector(".values").before(input);
    input.addEventListener("input", () => {
      const typed = input.value.trim().toLowerCase();
      for (const [details, open] of openAtFirst) details.open = typed ? true : open;
      facet.querySelectorAll(".values li").forEach((row) => {
        row.hidden = typed !== "" && ![...row.querySelectorAll(".label")].some((label) => label.textContent.toLowerCase().includes(typed));
      });
    });
  }

  /* Wide pages show the facets always; browsers without ::details-content need the sheet opened. */
  function openSheetWhereCssCannot() {
    const sheet = document.querySelector(".sheet");
    if (!sheet || CSS.supports("selector(::details-content)")) return;
    const wide = matchMedia("(min-width: 60rem)");
    const follow = () => { sheet.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();
  }

  /* `/` goes to the search box, `j` and `k` step through results. */
  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "/" && box) { box.focus(); box.select(); event.preventDefault(); }
    if (event.key !== "j" && event.key !== "k") return;
    const links = [...document.querySelectorAll(".results h3 a")];
    const here = links.indexOf(document.activeElement);
    const next = links[event.key === "j" ? here + 1 : Math.max(here - 1, 0)];
    if (next) next.focus();
  }
})();
