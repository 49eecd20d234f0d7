/** What is said of one thing in one release; undefined where the release does not have it. */
export type PerRelease = readonly (string | undefined)[];

/** Something that holds from one minor to another, both included. */
export interface Span {
  readonly value: string;
  readonly from: number;
  readonly until: number;
}

/** Joins what is the same in consecutive releases. */
export function spansOf(values: PerRelease, minors: readonly number[]): Span[] {
  const spans: Span[] = [];
  values.forEach((value, index) => {
    const minor = minors[index] as number;
    const last = spans.at(-1);
    if (value === undefined) return;
    if (last && last.value === value && last.until === minors[index - 1]) {
      spans[spans.length - 1] = { ...last, until: minor };
    } else {
      spans.push({ value, from: minor, until: minor });
    }
  });
  return spans;
}

/** `@30-`, `@-24`, `@24-30`; nothing where it holds as long as what it stands in. */
export function rangeOf(span: { from: number; until: number }, whole: { from: number; until: number }): string {
  const from = span.from > whole.from ? String(span.from) : '';
  const until = span.until < whole.until ? String(span.until) : '';
  return from || until ? `@${from}-${until}` : '';
}

/** The first and the last minor in which something is there. Throws where it was gone in between. */
export function lifetimeOf(what: string, present: readonly boolean[], minors: readonly number[]): Omit<Span, 'value'> {
  const [span, another] = spansOf(
    present.map((is) => (is ? what : undefined)),
    minors,
  );
  if (!span) throw new Error(`${what} is in no release`);
  if (another) throw new Error(`${what} is gone after 1.${span.until} and back in 1.${another.from}`);
  return span;
}
