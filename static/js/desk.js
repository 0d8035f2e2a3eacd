// The staff's forms: keeps the mark below a field of official wording true while somebody types.
"use strict";

(() => {
  const PAUSE = 400;
  const waiting = new WeakMap();

  // The mark below a field, or that of the field which another field of the same form has a say in.
  const marksOf = (field) => {
    const marks = [...document.querySelectorAll(".wording-mark")];
    return marks.filter(
      ({ htmlFor, dataset }) =>
        htmlFor.contains(field.id) ||
        (field.name && [dataset.sourceName, dataset.numberName].includes(field.name)),
    );
  };

  const valueOf = (form, name) => (name && form.elements[name] ? form.elements[name].value : "");

  const ask = async (mark) => {
    const { form } = mark;
    const field = document.getElementById(mark.htmlFor.value);
    const { address, kind, source, sourceName, numberName } = mark.dataset;
    const typed = field.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("kind", kind);
    body.set("source", valueOf(form, sourceName) || source);
    body.set("number", valueOf(form, numberName));
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
          const tag = { removed: "del", added: "ins" }[kind];
          return tag ? Object.assign(document.createElement(tag), { textContent: text }) : text;
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

  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
})();
