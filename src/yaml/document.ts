import { SharedTexts } from '../json/shared-texts';
import { NOT_READ, readBlocks } from './block-reader';
import { eventsIn } from './events';
import { EVENT_ID, type Event } from './js-yaml';
import { PlaceRecorder, positionsFromEvents, YamlPositions } from './positions';
import { lastAtMost, type Position, type TextLines, type TextPart } from './text-lines';

/** The text of one document, and where it is. */
export interface Chunk extends TextPart {
  readonly text: string;
}

/** One document of a YAML text, with its place in it. */
export class YamlDocument {
  public constructor(
    /** The document as plain data. */
    public readonly value: any,
    private readonly chunk: Chunk,
    private readonly lines: TextLines,
    private readonly shared: SharedReading,
    private readonly positions?: DocumentPositions,
  ) {}

  public get text(): string {
    return this.chunk.text;
  }

  public get firstLine(): number {
    return this.chunk.line;
  }

  /** The events of its text. */
  public get events(): readonly Event[] {
    return eventsIn(this.text);
  }

  /** A line of the whole text, counted from 1. */
  public line(number: number): string | undefined {
    return this.lines.line(number);
  }

  /** The comments that start with a mark, each with what stands behind it. A text that looks like a comment is none. */
  public commentsWith(mark: string): (Position & { readonly text: string })[] {
    const { text, start } = this.chunk;
    if (!text.includes(mark)) return [];
    const scalars = this.events
      .filter((event) => event.type === EVENT_ID.SCALAR)
      .filter(({ valueStart }) => valueStart >= 0);
    const starts = [0, ...scalars.map(({ valueStart }) => valueStart)];
    return [...text.matchAll(/(?<=^|\s)#[ \t]*(\S.*)$/gm)].flatMap(({ index, 1: said = '' }) => {
      const isText = index < (scalars[lastAtMost(starts, index) - 1]?.valueEnd ?? 0);
      if (!said.startsWith(mark) || isText) return [];
      return [{ ...this.lines.positionOf(start + index), text: said.slice(mark.length).trim() }];
    });
  }

  /** Where a field stands, or, if the document does not have it, the nearest thing around it. */
  public positionOf(pointer: string): Position {
    const { of, root, start } = this.positions ?? this.shared.positionsIn(this);
    return this.lines.positionOf(this.chunk.start + Math.max(of.offsetOf(root, pointer) - start, 0));
  }
}

/** The positions of a document. */
export interface DocumentPositions {
  /** The positions of the text that it was read from, alone or together with other documents. */
  readonly of: YamlPositions;
  readonly root: number;
  /** The offset of the document in that text. */
  readonly start: number;
}

/**
 * What the texts that are read together share: one string for equal ones, and the positions in documents that do not
 * keep theirs, as those of 100,000 files take too much memory. Such a document is parsed again. The last one is kept,
 * since the findings of one object follow each other; so is a list of objects, whose findings may not.
 */
export class SharedReading {
  public readonly texts = new SharedTexts();
  private last?: readonly [document: YamlDocument, positions: DocumentPositions];
  private readonly lists = new Map<YamlDocument, DocumentPositions>();

  public positionsIn(document: YamlDocument): DocumentPositions {
    if (this.last?.[0] === document) return this.last[1];
    const known = this.lists.get(document);
    const positions = known ?? { of: this.read(document), root: 0, start: 0 };
    this.last = [document, positions];
    if (isList(document.value)) this.lists.set(document, positions);
    return positions;
  }

  private read({ text }: YamlDocument): YamlPositions {
    const places = new PlaceRecorder();
    if (readBlocks(text, this.texts, places) !== NOT_READ) return new YamlPositions(places);
    return positionsFromEvents(text, eventsIn(text));
  }
}

/** Whether a document is a list of objects. */
export function isList(value: any): boolean {
  return Array.isArray(value?.items);
}
