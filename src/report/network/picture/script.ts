/** Searches and focuses workloads of the picture, and filters the table beside it. It does not write HTML. */
export const NETWORK_SCRIPT = `
(() => {
  const svg = document.querySelector('.network-box svg');
  const form = document.getElementById('network-filter');
  if (!svg || !form) return;
  const cells = [...svg.querySelectorAll('.cell')].map((body) => ({
    body,
    index: body.dataset.i,
    text: body.querySelector('title').textContent.toLowerCase(),
  }));
  const edges = [...svg.querySelectorAll('.edge')].map((body) => ({
    body,
    sources: new Set(body.dataset.from.split(' ')),
    targets: new Set(body.dataset.to.split(' ')),
    row: body.dataset.row && document.querySelector('#network details tbody tr:nth-child(' + (Number(body.dataset.row) + 1) + ')'),
  }));
  const show = (chosen, isFocused) => {
    const ids = new Set(chosen.map(({ index }) => index));
    const some = (ends) => [...ids].some((id) => ends.has(id));
    const near = new Set(ids);
    const found = { from: 0, to: 0 };
    for (const { body, sources, targets, row } of edges) {
      const [isFrom, isTo] = [some(sources), some(targets)];
      const isNear = !isFocused || isFrom || isTo;
      body.classList.toggle('near', isNear);
      if (row) row.hidden = !isNear;
      if (isFrom) targets.forEach((id) => near.add(id));
      if (isTo) sources.forEach((id) => near.add(id));
      if (row && isFrom) found.from += 1;
      if (row && isTo) found.to += 1;
    }
    svg.classList.toggle('focused', isFocused);
    for (const { body, index } of cells) {
      body.classList.toggle('near', near.has(index));
      body.classList.toggle('chosen', isFocused && ids.has(index));
      body.setAttribute('aria-pressed', String(isFocused && ids.has(index)));
    }
    const name = chosen.length === 1 ? chosen[0].body.querySelector('title').textContent.split('\\n')[0] : chosen.length + ' of ' + cells.length;
    form.elements.found.value = isFocused ? name + ': ' + found.from + ' out, ' + found.to + ' in' : '';
  };
  const box = svg.parentElement;
  const reveal = (cell) => {
    if (!cell) return;
    const [inner, outer] = [cell.body.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
    box.scrollTop += inner.top + inner.height / 2 - outer.top - outer.height / 2;
  };
  const search = () => {
    const words = form.elements.workload.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const chosen = cells.filter(({ text }) => words.every((word) => text.includes(word)));
    show(words.length > 0 ? chosen : [], words.length > 0);
    reveal(chosen[0]);
    return chosen[0];
  };
  const choose = (cell) => {
    const isChosen = cell.body.classList.contains('chosen') && svg.querySelectorAll('.chosen').length === 1;
    form.elements.workload.value = '';
    show(isChosen ? [] : [cell], !isChosen);
  };
  const go = (cell) => {
    if (!cell) return;
    for (const { body } of cells) body.setAttribute('tabindex', body === cell.body ? '0' : '-1');
    cell.body.focus();
    cell.body.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  for (const [at, cell] of cells.entries()) {
    cell.body.setAttribute('tabindex', at === 0 ? '0' : '-1');
    cell.body.setAttribute('role', 'button');
    cell.body.addEventListener('click', () => choose(cell));
    cell.body.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (step) go(cells[at + step]);
      else if (event.key === 'Home') go(cells[0]);
      else if (event.key === 'End') go(cells[cells.length - 1]);
      else if (event.key === 'Enter' || event.key === ' ') choose(cell);
      else if (event.key === 'Escape') show([], false);
      else return;
      event.preventDefault();
    });
  }
  form.elements.workload.addEventListener('input', search);
  form.addEventListener('reset', () => setTimeout(() => (search(), fit())));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(search());
  });
  const fit = () => {
    box.classList.toggle('whole', form.elements.whole.checked);
    reveal(cells.find(({ body }) => body.classList.contains('chosen')) || cells[0]);
  };
  form.elements.whole.addEventListener('input', fit);
  form.hidden = false;
  search();
})();
`;
