import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { Report } from '../engine/report';
import { atLeastAsSevere } from '../engine/severity';
import type { SingleWaiver, Waiver } from '../engine/waivers/waiver';
import { addTo } from '../json/group-by';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import { groupOf } from '../kubernetes/workload-kinds';

/** Days for which a suggested waiver lasts, if the profile does not allow fewer. */
const LIFETIME = 90;

/** A waiver that would let a finding stand, without a reason; or why there can be none. */
export type Suggestion = { readonly waiver: SingleWaiver } | { readonly refused: string };

/** A waiver for several findings with the same target. */
export interface SuggestedWaiver {
  readonly waiver: Omit<Waiver, 'rule' | 'rules'>;
  readonly findings: readonly Finding[];
}

/**
 * Writes the waivers that would let the findings of a report stand, as narrow as a waiver can be: each names its object
 * and container, and its field where the rule finds several in them. The reason is empty, so that it is refused until
 * written.
 */
export class WaiverSuggestions {
  private readonly expires: string;
  private readonly api: KubernetesApi;
  /** The fields that a rule finds in one container or object. */
  private readonly fields = new Map<string, Set<string>>();
  /** The API groups of the objects that have a kind and a name in common. */
  private readonly groups = new Map<string, Set<string>>();
  private readonly severities = new Map<string, Finding['severity']>();

  public constructor(
    report: Report,
    private readonly profile: Profile,
    today: string,
  ) {
    const days = Math.min(LIFETIME, profile.waiverPolicy.maxLifetimeDays ?? LIFETIME);
    this.expires = new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    this.api = KubernetesApi.of(report.kubernetesVersion);
    for (const finding of report._each.findings) {
      const { objectRef, pointer, severity } = finding;
      this.severities.set(placeOf(finding), severity);
      added(this.fields, partOf(finding), pointer);
      added(this.groups, nameOf(finding), groupOf(objectRef.apiVersion));
    }
  }

  /** The waiver of a finding. What follows from it needs none of its own. */
  public of(finding: Finding): Suggestion {
    const { rule, objectRef, container, pointer } = finding;
    const { kind, name, apiVersion } = objectRef;
    const refused = this.refusal(rule, this.severities.get(placeOf(finding)) ?? finding.severity);
    if (refused !== undefined) return { refused };
    if (name === '') return { refused: 'the object has no name' };
    const isCluster = this.api.scopeOf(apiVersion, kind) === 'cluster';
    const isOneOfGroups = (this.groups.get(nameOf(finding))?.size ?? 0) > 1;
    const isOneOfFields = (this.fields.get(partOf(finding))?.size ?? 0) > 1;
    const waiver: SingleWaiver = {
      ...{ rule, kind },
      ...(isOneOfGroups && { apiGroup: groupOf(apiVersion) }),
      ...(objectRef.namespaceName !== undefined && !isCluster && { namespaceName: objectRef.namespaceName }),
      name,
      ...(container !== undefined && { container }),
      ...(isOneOfFields && { pointer }),
      ...{ reason: '', expires: this.expires },
      ...(this.profile.waiverPolicy.ticketPattern !== undefined && { ticket: '' }),
    };
    return { waiver };
  }

  /** What follows from a finding, and is not covered by a waiver of it. */
  public uncovered({ related = [] }: Finding): readonly Finding[] {
    return related.filter(({ rule, severity }) => this.refusal(rule, severity) !== undefined);
  }

  /** The waivers of some findings, one for all rules with the same target. */
  public grouped(findings: Iterable<Finding>): {
    waivers: SuggestedWaiver[];
    refused: { finding: Finding; why: string }[];
  } {
    const groups = new Map<string, Finding[]>();
    const refused: { finding: Finding; why: string }[] = [];
    const waivers = new Map<string, SuggestedWaiver['waiver']>();
    for (const finding of findings) {
      const suggestion = this.of(finding);
      if ('refused' in suggestion) {
        refused.push({ finding, why: suggestion.refused });
        continue;
      }
      const { rule: _, ...waiver } = suggestion.waiver;
      const key = JSON.stringify(waiver);
      waivers.set(key, waiver);
      addTo(groups, key, finding);
    }
    return {
      waivers: [...groups].map(([key, all]) => ({ waiver: waivers.get(key) as Waiver, findings: all })),
      refused,
    };
  }

  /** Why findings of a rule and a severity cannot be waived. */
  private refusal(rule: string, severity: Finding['severity']): string | undefined {
    const { maxSeverity } = this.profile.waiverPolicy;
    if (!this.profile.allowsWaiverOf(rule)) return 'the policy does not let this rule be waived';
    return maxSeverity !== undefined && !atLeastAsSevere(maxSeverity, severity)
      ? `the policy lets ${maxSeverity} be waived at most, and this is ${severity}`
      : undefined;
  }
}

function added(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

function nameOf({ objectRef: { kind, namespaceName, name } }: Finding): string {
  return JSON.stringify([kind, namespaceName, name]);
}

function partOf(finding: Finding): string {
  return JSON.stringify([nameOf(finding), groupOf(finding.objectRef.apiVersion), finding.rule, finding.container]);
}

function placeOf(finding: Finding): string {
  return JSON.stringify([partOf(finding), finding.pointer]);
}
