import fc from 'fast-check';
import { shareOf } from '../../../test/support/share';
import { escapeSegment } from '../../json/pointer';
import type { YamlDocument } from '../document';
import { readYaml } from '../read';
import { DocumentEditor } from './document-editor';
import { type EditedYaml, editYaml } from './edit';
import { applySplices, type Splice } from './splices';

/** Numbers below a bound that follow from a seed. */
type Dice = (sides: number) => number;

function diceOf(seed: number): Dice {
  let state = seed | 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** A line, or several of one value, and the field that it is about: all that stands on it hangs on what is at and below that pointer. */
interface Line {
  readonly text: string;
  readonly pointer: string;
  /** The line of a key or a dash whose value stands on the next lines. */
  readonly isHead?: boolean;
}

/** Writes a value in a style that the dice choose at each node. */
class Emitter {
  private count = 0;
  private readonly anchors = new Map<string, string>();

  public constructor(
    private readonly dice: Dice,
    private readonly step: number,
    private readonly dash: number,
    private readonly shares: boolean,
  ) {}

  public lines(value: any, pointer: string, column: number): Line[] {
    const isList = Array.isArray(value);
    const lines = Object.keys(value).flatMap((key) => {
      const path = `${pointer}/${escapeSegment(key)}`;
      const lead = isList ? '-' : `${this.scalar(key)}:`;
      return [...this.comments(path, column), ...this.field(lead, value[key], path, column, isList)];
    });
    const mayEnd = pointer !== '' && !(isList && this.dash === 0);
    return mayEnd && this.dice(6) === 0 ? [...lines, this.comment(pointer, column)] : lines;
  }

  private field(lead: string, value: any, pointer: string, column: number, isItem: boolean): Line[] {
    const space = ' '.repeat(column);
    const isFilled = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
    const shared = this.shared(value);
    if (shared !== undefined) return [{ text: `${space}${lead} *${shared}${this.tail()}`, pointer }];
    const properties = this.properties(value);
    if (!isFilled || this.dice(4) === 0) {
      const text = value === null && !isItem && this.dice(2) ? '' : ` ${this.flow(value, column)}`;
      return [{ text: `${space}${lead}${properties}${text}${this.tail(/["'\]}]$/.test(text))}`, pointer }];
    }
    const isCompact = isItem && properties === '' && this.dice(3) > 0;
    const inner = column + (isItem ? 2 : Array.isArray(value) ? this.dash : this.step);
    const lines = this.lines(value, pointer, inner);
    const first = lines[0] as Line;
    if (isCompact && !first.text.trim().startsWith('#')) {
      return [{ ...first, text: `${space}- ${first.text.trimStart()}` }, ...lines.slice(1)];
    }
    return [{ text: `${space}${lead}${properties}${this.tail()}`, pointer, isHead: true }, ...lines];
  }

  private flow(value: any, column: number): string {
    if (value === null || typeof value !== 'object') return this.folded(this.scalar(value), column);
    const space = this.dice(5) === 0 ? this.lineEnd(column) : ([' ', '', '  '][this.dice(3)] as string);
    const isList = Array.isArray(value);
    const parts = Object.keys(value).map((key) => {
      const text = this.flow(value[key], column);
      return isList ? text : `${this.scalar(key)}: ${text}`;
    });
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    if (parts.length === 0) return open + close;
    if (this.dice(6) === 0 && parts.length > 1) return `${open}${space}${parts.join(', ')} , ${close}`;
    return `${open}${space}${parts.join(this.dice(2) ? ', ' : ' ,  ')}${space}${close}`;
  }

  /** The lines of what is in brackets and in quotes may stand further left than their key. */
  private lineEnd(column: number): string {
    return `\n${' '.repeat(this.dice(column + 3))}`;
  }

  private folded(text: string, column: number): string {
    const isFolded = /^["'].*["']$/.test(text) && this.dice(2) === 0;
    return isFolded ? text.replace(/(?<=[a-z:]) (?=[a-z])/, () => this.lineEnd(column)) : text;
  }

  private scalar(value: unknown): string {
    if (typeof value !== 'string') return JSON.stringify(value);
    const isWord = /^[a-z]{2,}$/.test(value) && !/^(?:null|true|false|yes|no|on|off)$/.test(value);
    if (isWord && this.dice(3)) return value;
    return /^[ -~]*$/.test(value) && this.dice(2) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  }

  private properties(value: unknown): string {
    if (!this.shares || value === null || this.dice(4)) return '';
    const name = `x${this.anchors.size}`;
    this.anchors.set(JSON.stringify(value), name);
    return ` &${name}`;
  }

  private shared(value: unknown): string | undefined {
    return this.shares ? this.anchors.get(JSON.stringify(value)) : undefined;
  }

  private tail(mayTouch = false): string {
    const kind = this.dice(6);
    return kind === 0 ? `${mayTouch && this.dice(2) ? '' : ' '}# ${this.count++}` : kind === 1 ? '  ' : '';
  }

  private comments(pointer: string, column: number): Line[] {
    return this.dice(6) === 0 ? [this.comment(pointer, column)] : [];
  }

  private comment(pointer: string, column: number): Line {
    return { text: `${' '.repeat(column)}# ${this.count++}`, pointer };
  }
}

function textOf(lines: readonly Line[], newline: string): string {
  return lines.map(({ text }) => text.replaceAll('\n', newline)).join(newline);
}

const word = fc.constantFrom(
  'name',
  'image',
  'spec',
  'drop',
  'add',
  'run',
  'yes',
  '1',
  'a/b',
  '',
  'x y',
  'é',
  'a: b',
  '~',
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 5 }));
const { tree: json } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
  ),
}));
const root = fc.oneof(
  fc.dictionary(word, json, { minKeys: 1, maxKeys: 5 }),
  fc.array(json, { minLength: 1, maxLength: 4 }),
) as fc.Arbitrary<any>;
const strange = fc.oneof(json, fc.constantFrom('a\nb\n', 'x\n\n', ' lead', '# no', '012', '1e3', '\u2028'));

/** Changes some places of a value. */
function mutate(value: any, dice: Dice, values: readonly unknown[]): any {
  const copy = structuredClone(value);
  for (const fresh of values) {
    let at = copy;
    for (;;) {
      const inner = Object.keys(at).filter((key) => at[key] !== null && typeof at[key] === 'object');
      if (inner.length === 0 || dice(4) === 0) break;
      at = at[inner[dice(inner.length)] as string];
    }
    const keys = Object.keys(at);
    const key = keys[dice(Math.max(keys.length, 1))];
    const action = dice(3);
    if (action === 0 && keys.length > 1 && key !== undefined) {
      if (Array.isArray(at)) at.splice(Number(key), 1);
      else delete at[key];
    } else if (action === 1 && key !== undefined) at[key] = structuredClone(fresh);
    else if (Array.isArray(at)) at.splice(dice(at.length + 1), 0, structuredClone(fresh));
    else at[['new', 'other', 'x: y'][dice(3)] as string] = structuredClone(fresh);
  }
  return copy;
}

/** Whether an item of a list stands at another index in a list as long: the editor may keep it with its lines. */
function someMoved(before: readonly unknown[], after: readonly unknown[]): boolean {
  const [own, other] = [before, after].map((list) => list.map((item) => nameOf(item) ?? JSON.stringify(item)));
  return other?.some((item, index) => own?.[index] !== item && own?.includes(item)) ?? false;
}

function nameOf(item: any): string | undefined {
  return item !== null && typeof item === 'object' && typeof item.name === 'string' ? `name ${item.name}` : undefined;
}

/** The smallest places that differ; a list that changes its length, or a collection of which nothing stays, as a whole. */
function changed(before: any, after: any, pointer = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const areBoth = [before, after].every((each) => each !== null && typeof each === 'object');
  if (!areBoth || Array.isArray(before) !== Array.isArray(after)) return [pointer];
  if (Array.isArray(before) && before.length !== after.length) return [pointer];
  if (Array.isArray(before) && someMoved(before, after)) return [pointer];
  if (!Object.keys(before).some((key) => Object.hasOwn(after, key))) return [pointer];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changed(before[key], after[key], `${pointer}/${escapeSegment(key)}`),
  );
}

const isWithin = (pointer: string, outer: string) => pointer === outer || pointer.startsWith(`${outer}/`);

/** Lines that must come out as they were. A first field that goes leaves its dash to the next one. */
function kept(lines: readonly Line[], places: readonly string[]): string[] {
  return lines
    .filter(({ pointer, isHead }) => {
      const isTouched = places.some(
        (place) => isWithin(pointer, place) || (!isHead && !pointer.endsWith('#') && isWithin(place, pointer)),
      );
      return !isTouched;
    })
    .flatMap(({ text }) => text.split('\n').map(bare));
}

function bare(line: string): string {
  return line.replace(/^[ -]*/, '').trimEnd();
}

function missingIn(lines: readonly string[], wanted: readonly string[]): string[] {
  let at = 0;
  return wanted.filter((line) => {
    const found = lines.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

const style = fc.record({
  seed: fc.integer(),
  step: fc.constantFrom(2, 2, 4, 3),
  dash: fc.constantFrom(0, 2),
  newline: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\uFEFF'),
  end: fc.boolean(),
});

function made({ refused }: Pick<EditedYaml, 'refused'>, text: string, wanted: unknown): void {
  if (refused.length === 0) return;
  throw new Error(`${refused[0]?.why}\n${JSON.stringify(text)}\n${text}\n→ ${JSON.stringify(wanted)}`);
}

describe('for every text and edit', () => {
  test.each([false, true])('it reads as asked, and other lines stay (shared values: %s)', (shares) => {
    fc.assert(
      fc.property(
        fc.array(root, { minLength: 1, maxLength: 3 }),
        style,
        fc.array(strange, { minLength: 1, maxLength: 4 }),
        (values, { seed, step, dash, newline, mark, end }, fresh) => {
          const dice = diceOf(seed);
          const documents = values.map((value) => new Emitter(dice, step, dash, shares).lines(value, '', 0));
          const body = documents.map((lines) => textOf(lines, newline));
          const text = mark + body.join(`${newline}---${newline}`) + (end ? newline : '');
          const read = readYaml(text);
          expect(read.problems).toEqual([]);
          expect(read.documents.map(({ value }) => value)).toEqual(values);
          const after = values.map((value, index) => (index === 1 ? value : mutate(value, dice, fresh)));
          const edits = values.map((before, document) => ({ document, pointer: '', before, after: after[document] }));
          const outcome = editYaml(text, edits);
          made(outcome, text, after);
          expect(applySplices(text, outcome.splices)).toBe(outcome.text);
          const ends = outcome.splices.flatMap(({ offset, length }) => [offset, offset + length]);
          expect(ends).toEqual([...ends].sort((a, b) => a - b));
          expect(readYaml(outcome.text).problems).toEqual([]);
          expect(readYaml(outcome.text).documents.map(({ value }) => value)).toEqual(after);
          expect(editYaml(outcome.text, edits)).toEqual({ text: outcome.text, splices: [], refused: [] });
          if (text.includes('\n')) expect(outcome.text.replaceAll(newline, '')).not.toMatch(/[\r\n]/);
          expect(outcome.text.startsWith('\uFEFF')).toBe(mark !== '');
          const parts = outcome.text.slice(mark.length).split(/\r?\n---\r?\n/);
          if (shares) return;
          documents.forEach((lines, index) => {
            const wanted = kept(lines, changed(values[index], after[index]));
            const missing = missingIn((parts[index] ?? '').split(/\r?\n/).map(bare), wanted);
            expect({ before: body[index], after: parts[index], missing }).toMatchObject({ missing: [] });
            if (index === 1) expect(parts[index]?.trimEnd()).toBe(body[index]?.trimEnd());
          });
        },
      ),
      { numRuns: shareOf(1000) },
    );
  });

  test.each([false, true])('each edit by itself reads as asked (shared values: %s)', (shares) => {
    fc.assert(
      fc.property(
        fc.array(root, { minLength: 1, maxLength: 4 }),
        style,
        fc.array(strange, { minLength: 1, maxLength: 4 }),
        (values, { seed, step, dash, newline }, fresh) => {
          const dice = diceOf(seed);
          const text = textOf(new Emitter(dice, step, dash, shares).lines({ items: values }, '', 0), newline);
          const document = readYaml(text).documents[0] as YamlDocument;
          const edits = [...values, ...values].map((before, number) => ({
            pointer: `/items/${number % values.length}`,
            before,
            after: mutate(before, dice, fresh),
          }));
          const editor = new DocumentEditor(document);
          for (const [number, edit] of edits.entries()) {
            const wanted = values.map((value, index) => (index === number % values.length ? edit.after : value));
            const outcome = applySplices(text, editor.editAlone(edit) as readonly Splice[]);
            expect(readYaml(outcome).documents.map(({ value }) => value)).toEqual([{ items: wanted }]);
          }
        },
      ),
      { numRuns: shareOf(300) },
    );
  });

  test('an edit back gives the first value', () => {
    fc.assert(
      fc.property(root, root, style, (one, other, { seed, step, dash }) => {
        const text = textOf(new Emitter(diceOf(seed), step, dash, true).lines(one, '', 0), '\n');
        const there = editYaml(text, [{ document: 0, pointer: '', before: one, after: other }]);
        made(there, text, other);
        const back = editYaml(there.text, [{ document: 0, pointer: '', before: other, after: one }]);
        made(back, there.text, one);
        expect(readYaml(back.text).documents.map(({ value }) => value)).toEqual([one]);
      }),
      { numRuns: shareOf(500) },
    );
  });

  test('JSON stays JSON', () => {
    fc.assert(
      fc.property(root, root, fc.constantFrom(undefined, 2, '\t'), (one, other, indent) => {
        const text = JSON.stringify(one, null, indent);
        const { text: outcome, refused } = editYaml(text, [{ document: 0, pointer: '', before: one, after: other }]);
        made({ refused }, text, other);
        const document = readYaml(text).documents[0] as YamlDocument;
        const alone = new DocumentEditor(document).editAlone({ pointer: '', before: document.value, after: other });
        expect(applySplices(text, alone as readonly Splice[])).toBe(outcome);
        expect(JSON.parse(outcome)).toEqual(other);
        if (Array.isArray(one) === Array.isArray(other))
          expect(outcome.split('\n').length > 1).toBe(text.includes('\n'));
      }),
      { numRuns: shareOf(500) },
    );
  });

  test('any text, any edit: it is made or refused', () => {
    const bits = [
      'a',
      'b: ',
      '\n',
      '  ',
      '- ',
      '---\n',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '<<: ',
      '# ',
      '? ',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...bits), fc.string()), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, json, fc.constantFrom('', '/a', '/0', '/b'), (input, after, pointer) => {
        const { documents, problems } = readYaml(input);
        const before = documents[0]?.value;
        const outcome = editYaml(input, [
          { document: 0, pointer, before: before?.[pointer.slice(1)] ?? before, after },
        ]);
        if (outcome.refused.length > 0) expect(outcome.text).toBe(input);
        else expect(readYaml(outcome.text).problems).toHaveLength(problems.length);
      }),
      { numRuns: shareOf(1000) },
    );
  });
});
