/** Filters the findings. It does not write HTML. */
export const SCRIPT = `
'use strict';
(() => {
  const form = document.getElementById('filter');
  if (!form) return;
  const groups = [...document.querySelectorAll('.level > article')].map((body) => ({
    body,
    head: body.querySelector('h4'),
    rows: [...body.querySelectorAll('li')],
  }));
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const texts = new WeakMap();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const apply = () => {
    const severities = new Set([...form.querySelectorAll('[name=severity]:checked')].map((box) => box.value));
    const rule = form.elements.rule.value;
    const namespace = form.elements.namespace.value;
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    let shown = 0;
    for (const { body, head, rows } of groups) {
      let some = false;
      const isIn = namespace === '' || body.dataset.n === namespace;
      for (const row of rows) {
        const fits =
          isIn &&
          severities.has(row.dataset.s) &&
          (rule === '' || row.dataset.r.split(' ').includes(rule)) &&
          words.every((word) => textOf(row).includes(word) || textOf(head).includes(word));
        row.hidden = !fits;
        if (fits) {
          some = true;
          shown += 1;
        }
      }
      body.hidden = !some;
    }
    for (const level of document.querySelectorAll('.level')) level.hidden = !level.querySelector('article:not([hidden])');
    form.elements.shown.value = shown + ' of ' + total + ' shown';
  };
  let waiting;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
`;
