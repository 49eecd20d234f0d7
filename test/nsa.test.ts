import { GUIDE } from '../src/report/nsa-guide';
import { CATALOG } from '../src/rules/catalog';
import { APPENDICES } from '../tools/nsa/appendices';
import { exportedClasses, namesIn, nsaPage, RECOMMENDATIONS } from '../tools/nsa/page';

const SECTIONS = Object.values(GUIDE).flatMap(({ sections }) => Object.keys(sections));
const IDS = new Set(CATALOG.map(({ meta }) => meta.id));
const ROWS = [...Object.values(RECOMMENDATIONS).flat(), ...Object.values(APPENDICES)];
const EXPORTED = exportedClasses();

test('each section of the guidance has rows, and each row is of a section', () => {
  expect(Object.keys(RECOMMENDATIONS).sort()).toEqual([...SECTIONS].sort());
  expect(Object.entries(RECOMMENDATIONS).filter(([, rows]) => rows.length === 0)).toEqual([]);
});

test('each appendix of the guidance has a row', () => {
  expect(Object.keys(APPENDICES)).toEqual([...'ABCDEFGHIJKLMN']);
});

test('each row says what covers it, or what people do', () => {
  const isEmpty = ({ rules, people, constructs }: (typeof ROWS)[number]) =>
    namesIn(rules).every((id) => !IDS.has(id)) &&
    people === undefined &&
    namesIn(constructs).every((name) => !EXPORTED.all.has(name));
  expect(ROWS.filter(isEmpty)).toEqual([]);
});

test('the rules of the rows exist', () => {
  const named = ROWS.flatMap(({ rules }) => namesIn(rules));
  expect(named.filter((id) => !IDS.has(id))).toEqual([]);
});

test('the constructs of the rows are exported', () => {
  const named = ROWS.flatMap(({ constructs }) => namesIn(constructs));
  expect(named.filter((name) => !EXPORTED.all.has(name))).toEqual([]);
});

test('each construct of the library is in a row', () => {
  const named = new Set(ROWS.flatMap(({ constructs }) => namesIn(constructs)));
  expect(EXPORTED.constructs.size).toBeGreaterThan(15);
  expect([...EXPORTED.constructs].filter((name) => !named.has(name))).toEqual([]);
});

test('each section that a rule cites exists', () => {
  const cited = CATALOG.flatMap(({ meta }) => meta.standards.map((source) => /^NSA\/CISA (.*)$/.exec(source)?.[1]));
  expect(cited.filter((section) => section !== undefined && !SECTIONS.includes(section))).toEqual([]);
});

test('a rule of a row is on the page of its section, and one that cites a section is listed there', () => {
  const page = nsaPage(CATALOG);
  for (const section of SECTIONS) {
    const [, part = ''] = new RegExp(`^### ${section}: ([\\s\\S]*?)(?=^##)`, 'm').exec(page) ?? [];
    const citing = CATALOG.filter(({ meta }) => meta.standards.includes(`NSA/CISA ${section}`));
    const wanted = [
      ...citing.map(({ meta }) => meta.id),
      ...(RECOMMENDATIONS[section] ?? []).flatMap(({ rules }) => namesIn(rules)),
    ];
    expect(wanted.filter((id) => !part.includes(`(rules/${id}.md)`))).toEqual([]);
  }
});

test('the page names the constructs of its rows', () => {
  expect(nsaPage(CATALOG)).toContain('`IsolatedNamespace`');
});
