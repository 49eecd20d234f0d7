import type { IConstruct } from 'constructs';
import { AccessGraph, type Grant } from '../../analysis/access/effective/access-graph';
import { readRequest } from '../../analysis/access/effective/asked';
import { escalationPaths, targetText } from '../../analysis/access/effective/paths';
import { accessDifference, type HeldPermission, permissionsOf } from '../../analysis/access/effective/permissions';
import { type AccessRequest, identityNamed } from '../../analysis/access/effective/request';
import { unusedGrants } from '../../analysis/access/effective/unused';
import { ineffectiveEntries } from '../../analysis/access/ineffective';
import { CLUSTER_ROLE, ROLE } from '../../analysis/access/roles';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import type { ManifestSet } from '../../model/manifest-set';
import { accessPicture } from '../../report/access/picture/graph';
import { accessPage } from '../../report/access/picture/page';
import { accessSvg } from '../../report/access/picture/svg';
import {
  hopText,
  objectText,
  permissionText,
  reasonText,
  roleRefText,
  rulePlace,
  ruleText,
  subjectText,
  unknownText,
} from '../../report/access/words';
import { joined } from '../../report/pieces';
import { synthesized } from '../synthesized';
import type {
  AccessAssumptions,
  AccessChanges,
  AccessDecision,
  AccessGrant,
  AccessPath,
  AccessQuestion,
} from './access-answers';

/**
 * Who may do what, as the roles and bindings of some manifests say. It decides as the RBAC authorizer of the API server does;
 * other authorizers, such as that of the nodes, are not part of it.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/cli.md#who-may-do-what
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 * @example
 * import { App, Chart } from 'cdk8s';
 * import * as kplus from 'cdk8s-plus-28';
 * import { Access, LockedServiceAccount } from 'cdk8s-hardened';
 *
 * const app = new App();
 * const chart = new Chart(app, 'shop', { namespace: 'shop' });
 * const account = new LockedServiceAccount(chart, 'web', { metadata: { name: 'web' } });
 * account.allow(['get'], new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' } }));
 * const access = Access.ofApp(app);
 * // allowed, with the binding and the rule in reason
 * access.can('shop/web', 'get', 'configmaps', { namespaceName: 'shop', name: 'settings' });
 * // one permission: get configmaps settings in shop
 * access.permissions('shop/web');
 */
export class Access {
  /**
   * Returns who may do what in an app. It synthesizes the charts, and throws where they are refused.
   *
   * @param app the app
   * @param assumptions what is taken for granted of the cluster; default: its ClusterRoles, and no bindings
   */
  public static ofApp(app: IConstruct, assumptions: AccessAssumptions = {}): Access {
    return new Access(synthesized(app), assumptions);
  }

  /**
   * Returns who may do what by some manifests.
   *
   * @param manifests the manifests
   * @param assumptions what is taken for granted of the cluster; default: its ClusterRoles, and no bindings
   */
  public static ofManifests(manifests: ManifestSet, assumptions: AccessAssumptions = {}): Access {
    return new Access(manifests, assumptions);
  }

  private readonly graph: AccessGraph;

  private constructor(
    private readonly objects: ManifestSet,
    { kubernetesVersion = NEWEST_VERSION, defaultBindings = false }: AccessAssumptions,
  ) {
    this.graph = AccessGraph.of(objects, {
      kubernetesVersion: `1.${minorVersion(kubernetesVersion)}`,
      withDefaultBindings: defaultBindings,
    });
  }

  /** Returns each rule that each binding grants to each of its subjects. `unknown()` has bindings whose role is not there. */
  public list(): AccessGrant[] {
    return this.graph.bindings.flatMap((bound) =>
      bound.grantees.flatMap((grantee) =>
        (this.graph.rulesOf(bound) ?? []).map((rule) => written({ ...bound, ...rule, grantee })),
      ),
    );
  }

  /**
   * Returns each single permission of a subject and its groups, in the order of their texts, as
   * `get configmaps settings in shop`, `list deployments.apps in the whole cluster` or `get /healthz`. A `*` is that of a rule.
   *
   * @param subject a ServiceAccount, as `shop/web`, or the name of a user
   * @param groups groups of the user; default: those that the API server gives
   */
  public permissions(subject: string, groups?: string[]): string[] {
    const grants = [...this.graph.grantsOf(identityNamed(subject, groups))];
    return [...new Set(grants.flatMap(permissionsOf).map(permissionText))].sort();
  }

  /**
   * Returns who may make a request: users, groups and ServiceAccounts that bindings name, each with the binding and the first
   * rule that allows it. The group `system:masters` may do everything, and is not listed. Throws for a text that is no
   * resource.
   *
   * @param verb verb, such as `get`
   * @param resource `RESOURCE[.GROUP][/SUBRESOURCE]`, such as `deployments.apps/scale`, or a path such as `/healthz`
   * @param question namespace, name and subresource; default: a request without a name in the whole cluster
   */
  public whoCan(verb: string, resource: string, question: AccessQuestion = {}): AccessGrant[] {
    return this.graph.whoCan(this.request(verb, resource, question)).map(written);
  }

  /**
   * Whether a subject may make a request, and why. Throws for a text that is no resource.
   *
   * @param subject a ServiceAccount, as `shop/web`, or the name of a user
   * @param verb verb, such as `get`
   * @param resource `RESOURCE[.GROUP][/SUBRESOURCE]`, such as `deployments.apps/scale`, or a path such as `/healthz`
   * @param question namespace, name, subresource and groups; default: a request without a name in the whole cluster
   */
  public can(subject: string, verb: string, resource: string, question: AccessQuestion = {}): AccessDecision {
    const identity = identityNamed(subject, question.groups);
    const decision = this.graph.decide(identity, this.request(verb, resource, question));
    return { allowed: decision.allowed, reason: reasonText(decision) };
  }

  /**
   * Returns the shortest way from each workload that has a token to each target that it reaches: cluster-admin, a node, secrets,
   * everything in a namespace, another account with permissions. The accounts of the cluster's own parts count as steps.
   */
  public paths(): AccessPath[] {
    return escalationPaths(this.objects, this.graph.assumed.kubernetesVersion).map(({ workload, target, hops }) => ({
      workload: workload.workload,
      target: targetText(target),
      steps: hops.map(hopText),
    }));
  }

  /**
   * Returns what changes from this state to a later one, by subject. What another rule gives as well is no change.
   *
   * @param later the later state
   */
  public diff(later: Access): AccessChanges {
    const { added, removed } = accessDifference(this.graph, later.graph);
    return { widens: added.length > 0, added: added.map(heldText), removed: removed.map(heldText) };
  }

  /** Returns a sentence for each binding whose role is not among the manifests, so that what it allows is unknown. */
  public unknown(): string[] {
    return this.graph.bindings.filter((bound) => this.graph.rulesOf(bound) === undefined).map(unknownText);
  }

  /**
   * Returns a sentence for each entry of a role that can never match a request, such as `pods/*`, or `deletecollection` in a rule with
   * names.
   */
  public ineffective(): string[] {
    return [ROLE, CLUSTER_ROLE]
      .flatMap((kind) => this.objects.ofType(kind))
      .flatMap((role) =>
        ineffectiveEntries(role, this.objects).map(
          ({ pointer, message }) => `${objectText(role)} ${pointer}: ${message}`,
        ),
      );
  }

  /**
   * Returns a sentence for each binding for accounts of which no workload has a token, and for each role that no binding names and
   * no role aggregates. Without workloads, bindings are not reported.
   */
  public unused(): string[] {
    return unusedGrants(this.objects).map(({ manifest, why }) => `${objectText(manifest)}: ${why}`);
  }

  /** Draws a picture (SVG): workloads, their accounts, bindings, roles, and what these allow. */
  public toSvg(): string {
    return joined(accessSvg(accessPicture(this.graph, this.objects), this.unknown()));
  }

  /** Writes a page (HTML) with the picture, and its lines as a table. It needs nothing else. */
  public toHtml(): string {
    return joined(accessPage(accessPicture(this.graph, this.objects), this.unknown()));
  }

  private request(
    verb: string,
    resource: string,
    { name, namespaceName: namespace, subresource }: AccessQuestion,
  ): AccessRequest {
    return readRequest(verb, resource, { name, namespace, subresource }, this.objects).request;
  }
}

function written(grant: Grant): AccessGrant {
  const { binding, grantee, namespace, rule } = grant;
  return {
    ...{
      subject: subjectText(grantee),
      namespaceName: namespace,
      binding: objectText(binding),
      role: roleRefText(binding),
    },
    ...{ rule: rulePlace(grant), allows: ruleText(rule) },
  };
}

function heldText({ grantee, permission }: HeldPermission): string {
  return `${subjectText(grantee)}: ${permissionText(permission)}`;
}
