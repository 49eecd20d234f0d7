import { posix } from 'node:path';
import { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { plainJson } from '../../aspects/plain-json';
import { watch } from '../../aspects/synth';
import { Texts } from '../../aspects/texts';
import { pathOf } from '../construct-tree';

/** The nodes of a cluster that a file is for. */
export enum NodeRole {
  /** Nodes of the control plane. */
  CONTROL_PLANE = 'control plane',
  /** Nodes without the control plane. */
  WORKER = 'worker',
  /** All nodes. */
  EVERY = 'every node',
}

/** Where a file of a node is written. */
export interface NodeFilePlacement {
  /**
   * Folder in the output of the app, below which the file has the path that it has on the node. Give each cluster of an app
   * its own.
   *
   * @default 'cluster'
   */
  readonly folder?: string;
}

/** Options of a `NodeFile`. */
export interface NodeFileProps extends NodeFilePlacement {
  /** Absolute path on the node, such as `/etc/kubernetes/hardening/audit-policy.yaml`. */
  readonly path: string;
  /** Content of the file. */
  readonly text: string;
  /**
   * Mode of the file on the node.
   *
   * @default '0600'
   */
  readonly mode?: string;
  /**
   * The nodes that need the file.
   *
   * @default NodeRole.CONTROL_PLANE
   */
  readonly nodes?: NodeRole;
}

const FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * A file of a node, such as the audit policy of the API server. It is no object of Kubernetes: `kubectl apply` never gets it,
 * and it has no `metadata`. `app.synth()` writes it below `cluster/` in the output of the app, with the path that it has on the
 * node, and lists it in `cluster/SHA256SUMS`.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/cluster.md
 * @example
 * import { App } from 'cdk8s';
 * import { NodeFile, NodeRole } from 'cdk8s-hardened';
 *
 * const app = new App();
 * new NodeFile(app, 'journal', {
 *   path: '/etc/systemd/journald.conf.d/persistent.conf',
 *   text: '[Journal]\nStorage=persistent\n',
 *   mode: '0644',
 *   nodes: NodeRole.EVERY,
 * });
 */
export class NodeFile extends Construct {
  /** Absolute path on the node. */
  public readonly path: string;
  /** Mode of the file on the node, such as `0600`. Its owner is `root`. */
  public readonly mode: string;
  /** The nodes that need the file. */
  public readonly nodes: NodeRole;
  /** Folder in the output of the app. */
  public readonly folder: string;
  private readonly given: string;
  private isPartOfAnother = false;

  /**
   * Throws if the path is not absolute, if others than its owner may write the file, or if the text has a private key.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: NodeFileProps) {
    const { path, text, mode = '0600', nodes = NodeRole.CONTROL_PLANE, folder = 'cluster' } = props;
    const problem = pathProblem(path) ?? modeProblem(mode) ?? folderProblem(folder) ?? secretProblem(text);
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    watch(this.node.root);
    this.path = path;
    this.mode = mode;
    this.nodes = nodes;
    this.folder = folder;
    this.given = text;
  }

  /** Content of the file. */
  public get text(): string {
    return this._text();
  }

  /** @internal */
  public _text(): string {
    return this.given;
  }

  /**
   * The content becomes a part of another file: this one is not written.
   *
   * @internal
   */
  public _becomePart(): void {
    this.isPartOfAnother = true;
  }

  /** @internal */
  public _nodeFile() {
    const { folder, path } = this;
    return this.isPartOfAnother ? undefined : { folder, path, text: () => this.text };
  }
}

/** The documents of a file as YAML, which is read back. A field that is undefined is left out. */
export function yamlOf(...documents: readonly object[]): string {
  return new Texts([]).of(documents.map((document) => plainJson(withoutUndefined(document))));
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(fields.map(([key, each]) => [key, withoutUndefined(each)]));
}

function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return `has the path "${path}"; begin it with "/"`;
  if (posix.normalize(path) !== path || path.endsWith('/') || !/^[\x21-\x7e]+$/.test(path) || path.includes('\\'))
    return `has the path "${path}"; write the path of a file without "..", "//" and blanks`;
  return posix.dirname(path) === '/' ? `has the path "${path}"; put it in a folder` : undefined;
}

function modeProblem(mode: string): string | undefined {
  if (!/^0[0-7]{3}$/.test(mode)) return `has the mode "${mode}"; write it as "0600"`;
  return (Number.parseInt(mode, 8) & 0o022) === 0
    ? undefined
    : `has the mode "${mode}", with which others than its owner may write it; use "0600" or "0644"`;
}

function folderProblem(folder: string): string | undefined {
  return FOLDER.test(folder) ? undefined : `has the folder "${folder}"; write one name, such as "cluster"`;
}

function secretProblem(text: string): string | undefined {
  return PRIVATE_KEY.test(text)
    ? 'has a private key in its text, which would be committed; make the key on the node'
    : undefined;
}
