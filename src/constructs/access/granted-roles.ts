import { isDeepStrictEqual } from 'node:util';
import { ApiObject, Lazy } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Aspects } from '../../aspects/aspects';
import { recordCreation } from '../../aspects/creation-site';
import { HardeningChecks } from '../../aspects/hardening-checks';
import { type AppPolicy, policyOver } from '../../aspects/hardening-policy';
import type { SynthAspect } from '../../aspects/synth-aspect';
import { Waivers } from '../../aspects/waivers';
import { checkKeys } from '../../engine/waivers/terms';
import { perRule, type SingleWaiver, type WaiverTerms } from '../../engine/waivers/waiver';
import { ofRoot, removeNamespace } from '../construct-tree';
import { accessProfile, dangersIn, dangersInObject, type Grant, RBAC } from './grant-check';
import type { GrantTerms } from './grant-options';
import { acceptsFindings, FIRST_RULE, recordTerms, waiversFor } from './grant-terms';

/** One role with its binding, and what it allows. */
interface GrantedRole {
  readonly role: ApiObject;
  readonly grants: Grant[];
  /** The waivers of a grant, by its text; their pointers are those of a first rule. */
  readonly waivers: Map<string, WaiverTerms[]>;
}

const CHECKS = Symbol.for('cdk8s-hardened.access');

/** From now on, what a construct makes is judged by the rules about RBAC, also without `HardeningChecks` on the app. */
export function judgeAccess(construct: IConstruct): void {
  const make = () => HardeningChecks._own({ by: 'its accounts and roles', profile: accessProfile });
  Aspects.of(construct).add(ofRoot(construct, CHECKS, make));
}

/** Creates an object of the RBAC group; without a namespace, one of the cluster. */
export function rbacObject(
  scope: IConstruct,
  id: string,
  kind: string,
  { namespace, ...content }: { readonly namespace?: string; readonly [field: string]: unknown },
): ApiObject {
  const metadata = namespace === undefined ? {} : { namespace };
  const object = new ApiObject(scope as any, id, { apiVersion: `${RBAC}/v1`, kind, metadata, ...content });
  recordCreation(object, rbacObject, 8); // the call of the grant
  if (namespace === undefined) removeNamespace(object);
  return object;
}

/**
 * The roles of an account: one Role with a RoleBinding in each namespace, and one ClusterRole with a ClusterRoleBinding. Their
 * rules are computed at synth, in an order that does not depend on that of the calls.
 */
export class GrantedRoles {
  private readonly roles = new Map<string | undefined, GrantedRole>();

  public constructor(private readonly account: kplus.ServiceAccount) {}

  /** Whether anything is granted. */
  public get isEmpty(): boolean {
    return this.roles.size === 0;
  }

  /** Adds a grant in a namespace, or in all of them. */
  public add(namespace: string | undefined, grant: Grant, terms: GrantTerms): void {
    const entry = this.roles.get(namespace) ?? this.create(namespace);
    const key = textOf(grant);
    if (!entry.grants.some((each) => textOf(each) === key)) entry.grants.push(grant);
    const policy = policyOver(this.account);
    const findings = acceptsFindings(terms) ? dangersIn([grant], namespace, policy) : [];
    const known = entry.waivers.get(key) ?? [];
    const added = waiversFor(terms, findings);
    for (const waiver of added) checkKeys(waiver);
    const isKnown = (waiver: WaiverTerms) => known.some((each) => isDeepStrictEqual(each, waiver));
    entry.waivers.set(key, [...known, ...added.filter((waiver) => !isKnown(waiver))]);
    const { verbs, resources = [], nonResourceURLs = [], resourceNames } = grant;
    const objects =
      [...resources, ...nonResourceURLs].join(', ') + (resourceNames ? ` ${resourceNames.join(', ')}` : '');
    recordTerms(entry.role, `${verbs.join(', ')} on ${objects}`, terms, findings);
  }

  private create(namespace: string | undefined): GrantedRole {
    const prefix = namespace === undefined ? 'Cluster' : '';
    const suffix = namespace === undefined || namespace === this.account.metadata.namespace ? '' : `-${namespace}`;
    const grants: Grant[] = [];
    const role = rbacObject(this.account, `${prefix}Role${suffix}`, `${prefix}Role`, {
      namespace,
      rules: Lazy.any({ produce: () => sorted(grants) }),
    });
    rbacObject(this.account, `${prefix}RoleBinding${suffix}`, `${prefix}RoleBinding`, {
      namespace,
      ...bindingOf(this.account, `${prefix}Role`, role.name),
    });
    if (this.isEmpty) judgeAccess(this.account);
    const entry = { role, grants, waivers: new Map<string, WaiverTerms[]>() };
    this.roles.set(namespace, entry);
    Aspects.of(role).add(new WaiversOfGrants(entry));
    return entry;
  }
}

/** The reference to a role, and an account as the complete subject. */
export function bindingOf({ name, metadata }: kplus.ServiceAccount, kind: string, role: string) {
  return {
    roleRef: { apiGroup: RBAC, kind, name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: metadata.namespace }],
  };
}

/** Waives what rules find in a binding, if its terms do; or records why it is there. */
export function acceptBinding(binding: ApiObject, what: string, terms: GrantTerms, policy: AppPolicy): void {
  const findings = acceptsFindings(terms) ? dangersInObject(binding.toJson(), policy) : [];
  if (findings.length > 0) Waivers.of(binding).add(...waiversFor(terms, findings));
  recordTerms(binding, what, terms, findings);
}

/** Carries the waivers of a role's grants into the synth, each at the place that its grant has then. */
class WaiversOfGrants implements SynthAspect {
  public readonly _idleVisit = WaiversOfGrants.prototype.visit;

  public constructor(private readonly entry: GrantedRole) {}

  public get _waivers(): readonly SingleWaiver[] {
    const { grants, role, waivers } = this.entry;
    const construct = role.node.path;
    return sorted(grants).flatMap((grant, index) =>
      perRule(
        (waivers.get(textOf(grant)) ?? []).map((terms) => ({
          ...terms,
          construct,
          pointer: terms.pointer?.replace(FIRST_RULE, `/rules/${index}`),
        })),
      ),
    );
  }

  public visit(_node: IConstruct): void {}
}

/** Orders grants, so that the order of the calls does not matter. */
function sorted(grants: readonly Grant[]): Grant[] {
  return [...grants].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function textOf(grant: Grant): string {
  return JSON.stringify(grant);
}
