// The search of a copy made of files: the units of units.js that answer the question in this page's
// address, best first. The ranking is a short form of the server's (gpg_site/search/engine.py).
"use strict";

{
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
  // What French and Arabic write as one with the word after it.
  const BEFORE = /^(?:(?:[cdjlmnst]|qu)'|[وف]?[بك]?ال|[وف]?لل|[ول])(?=.{3})/u;
  const STOP = new Set(SEARCH.stop);
  const STEMS = new Map(Object.entries(SEARCH.stems));
  const SHORTEST = 4;

  const folded = (word) =>
    word.replace("’", "'").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
      .replace(/ة/gu, "ه").replace(/ى/gu, "ي");
  const wordsOf = (text) => (text.match(WORD) ?? []).map(folded);
  const known = (word) => STEMS.get(word) ?? STEMS.get(word.replace(BEFORE, ""));
  const stemOf = (word) => known(word) ?? word;
  const stemsOf = (text) => wordsOf(text).map(stemOf);
  const beginningWith = (letters) =>
    [...new Set([...STEMS].filter(([word]) => word.startsWith(letters)).map(([, stem]) => stem))];

  const units = SEARCH.units.map((unit) => ({
    ...unit,
    fields: [
      [2.4, unit.name], [unit.worth, unit.words], [0.5, unit.topics], [unit.worth, unit.also],
    ].map(([worth, text]) => [worth, stemsOf(text)]),
  }));
  const aliases = SEARCH.aliases.map(([text, lines]) => [
    stemsOf(text),
    lines.map((line) => wordsOf(line).filter((word) => !STOP.has(word)).map(stemOf)),
  ]);

  // How much a stem says: the fewer units have it, the more.
  const weights = new Map();
  for (const { fields } of units) {
    for (const stem of new Set(fields.flatMap(([, stems]) => stems))) {
      weights.set(stem, (weights.get(stem) ?? 0) + 1);
    }
  }
  for (const [stem, count] of weights) weights.set(stem, Math.log(1 + units.length / count));

  const scoreOf = (unit, stem) =>
    weights.get(stem) *
    Math.max(0, ...unit.fields.map(([worth, stems]) => (stems.includes(stem) ? worth : 0)));

  // What may stand for a word: rows of stems, all of which a unit must have, and their worth. A
  // word that no text has is read by its beginning, as much of it as any word begins with.
  const readings = (word, isLast) => {
    if (known(word)) {
      const longer = isLast ? beginningWith(word) : [];
      return [[1, [stemOf(word)]], ...longer.map((stem) => [0.6, [stem]])];
    }
    for (let length = word.length; length >= Math.max(SHORTEST, word.length * 0.6); length -= 1) {
      const found = beginningWith(word.slice(0, length));
      if (found.length) return found.map((stem) => [0.6, [stem]]);
    }
    return [];
  };

  const aliasAt = (stems, place) =>
    aliases
      .filter(([asked]) => asked.length && asked.every((stem, at) => stems[place + at] === stem))
      .sort(([one], [other]) => other.length - one.length)[0];

  const conceptsOf = (text) => {
    const asked = wordsOf(text);
    const stems = asked.map(stemOf);
    const onlyStops = asked.every((word) => STOP.has(word));
    const concepts = [];
    for (let place = 0; place < asked.length; place += 1) {
      const alias = aliasAt(stems, place);
      if (alias) {
        const [own, lines] = alias;
        concepts.push([[1, own], ...lines.map((line, at) => [0.9 / 2 ** at, line])]);
        place += own.length - 1;
      } else if (onlyStops || !STOP.has(asked[place])) {
        concepts.push(readings(asked[place], place === asked.length - 1));
      }
    }
    return concepts.filter((rows) => rows.length);
  };

  const holds = (stems, row) =>
    stems.some((_, place) => row.every((stem, at) => stems[place + at] === stem));

  const answer = (question) => {
    const parts = question.replace(/[“”„«»]/g, '"').split('"');
    // A mark without its other half means nothing.
    const isQuoted = (_, at) => at % 2 === 1 && at < parts.length - 1;
    const phrases = parts.filter(isQuoted).map(stemsOf).filter((row) => row.length);
    const concepts = conceptsOf(parts.filter((...part) => !isQuoted(...part)).join(" "));
    concepts.push(...phrases.map((row) => [[1, row]]));
    const marked = new Set(concepts.flat().flatMap(([, row]) => row));
    const key = question.toLowerCase().replace(/[^a-z0-9.]/g, "");
    const named = units.filter(({ keys }) => keys.includes(key));
    const scored = units
      .filter((unit) =>
        phrases.every((row) => unit.fields.some(([, stems]) => holds(stems, row))))
      .map((unit) => {
        const scores = concepts.map((rows) =>
          Math.max(0, ...rows.map(([worth, row]) =>
            worth * Math.min(...row.map((stem) => scoreOf(unit, stem) || 0)))));
        const together = scores.length > 1 && scores.every((score) => score > 0) ? 3 : 1;
        const sum = scores.reduce((total, score) => total + score, 0);
        return [unit, sum * together * unit.favour];
      })
      .filter(([, score]) => score > 0)
      .sort(([, one], [, other]) => other - one);
    const found = scored.map(([unit]) => unit).filter((unit) => !named.includes(unit));
    return { named, found, marked };
  };

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  const withMarks = (text, marked) => {
    const pieces = [];
    let place = 0;
    for (const found of text.matchAll(WORD)) {
      if (!marked.has(stemOf(folded(found[0])))) continue;
      pieces.push(text.slice(place, found.index), element("mark", "", found[0]));
      place = found.index + found[0].length;
    }
    return [...pieces, text.slice(place)];
  };

  const inLanguage = (unit, part, marked) => {
    const said = element("bdi", "", ...withMarks(unit[part], marked));
    if (unit.in_english.includes(part)) Object.assign(said, { lang: "en", dir: "ltr" });
    return said;
  };

  const hit = (unit, marked) => {
    const link = element("a", "");
    link.href = unit.url;
    const said = inLanguage(unit, "words", marked);
    if (unit.is_official) said.className = "official";
    link.append(unit.name ? inLanguage(unit, "name", marked) : unit.words ? said : unit.kind);
    const item = element(
      "li", "hit", element("p", "hit__kind", unit.kind), element("p", "hit__name", link),
    );
    if (unit.goal) item.dataset.goal = unit.goal;
    if (unit.name && unit.words) item.append(element("p", "hit__words", said));
    return item;
  };

  document.querySelector("[data-unscripted]").remove();
  const question = (new URLSearchParams(location.search).get("q") ?? "").slice(0, 500).trim();
  if (question) {
    const { named, found, marked } = answer(question);
    const total = named.length + found.length;
    const { title, none, one, many, named: isCode } = SEARCH.said;
    const asked = (text) => text.replace("{question}", () => question);
    const heading = element("h2", "");
    heading.textContent = total > 1 ? many.replace("{total}", total) : total ? one : asked(none);
    heading.id = "hits";
    const section = element("section", "", heading);
    section.setAttribute("aria-labelledby", heading.id);
    if (named.length) section.append(element("p", "", asked(isCode)));
    const hits = [...named, ...found].map((unit) => hit(unit, marked));
    if (total) section.append(element("ol", "hits", ...hits));
    const head = document.querySelector(".page-head");
    head.querySelector("input").value = question;
    head.after(section);
    document.title = document.title.replace(/^[^–]+/, () => `${asked(title)} `);
    // What there is to ask is for whoever has found nothing.
    if (total) for (const prose of document.querySelectorAll("main > .prose")) prose.hidden = true;
  }
}
