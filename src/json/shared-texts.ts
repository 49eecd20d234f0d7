/** Longer texts are seldom equal. */
const LONGEST = 200;
const MOST = 10_000;

/** Gives one string for equal texts, so that 100,000 objects do not each have their own copy of a kind, a label or a message. */
export class SharedTexts {
  private readonly texts = new Map<string, string>();

  public of(text: string): string {
    if (text.length > LONGEST) return text;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size === MOST) this.texts.clear();
    this.texts.set(text, text);
    return text;
  }
}
