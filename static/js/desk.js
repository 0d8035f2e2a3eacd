// The staff's forms: keeps the mark below a field of official wording true while somebody types.
"use strict";

(() => {
  const PAUSE = 400;
  const waiting = new WeakMap();

  const fieldOf = (mark) => mark.previousElementSibling;

  // Another field of the same row: in the form of a row that was added, only names tell.
  const beside = (field, name) =>
    name ? field.form.elements[field.name.replace(/[^-]*$/, name)] : undefined;

  // The marks that a field has a say in: its own, and those that go by what it chooses.
  const marksOf = (changed) =>
    [...document.querySelectorAll(".wording-mark")].filter((mark) => {
      const { sourceName, numberName } = mark.dataset;
      const field = fieldOf(mark);
      return [field, beside(field, sourceName), beside(field, numberName)].includes(changed);
    });

  const ask = async (mark) => {
    const field = fieldOf(mark);
    const { address, kind, source, sourceName, numberName } = mark.dataset;
    const typed = field.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    body.set("kind", kind);
    body.set("source", beside(field, sourceName)?.value || source);
    body.set("number", beside(field, numberName)?.value ?? "");
    body.set("text", typed);
    const answer = await fetch(address, { method: "POST", body });
    // An answer that is late says nothing of what stands there now.
    if (answer.ok && field.value === typed) show(mark, await answer.json());
  };

  const show = (mark, { verdict, sentence, pieces }) => {
    const said = document.createElement("span");
    said.textContent = sentence;
    const parts = [said];
    if (pieces.length) {
      const words = document.createElement("span");
      words.className = "wording-mark__words";
      words.append(
        ...pieces.map(({ kind, text }) => {
          if (kind === "same") return text;
          const piece = document.createElement(kind === "removed" ? "del" : "ins");
          const heard = document.createElement("span");
          heard.className = "visually-hidden";
          heard.textContent = ` ${mark.dataset[kind]} `;
          piece.append(heard, text);
          return piece;
        }),
      );
      parts.push(" ", words);
    }
    mark.dataset.verdict = verdict;
    mark.replaceChildren(...parts);
  };

  const soon = ({ target }) => {
    for (const mark of marksOf(target)) {
      if (!mark.dataset.source && !mark.dataset.sourceName) continue;
      clearTimeout(waiting.get(mark));
      waiting.set(mark, setTimeout(() => ask(mark).catch(() => {}), PAUSE));
    }
  };

  // Django's choosers with a search are drawn by a script that does not name them, at some time
  // after the page is there and again in a row that was added.
  const nameChooser = (drawn) => {
    const label = drawn.previousElementSibling?.labels?.[0];
    const name = label?.textContent.trim().replace(/:$/, "");
    if (!name) return;
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", name);
    }
  };

  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node.classList?.contains("select2-container")) nameChooser(node);
    }
  }).observe(document, { childList: true, subtree: true });

  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
})();
