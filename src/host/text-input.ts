import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { ImageKnowledge } from '../model/image-facts';
import { Manifest } from '../model/manifest';
import { lineOfPointer, nodeTextOf } from '../model/node-texts';
import { readObjects } from '../model/read-objects';
import { REMARK_MARK, type Remark } from '../model/remark';
import type { SourcePlace, Unread } from '../report/context';
import { SharedReading, type YamlDocument } from '../yaml/document';
import { readYaml } from '../yaml/read';
import { TextLines } from '../yaml/text-lines';
import type { InputFile } from './files';
import { type Placement, placeAll } from './placement';
import { giveRemarks, type Owner, remarksOutside } from './remarks';

/** Where an object stands in a file. */
export interface Place extends SourcePlace {
  readonly file: string;
  /** Number of the document in the file, from 0. */
  readonly index: number;
}

/** One text that was read. */
export interface SourceText {
  readonly file: InputFile;
  readonly text: string;
  readonly lines: TextLines;
}

/** What one file adds to an input. */
export interface Counts {
  readonly manifests: number;
  readonly unread: number;
  readonly skipped: number;
}

/** What reading a text needs to know. */
interface TextOptions {
  readonly workloadKinds?: WorkloadKind[];
  /** What is known of images. */
  readonly imageFacts?: ImageKnowledge;
  /** Whether comments can be waivers. */
  readonly comments?: boolean;
}

/** The objects of some texts. */
export class TextInput {
  public manifests: Manifest[] = [];
  public readonly unread: Unread[] = [];
  public skipped = 0;
  /** Number of characters of all texts. */
  public length = 0;
  public readonly texts = new Map<string, SourceText>();
  private readonly places = new Map<Manifest, Place>();
  private readonly shared = new SharedReading();

  public constructor(private readonly options: TextOptions) {}

  public readonly sourceOf = (manifest: Manifest) => this.places.get(manifest);
  public readonly sourceLine = (path: string, line: number) => this.texts.get(path)?.lines.line(line);

  /** Puts the objects where they go. */
  public place(placement: Placement): void {
    const before = this.manifests;
    const after = placeAll(before, placement);
    if (after === before) return;
    for (const [index, manifest] of after.entries()) {
      const own = before[index] as Manifest;
      if (own === manifest) continue;
      this.places.set(manifest, this.places.get(own) as Place);
      this.places.delete(own);
    }
    this.manifests = [...after];
  }

  /** A comment that waives nothing though it should is an error, where the policy accepts comments. */
  private refuseRemarks(remarks: readonly Remark[], { path: file }: InputFile): void {
    if (!this.options.comments) return;
    const message =
      'comment belongs to no object; write it below the --- of its document, or between the fields of its list item';
    for (const { line, column } of remarks) this.unread.push({ file, line, column, message });
  }

  /** Reads all objects of one text. */
  public add(text: string, file: InputFile): Counts {
    const ofNode = nodeTextOf(text, file.path);
    if (ofNode) return this.addNodeText(text, file, ofNode);
    const { manifests, unread, skipped } = this;
    const before = { manifests: manifests.length, unread: unread.length, skipped };
    const { documents, problems, lines } = readYaml(text, this.shared);
    this.texts.set(file.path, { file, text, lines });
    this.length += text.length;
    for (const problem of problems) unread.push({ file: file.path, ...problem });
    const options = { origin: { file: file.path }, workloadKinds: this.options.workloadKinds };
    for (const [index, document] of documents.entries()) {
      if (!file.named && isForeign(document.value, file)) {
        this.skipped += 1;
        continue;
      }
      const owners: Owner[] = [];
      for (const { pointer, manifest, problem } of readObjects(document.value, options)) {
        if (manifest) {
          manifest._imageFacts = this.options.imageFacts;
          manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
          this.places.set(manifest, { file: file.path, document, index, pointer });
          manifests.push(manifest);
          owners.push({ pointer, manifest });
        } else unread.push(unreadAt(document, file, pointer, problem ?? 'cannot be read'));
      }
      this.refuseRemarks(giveRemarks(document, owners), file);
    }
    if (text.includes(REMARK_MARK)) this.refuseRemarks(remarksOutside(documents, lines, text), file);
    return {
      manifests: manifests.length - before.manifests,
      unread: unread.length - before.unread,
      skipped: this.skipped - before.skipped,
    };
  }

  /** A text that is no YAML is one object, whose lines rules see. */
  private addNodeText(text: string, file: InputFile, json: object): Counts {
    const manifest = Manifest.fromJson(json, { origin: { file: file.path } });
    manifest._positionOf = (pointer) => ({ line: lineOfPointer(pointer), column: 1 });
    this.texts.set(file.path, { file, text, lines: new TextLines(text) });
    this.length += text.length;
    this.manifests.push(manifest);
    return { manifests: 1, unread: 0, skipped: 0 };
  }
}

function unreadAt(document: YamlDocument, { path: file }: InputFile, pointer: string, message: string): Unread {
  return { file, ...document.positionOf(pointer), pointer, message };
}

/**
 * A part of an object that kubeadm merges into a static pod, or into another object.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/cmd/kubeadm/app/util/patches/patches.go
 */
const KUBEADM_PATCH =
  /(?:^|[\\/])(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubeletconfiguration|corednsdeployment)[^\\/+]*\+(?:strategic|merge|json)\.(?:ya?ml|json)$/;

/** Whether a document is clearly not a Kubernetes object: chart values, a compose file, a list of other values. */
function isForeign(value: any, file: InputFile): boolean {
  if (KUBEADM_PATCH.test(file.path)) return true;
  if (Array.isArray(value)) return value.every((item) => isForeign(item, file) || typeof item !== 'object');
  if (/(?:^|[\\/])Chart\.yaml$/.test(file.path)) return !Object.hasOwn(value ?? {}, 'kind'); // A Helm chart file, which has an apiVersion.
  return (
    value !== null && typeof value === 'object' && !Object.hasOwn(value, 'apiVersion') && !Object.hasOwn(value, 'kind')
  );
}
