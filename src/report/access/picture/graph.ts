import { AccessGraph, type Bound, type Grant } from '../../../analysis/access/effective/access-graph';
import { workloadAccounts } from '../../../analysis/access/effective/account-index';
import { type Identity, identityOf } from '../../../analysis/access/effective/request';
import { escalationsOf } from '../../../analysis/access/escalation';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import { type Grantee, userNameOf } from '../../../analysis/access/subjects';
import type { ManifestSet } from '../../../model/manifest-set';
import { count } from '../../object-name';
import { objectText, roleRefText, ruleText, subjectOf, subjectText } from '../words';

/** What a node of the picture stands for, in the order of the columns. */
export type AccessNodeKind = 'workload' | 'subject' | 'binding' | 'role' | 'rule';

export interface AccessNode {
  readonly kind: AccessNodeKind;
  readonly label: string;
  readonly note: string;
  /** Whether it gives its holder more permissions, or is unknown. Default: no. */
  readonly mark?: 'danger' | 'unknown';
}

export interface AccessEdge {
  /** Indexes of nodes. */
  readonly source: number;
  readonly target: number;
  /** Whether the workload has no token of its account, so that the line leads nowhere. Default: no. */
  readonly isIdle?: boolean;
}

/** What the picture shows: who holds what, through which binding and role. */
export interface AccessPicture {
  readonly nodes: readonly AccessNode[];
  readonly edges: readonly AccessEdge[];
  /** Why it shows less than there is. Default: it shows all. */
  readonly note?: string;
}

const MOST_RULES = 5;
/** A picture of more is not readable. */
const MOST_NODES = 300;

/** Returns what a report shows of a set; undefined if it has no binding. */
export function accessPictureOf(all: ManifestSet): AccessPicture | undefined {
  const bindings = [ROLE_BINDING, CLUSTER_ROLE_BINDING].flatMap((kind) => all.ofType(kind));
  return bindings.length === 0 ? undefined : accessPicture(AccessGraph.of(all), all);
}

/** Returns the picture of a graph, or of what one user and its groups have. Without the rules if it is too large with them. */
export function accessPicture(graph: AccessGraph, all: ManifestSet, identity?: Identity): AccessPicture {
  const whole = new Drawing(graph, all, identity, true).picture;
  if (whole.nodes.length <= MOST_NODES) return whole;
  const short = new Drawing(graph, all, identity, false).picture;
  const why = `${count(whole.nodes.length, 'part')} are too many for one picture`;
  if (short.nodes.length <= MOST_NODES) return { ...short, note: `${why}: the rules of the roles are left out` };
  return { nodes: [], edges: [], note: why };
}

class Drawing {
  private readonly nodes: AccessNode[] = [];
  private readonly edges = new Map<string, AccessEdge>();
  private readonly indexes = new Map<string, number>();

  public constructor(
    private readonly graph: AccessGraph,
    private readonly all: ManifestSet,
    private readonly identity: Identity | undefined,
    private readonly hasRules: boolean,
  ) {
    for (const bound of graph.bindings) this.bind(bound);
    this.addWorkloads();
  }

  public get picture(): AccessPicture {
    return { nodes: this.nodes, edges: [...this.edges.values()] };
  }

  private bind(bound: Bound): void {
    const grantees = bound.grantees.filter((each) => this.isShown(each));
    if (grantees.length === 0) return;
    const { binding, namespace } = bound;
    const where = namespace === undefined ? 'in the whole cluster' : `in ${namespace}`;
    const index = this.node({ kind: 'binding', label: objectText(binding), note: where });
    for (const grantee of grantees) this.edge(this.subject(grantee), index);
    this.edge(index, this.role(bound));
  }

  private role(bound: Bound): number {
    const rules = this.graph.rulesOf(bound);
    const label = roleRefText(bound.binding);
    if (rules === undefined)
      return this.node({ kind: 'role', label, note: 'not among the manifests', mark: 'unknown' });
    const index = this.node({ kind: 'role', label, note: count(rules.length, 'rule') });
    if (!this.hasRules) return index;
    const nodes = rules.map((each) => this.ruleNode(each, bound.namespace));
    const shown = [...nodes.filter(({ mark }) => mark), ...nodes.filter(({ mark }) => !mark)];
    for (const each of shown.slice(0, MOST_RULES)) this.edge(index, this.node(each));
    const more = shown.length - MOST_RULES;
    if (more > 0) this.edge(index, this.node({ kind: 'rule', label: `and ${more} more`, note: `of ${label}` }));
    return index;
  }

  private ruleNode({ rule }: Pick<Grant, 'rule'>, namespace: string | undefined): AccessNode {
    const found = escalationsOf(rule, this.graph.assumed.kubernetesVersion).find(
      ({ opens, isClusterScoped }) => opens !== undefined && (namespace === undefined || !isClusterScoped),
    );
    const label = ruleText(rule);
    return found
      ? { kind: 'rule', label, note: `may ${found.does}`, mark: 'danger' }
      : { kind: 'rule', label, note: '' };
  }

  private addWorkloads(): void {
    for (const { workload, account, holdsToken } of workloadAccounts(this.all)) {
      const [namespace = '', name = ''] = account.split('/');
      const { user, groups } = identityOf(userNameOf(namespace, name));
      const own = { kind: 'User' as const, name: user };
      const holders = [own, ...groups.map((group) => ({ kind: 'Group' as const, name: group }))]
        .map((grantee) => this.indexes.get(keyOf('subject', subjectText(grantee))))
        .filter((index) => index !== undefined);
      if (holders.length === 0) continue;
      const [, label = workload, kind = ''] = /^(.*)\[([^[]*)\]$/.exec(workload) ?? [];
      const index = this.node({ kind: 'workload', label, note: holdsToken ? kind : `${kind} · has no token` });
      for (const holder of holders) this.edge(index, holder, !holdsToken);
    }
  }

  private subject(grantee: Grantee): number {
    const { kind } = subjectOf(grantee);
    return this.node({ kind: 'subject', label: subjectText(grantee), note: kind === 'ServiceAccount' ? '' : kind });
  }

  private isShown({ kind, name }: Grantee): boolean {
    if (!this.identity) return true;
    return kind === 'User' ? name === this.identity.user : this.identity.groups.includes(name);
  }

  /** Nodes of one kind with one name are one node. */
  private node(node: AccessNode): number {
    const key = keyOf(node.kind, node.kind === 'rule' ? `${node.label} ${node.note}` : node.label);
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    this.indexes.set(key, this.nodes.length);
    return this.nodes.push(node) - 1;
  }

  private edge(source: number, target: number, isIdle = false): void {
    const key = `${source} ${target}`;
    if (!this.edges.has(key)) this.edges.set(key, isIdle ? { source, target, isIdle } : { source, target });
  }
}

function keyOf(kind: AccessNodeKind, name: string): string {
  return `${kind} ${name}`;
}
