import { isCertainKey, isCertainText } from './certain';
import type { Stringify } from './quoted';

/**
 * Text that cdk8s writes as it is, and that every reader takes for text: words of ASCII behind a letter or a slash. It has no
 * `: ` and no ` #`, is none of the words that YAML 1.1 reads as a boolean or as null, and no number such as `e1`.
 */
const PLAIN =
  /^(?!(?:y|yes|n|no|on|off|true|false|null|e[-+\d_]*)$)[a-z/](?:[\w./@%+=,;()-]|:(?=[\w/])| (?=[\w/(]))*$/i;

/** How many scalars are remembered, and how long these may be: the words of an app are few. */
const MOST_REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 200;

/** A document with each form that the emitter writes by itself. */
const EXAMPLE = {
  metadata: { name: 'web', labels: {}, list: ['a', 'b/c:1 d', [[1], { e: -2, f: true }], [], {}, null] },
  data: { 'g.h': 'i\n\n  j\n', k: ['l\nm'], n: { o: 'p\n' } },
};

/**
 * Writes documents byte for byte as cdk8s does, for those of which it knows that Kubernetes reads them as they are; cdk8s makes
 * a tree of nodes of each document first, which takes ten times as long. It knows the layout and the usual form of scalars; how
 * cdk8s writes another scalar it asks cdk8s, once.
 *
 * @see docs/decisions/0030-the-writer.md
 */
export class Emitter {
  private readonly forms = new Map<string, string | undefined>();
  private readonly keys = new Map<string, string | undefined>();
  /** The collections of a document: cdk8s writes an anchor where one stands in two places. */
  private readonly seen = new Set<object>();
  private text = '';

  /**
   * Returns an emitter that writes as a function does; undefined where that writes in another way than cdk8s does.
   *
   * @param stringify writes a document
   */
  public static like(stringify: Stringify): Emitter | undefined {
    const emitter = new Emitter(stringify);
    return emitter.textOf(EXAMPLE) === stringify(EXAMPLE) ? emitter : undefined;
  }

  private constructor(private readonly stringify: Stringify) {}

  /** The text of a document; undefined where it is not sure of the bytes, or of how they are read. */
  public textOf(document: unknown): string | undefined {
    this.text = '';
    this.seen.clear();
    const isObject = document !== null && typeof document === 'object';
    return isObject && this.addCollection(document, '\n', false) ? `${this.text}\n` : undefined;
  }

  /**
   * Adds a value to the text. False where it is not sure.
   *
   * @param line a line end, and the indent of the lines of the value
   * @param isField whether it stands behind a key, or else behind a dash: there, a collection starts on the same line
   */
  private add(value: unknown, line: string, isField: boolean): boolean {
    if (value !== null && typeof value === 'object') return this.addCollection(value, line, isField);
    const form = this.scalar(value, line);
    if (form === undefined) return false;
    this.text += isField ? ` ${form}` : form;
    return true;
  }

  private addCollection(value: object, line: string, isField: boolean): boolean {
    if (this.seen.has(value)) return false;
    this.seen.add(value);
    if (Array.isArray(value)) {
      if (value.length > 0) this.text += isField ? line : '';
      else this.text += isField ? ' []' : '[]';
      return this.addItems(value, line);
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return false; // a date, a map
    const keys = Object.keys(value);
    if (keys.length > 0) this.text += isField ? line : '';
    else this.text += isField ? ' {}' : '{}';
    return this.addFields(value as { readonly [key: string]: unknown }, keys, line);
  }

  private addItems(list: readonly unknown[], line: string): boolean {
    for (let index = 0; index < list.length; index += 1) {
      this.text += index === 0 ? '- ' : `${line}- `;
      if (!this.add(list[index], `${line}  `, false)) return false;
    }
    return true;
  }

  private addFields(map: { readonly [key: string]: unknown }, keys: readonly string[], line: string): boolean {
    let start = '';
    for (const key of keys) {
      const name = this.key(key);
      if (name === undefined) return false;
      this.text += start + name;
      if (!this.add(map[key], `${line}  `, true)) return false;
      start = line;
    }
    return true;
  }

  /** A key with its colon. */
  private key(key: string): string | undefined {
    let name = this.keys.get(key);
    if (name !== undefined || this.keys.has(key)) return name;
    if (isCertainKey(key)) name = `${this.form(key)}:`;
    remember(this.keys, key, name);
    return name;
  }

  private scalar(value: unknown, line: string): string | undefined {
    switch (typeof value) {
      case 'string':
        return value.includes('\n') ? block(value, line) : this.form(value);
      case 'number':
        // cdk8s has forms of its own for the others, such as -0 and 1e21.
        return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : this.asked(value);
      case 'boolean':
        return String(value);
      default:
        return value === null ? 'null' : undefined;
    }
  }

  /** How one line of text is written. */
  private form(text: string): string | undefined {
    let form = this.forms.get(text);
    if (form !== undefined || this.forms.has(text)) return form;
    if (PLAIN.test(text)) form = text;
    else if (isCertainText(text)) form = this.asked(text);
    remember(this.forms, text, form);
    return form;
  }

  /** How cdk8s writes a scalar; that is the same in each place. */
  private asked(scalar: unknown): string {
    return this.stringify([scalar]).slice('- '.length, -'\n'.length);
  }
}

/** Lines below a `|`, as cdk8s writes what is certain: the text starts and ends with a visible character, but for one line end. */
function block(text: string, line: string): string | undefined {
  if (!isCertainText(text)) return undefined;
  return `${text.endsWith('\n') ? '|' : '|-'}${line}${text.replace(/\n$/, '').replace(/\n(?!\n)/g, line)}`;
}

function remember<V>(known: Map<string, V>, key: string, value: V): void {
  if (key.length > LONGEST_REMEMBERED) return;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, value);
}
