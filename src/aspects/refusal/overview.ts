import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { EvaluationError } from '../../engine/report-parts';
import type { IRule } from '../../engine/rule';
import { groupBy } from '../../json/group-by';
import { escapeUnprintable } from '../../report/escape';
import { errorsText } from '../../report/formats/text';
import { count, objectName } from '../../report/object-name';
import type { Paint } from '../../report/paint';
import { countBySeverity, sortWorstFirst } from '../../report/summary';
import { severitiesText } from '../../report/verdict';

const MOST_SOURCES = 20;
const MOST_OBJECTS = 10;
const MOST_ERRORS = 20;

/** Objects that one line of the program made, such as an Include, or lines of one file, or one chart. */
interface Source {
  readonly title: string;
  /** Whether the title is a file, so that each object has a line of its own in it. */
  readonly isFile: boolean;
  /** The findings of each object. */
  readonly objects: readonly (readonly Finding[])[];
}

/** Writes a long refusal as an overview: numbers, then objects by what made them, then what the rules require. */
export function refusalOverview(
  findings: readonly Finding[],
  errors: readonly EvaluationError[],
  rules: readonly IRule[],
  paint: Paint,
): string {
  const sources = sortWorstFirst(sourcesOf(groupByObject(findings, (finding) => finding)), ({ objects }) =>
    objects.flat(),
  );
  const parts = [
    findings.length === 0 ? '' : `${severitiesText(countBySeverity(findings), paint)}\n`,
    ...cut(sources, MOST_SOURCES, 'source', (source) => `${sourceText(source, paint)}\n`),
    rulesText(findings, rules, paint),
    errors.length === 0
      ? ''
      : `\n${cut(errors, MOST_ERRORS, 'error', (error) => errorsText([error], paint)).join('\n')}`,
    '\nThis is an overview. HARDENING_VERBOSE=1 shows every finding with its field; error.fullText has the same text',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function sourceText({ title, isFile, objects }: Source, paint: Paint): string {
  const sum = `${count(objects.flat().length, 'finding')} in ${count(objects.length, 'object')}`;
  const sorted = sortWorstFirst(objects, (findings) => findings);
  return [
    `${paint('bold', escapeUnprintable(title))}: ${sum}`,
    ...cut(sorted, MOST_OBJECTS, 'object', (object) => objectText(object, isFile, paint)).map((text) => `  ${text}`),
  ].join('\n');
}

function objectText(findings: readonly Finding[], isInFile: boolean, paint: Paint): string {
  const { objectRef, origin } = findings[0] as Finding;
  const line = isInFile && origin.createdAt ? `created at ${origin.createdAt}` : undefined;
  const made = escapeUnprintable([origin.constructPath, line].filter(Boolean).join('  '));
  const name = paint('bold', escapeUnprintable(objectName(objectRef)));
  const rules = [
    ...groupBy(
      sortWorstFirst(findings, (finding) => [finding]),
      ({ rule }) => rule,
    ),
  ].map(([rule, { length }]) => (length === 1 ? rule : `${rule} ×${length}`));
  return [
    `${name}  ${severitiesText(countBySeverity(findings), paint)}  ${paint('dim', made)}`,
    `      ${escapeUnprintable(rules.join(', '))}`,
  ].join('\n');
}

/** What each rule requires, once, the worst rule first. */
function rulesText(findings: readonly Finding[], rules: readonly IRule[], paint: Paint): string {
  const titles = new Map(rules.map(({ meta }) => [meta.id, meta.title]));
  const groups = sortWorstFirst([...groupBy(findings, ({ rule }) => rule)], ([, group]) => group);
  const lines = groups.map(([rule, group]) => {
    const title = titles.has(rule) ? ` — ${titles.get(rule)}` : '';
    const numbers = severitiesText(countBySeverity(group), paint);
    return `  ${paint('bold', escapeUnprintable(rule))}  ${numbers}${escapeUnprintable(title)}`;
  });
  return lines.length === 0 ? '' : [paint('bold', 'Rules'), ...lines].join('\n');
}

/** Groups objects by the line that made several of them, else by file; by construct where no line is known. */
function sourcesOf(objects: readonly (readonly Finding[])[]): Source[] {
  const placeOf = ([finding]: readonly Finding[]) => {
    const { createdAt, constructPath = '' } = (finding as Finding).origin;
    return createdAt ?? parentOf(constructPath);
  };
  const sources: Source[] = [];
  const alone: (readonly Finding[])[] = [];
  for (const [place, group] of groupBy(objects, placeOf)) {
    if (group.length === 1) alone.push(...group);
    else sources.push({ title: sharedTitle(group, place), isFile: false, objects: group });
  }
  const fileOf = ([finding]: readonly Finding[]) => {
    const { createdAt, constructPath = '' } = (finding as Finding).origin;
    return createdAt?.replace(/(?::\d+){1,2}$/, '') ?? constructPath.replace(/\/.*/s, '');
  };
  for (const [file, group] of groupBy(alone, fileOf))
    sources.push({ title: file || 'this app', isFile: true, objects: group });
  return sources;
}

/** The construct around all objects of one line, and the line: `vendor/release  created at main.ts:12:3`. */
function sharedTitle(objects: readonly (readonly Finding[])[], place: string): string {
  const scopes = objects.map(([finding]) => parentOf(finding?.origin.constructPath ?? '').split('/'));
  const [first = []] = scopes;
  const ends = first.findIndex((id, index) => scopes.some((scope) => scope[index] !== id));
  const path = (ends < 0 ? first : first.slice(0, ends)).join('/');
  if (path === place) return path || 'this app';
  return path === '' ? place : `${path}  created at ${place}`;
}

function parentOf(constructPath: string): string {
  return constructPath.split('/').slice(0, -1).join('/');
}

/** A text for each of the first items, and a line that counts the others. */
function cut<T>(items: readonly T[], most: number, noun: string, textOf: (item: T) => string): string[] {
  const rest = items.length - most;
  return [...items.slice(0, most).map(textOf), ...(rest > 0 ? [`… and ${count(rest, `more ${noun}`)}`] : [])];
}
