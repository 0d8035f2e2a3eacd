// Comfort only: every page is complete without this file. It is no module: a browser loads none from
// a file, and the export is read from files too.
"use strict";

const spoken = document.querySelector("[data-status]");

// A link to copy: put its address on the clipboard and say so. Without a clipboard, or with a key
// held down that opens it elsewhere, it stays an ordinary link.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || held || !navigator.clipboard) return;
  event.preventDefault();
  // In a copy made of files a link leads to a file; what is worth sending on stands beside it.
  const address = link.dataset.copy || link.href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    location.assign(link.href);
    return;
  }
  const control = link.closest("details");
  control.open = false;
  control.querySelector("summary").focus();
  spoken.textContent = `${spoken.dataset.status} ${address}`;
});

// The citation: the day on which it is read is the reader's own, and a button copies it.
for (const text of document.querySelectorAll("[data-accessed]")) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  text.append(` (${text.dataset.accessed} ${day.format(new Date())})`);
}
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copies]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies).textContent;
    await navigator.clipboard.writeText(text);
    spoken.textContent = `${spoken.dataset.copied} ${text}`;
  });
}

// Escape closes an open choice and leads back to what opened it.
document.addEventListener("keydown", (event) => {
  const control = event.key === "Escape" && event.target.closest("details.copy[open]");
  if (!control) return;
  control.open = false;
  control.querySelector("summary").focus();
});

// A search field with suggestions: an editable combobox with a list, as the ARIA Authoring
// Practices describe it. Enter goes to the chosen unit; with none chosen it asks for the answers.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const said = form.querySelector("[aria-live]");
  let chosen = -1;
  let waiting;
  let asking;

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) input.setAttribute(name, value);

  const choose = (place) => {
    chosen = place;
    input.removeAttribute("aria-activedescendant");
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", at === place);
      if (at !== place) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  };

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    said.textContent = "";
  };

  const show = (names, kinds, urls) => {
    const options = names.map((name, place) => {
      const option = document.createElement("li");
      const [what, kind] = [name, kinds[place]].map((text) => {
        const span = document.createElement("span");
        span.textContent = text;
        return span;
      });
      option.id = `${list.id}-${place}`;
      option.dir = "auto";
      option.dataset.url = urls[place];
      option.setAttribute("role", "option");
      option.append(what, " ", kind);
      return option;
    });
    list.replaceChildren(...options);
    choose(-1);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", options.length > 0);
    said.textContent = `${list.getAttribute("aria-label")}: ${options.length}`;
  };

  const ask = async () => {
    clearTimeout(waiting);
    asking?.abort();
    const typed = input.value.trim();
    if (typed.length < 2) return close();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = `${form.action}suggest.json?${new URLSearchParams({ q: typed })}`;
      const [, ...found] = await (await fetch(address, { signal })).json();
      if (!signal.aborted && document.activeElement === input) show(...found);
    } catch {
      if (!signal.aborted) close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = list.children.length - 1;
    const moves = {
      ArrowDown: chosen === last ? -1 : chosen + 1,
      ArrowUp: chosen === -1 ? last : chosen - 1,
      // In the text, until an option is chosen.
      ...(chosen >= 0 && { Home: 0, End: last }),
    };
    if (list.hidden) {
      if (event.key !== "ArrowDown") return;
      ask();
    } else if (event.key in moves) {
      choose(moves[event.key]);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      location.assign(list.children[chosen].dataset.url);
    } else {
      return;
    }
    event.preventDefault();
  });
  // A press must not take the focus from the field: that would close the list before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

// “/” leads to the search field, except where it can be typed.
document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const input = document.querySelector("form[role=search] input");
  if (event.key !== "/" || held || typing || !input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
