// Filters the tables of the rule catalogue by what is typed; sections without a match fold away.
(() => {
  const field = document.getElementById("rule-filter");
  if (!field) return;
  const count = document.getElementById("rule-count");
  const tables = [...document.querySelectorAll(".md-content table")];
  const wrap = (table) => table.closest(".md-typeset__scrollwrap") || table;
  const head = (table) => {
    const found = [];
    for (let at = wrap(table).previousElementSibling; at; at = at.previousElementSibling) {
      found.push(at);
      if (at.tagName === "H2") break;
    }
    return found;
  };
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const table of tables) {
      let here = 0;
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) here += 1;
      }
      for (const part of [wrap(table), ...head(table)]) part.hidden = !here;
      shown += here;
    }
    count.textContent = words.length ? `${shown} ${shown === 1 ? "rule" : "rules"}` : "";
  });
})();
