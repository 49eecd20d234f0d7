/** One line of a Corefile with what stands between its braces. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly body: readonly Directive[];
}

/**
 * Reads a Corefile, the configuration of CoreDNS: server blocks with plugins, which may have blocks of their own.
 *
 * @see https://coredns.io/manual/configuration/
 */
export function corefileOf(text: string): Directive[] {
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  for (const line of text.split('\n')) {
    let words = wordsOf(line);
    while (words[0] === '}') {
      if (open.length > 1) open.pop();
      words = words.slice(1);
    }
    if (words.length === 0) continue;
    const isOpened = words.at(-1) === '{';
    const isClosed = words.at(-1) === '}';
    const [name = '', ...args] = isOpened || isClosed ? words.slice(0, -1) : words;
    const body: Directive[] = [];
    open.at(-1)?.push({ name, args, body });
    if (isOpened) open.push(body);
    else if (isClosed && open.length > 1) open.pop();
  }
  return root;
}

/** The words of a line, without quotes and without a comment. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(#.*)|([^\s"#][^\s"]*)/g)].flatMap(([, quoted, comment, word]) =>
    comment === undefined ? [quoted ?? word ?? ''] : [],
  );
}
