import { addTo } from '../../../json/group-by';
import { NEWEST_VERSION } from '../../../kubernetes/kubernetes-version';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../roles';
import { type Grantee, granteeOf, subjectsOf } from '../subjects';
import { type AccessRequest, allowsRequest, type Identity, MASTERS } from './request';
import { type RoleRule, rulesGrantedBy } from './role-rules';
import { type ClusterAssumptions, worldOf } from './world';

/** A binding with what the analysis needs of it. */
export interface Bound {
  readonly binding: Manifest;
  /** The namespace that it grants in; absent: the whole cluster. */
  readonly namespace?: string;
  /** Users and groups, by their names in the API server. */
  readonly grantees: readonly Grantee[];
}

/** One rule that one binding grants to one subject. */
export interface Grant extends RoleRule {
  readonly binding: Manifest;
  readonly grantee: Grantee;
  /** The namespace in which it is granted; absent: the whole cluster. */
  readonly namespace?: string;
}

/** The answer to one request. */
export interface Decision {
  readonly allowed: boolean;
  /** What allows it. Absent where nothing does, and for the group that the API server never refuses. */
  readonly grant?: Grant;
  /** Bindings that may allow it: their role is not among the manifests. Empty where it is allowed. */
  readonly unknown: readonly Bound[];
}

const DEFAULTS: ClusterAssumptions = { kubernetesVersion: NEWEST_VERSION, withDefaultBindings: false };

/** Who may do what by the roles and bindings of a set, as the authorizer of the API server decides. */
export class AccessGraph {
  /** Returns the graph of a set, which is made once for each version. */
  public static of(all: ManifestSet, assumed: Partial<ClusterAssumptions> = {}): AccessGraph {
    const whole = { ...DEFAULTS, ...assumed };
    return all._analysis(`access ${JSON.stringify([whole.kubernetesVersion, whole.withDefaultBindings])}`, () => {
      return new AccessGraph(worldOf(all, whole), whole);
    });
  }

  /** The bindings: those for the whole cluster first, as the authorizer asks them first. */
  public readonly bindings: readonly Bound[];
  private readonly bySubject = new Map<string, Bound[]>();
  private readonly order: ReadonlyMap<Bound, number>;

  private constructor(
    private readonly world: ManifestSet,
    public readonly assumed: ClusterAssumptions,
  ) {
    this.bindings = [CLUSTER_ROLE_BINDING, ROLE_BINDING].flatMap((kind) => world.ofType(kind).map(boundOf));
    this.order = new Map(this.bindings.map((bound, index) => [bound, index]));
    for (const bound of this.bindings) {
      const keys = new Set(bound.grantees.map(keyOf));
      for (const key of keys) addTo(this.bySubject, key, bound);
    }
  }

  /** Returns the users and groups that bindings name, in the order in which they are first named. */
  public get grantees(): Grantee[] {
    const found = new Map<string, Grantee>();
    for (const { grantees } of this.bindings) for (const each of grantees) found.set(keyOf(each), each);
    return [...found.values()];
  }

  /** Returns the rules that a binding grants; undefined if its role is unknown. */
  public rulesOf({ binding }: Bound): readonly RoleRule[] | undefined {
    return rulesGrantedBy(binding, this.world);
  }

  /** Returns each rule that each binding grants to a user or one of its groups. */
  public *grantsOf(identity: Identity): Generator<Grant> {
    for (const { bound, grantee } of this.boundTo(identity)) {
      for (const rule of this.rulesOf(bound) ?? []) yield grantOf(bound, grantee, rule);
    }
  }

  /** Returns what bindings grant to one user or group that they name, without what its groups have. */
  public *grantsTo(grantee: Grantee): Generator<Grant> {
    for (const bound of this.bySubject.get(keyOf(grantee)) ?? []) {
      for (const rule of this.rulesOf(bound) ?? []) yield grantOf(bound, grantee, rule);
    }
  }

  /** Returns the bindings of a user and its groups whose role is not known. */
  public unknownFor(identity: Identity): Bound[] {
    return this.boundTo(identity)
      .map(({ bound }) => bound)
      .filter((bound) => this.rulesOf(bound) === undefined);
  }

  /** Decides one request. */
  public decide(identity: Identity, request: AccessRequest): Decision {
    if (identity.groups.includes(MASTERS)) return { allowed: true, unknown: [] };
    const unknown = new Set<Bound>();
    for (const { bound, grantee } of this.boundTo(identity)) {
      if (!reaches(bound, request)) continue;
      const rule = this.allowing(bound, request);
      if (rule === undefined && this.rulesOf(bound) === undefined) unknown.add(bound);
      if (rule) return { allowed: true, grant: grantOf(bound, grantee, rule), unknown: [] };
    }
    return { allowed: false, unknown: [...unknown] };
  }

  /** Returns who may make a request: for each binding and each subject of it the first rule that allows it. */
  public whoCan(request: AccessRequest): Grant[] {
    const known = new Map<readonly RoleRule[], RoleRule | undefined>();
    const found: Grant[] = [];
    for (const bound of this.bindings) {
      const rules = reaches(bound, request) ? this.rulesOf(bound) : undefined;
      if (!rules) continue;
      if (!known.has(rules)) known.set(rules, firstAllowing(rules, request));
      const rule = known.get(rules);
      if (rule) found.push(...distinct(bound.grantees).map((grantee) => grantOf(bound, grantee, rule)));
    }
    return found;
  }

  /** Returns the bindings that may allow a request to their subjects, as their role is not known. */
  public unknownFrom(request: AccessRequest): Bound[] {
    return this.bindings.filter((bound) => reaches(bound, request) && this.rulesOf(bound) === undefined);
  }

  private allowing(bound: Bound, request: AccessRequest): RoleRule | undefined {
    return firstAllowing(this.rulesOf(bound) ?? [], request);
  }

  /** Returns the bindings of a user and its groups in their order, each with the first of its subjects that is meant. */
  private boundTo({ user, groups }: Identity): { readonly bound: Bound; readonly grantee: Grantee }[] {
    const keys = new Set([{ kind: 'User', name: user } as Grantee, ...groups.map(groupNamed)].map(keyOf));
    const found = new Set([...keys].flatMap((key) => this.bySubject.get(key) ?? []));
    const ordered = [...found].sort((one, other) => (this.order.get(one) ?? 0) - (this.order.get(other) ?? 0));
    return ordered.map((bound) => ({
      bound,
      grantee: bound.grantees.find((each) => keys.has(keyOf(each))) as Grantee,
    }));
  }
}

function firstAllowing(rules: readonly RoleRule[], request: AccessRequest): RoleRule | undefined {
  return rules.find(({ rule }) => allowsRequest(rule, request));
}

/** Whether a binding is asked about a request: one of a namespace grants nothing elsewhere, and no paths. */
function reaches({ namespace }: Bound, request: AccessRequest): boolean {
  return namespace === undefined || (!('path' in request) && request.namespace === namespace);
}

function boundOf(binding: Manifest): Bound {
  const namespace = binding.groupKind === ROLE_BINDING ? binding.effectiveNamespace : undefined;
  const grantees = subjectsOf(binding).flatMap((subject) => granteeOf(subject, binding) ?? []);
  return { binding, namespace, grantees };
}

function grantOf({ binding, namespace }: Bound, grantee: Grantee, rule: RoleRule): Grant {
  return { binding, namespace, grantee, ...rule };
}

function groupNamed(name: string): Grantee {
  return { kind: 'Group', name };
}

function distinct(grantees: readonly Grantee[]): Grantee[] {
  return [...new Map(grantees.map((each) => [keyOf(each), each])).values()];
}

function keyOf({ kind, name }: Grantee): string {
  return `${kind} ${name}`;
}
