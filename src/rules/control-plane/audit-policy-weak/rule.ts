import { AuditLevel, type AuditRule, auditRuleOf, decidingRule } from '../../../analysis/cluster/audit-policy';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';
import { CREDENTIALS, EVENTS, type Probe } from './probes';

/** Without these stages the outcome of a request is not logged. */
const NEEDED_STAGES = ['ResponseComplete', 'Panic'];

export const rule = defineRule({
  id: 'audit-policy-weak',
  category: 'control-plane',
  title: 'The audit policy logs security events and no credentials',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: [
    'NSA/CISA L1',
    'CIS 2.0.1 3.2.1',
    'CIS 2.0.1 3.2.2',
    'CIS 1.12 3.2.1',
    'CIS 1.12 3.2.2',
    'OWASP K05:2022',
    'OWASP K10:2025',
  ],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/', NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0067', 'C-0160', 'C-0161 (cluster)'],
    trivy: ['KCV-0019..KCV-0022 (partly)'],
  },
  visit: {
    types: ['audit.k8s.io/Policy'],
    manifest(policy, { report }) {
      const rules: AuditRule[] = (policy.value('/rules') ?? []).map(auditRuleOf);
      const isMissing = (level: AuditLevel) => level === AuditLevel.NONE;
      for (const { at, names } of group(rules, [...CREDENTIALS, ...EVENTS], isMissing)) report(missing(at, names));
      const isTooMuch = (level: AuditLevel) => level === AuditLevel.REQUEST || level === AuditLevel.REQUEST_RESPONSE;
      for (const { at, names } of group(rules, CREDENTIALS, isTooMuch)) {
        report({
          pointer: `/rules/${at}/level`,
          message: `audit rule ${at} logs the content of ${names.join(', ')}; add an earlier rule for them with level "Metadata"`,
        });
      }
      for (const found of stagesLeftOut(policy.value('/omitStages'), '')) report(found);
      rules.forEach((_, index) => {
        const pointer = `/rules/${index}`;
        for (const found of stagesLeftOut(policy.value(`${pointer}/omitStages`), pointer)) report(found);
      });
      const last = rules.findIndex(isForEverything);
      if (last >= 0 && last < rules.length - 1)
        report({
          pointer: `/rules/${last + 1}`,
          severity: Severity.LOW,
          message: `audit rule ${last} is for every request, so no rule after it acts; make it the last one`,
        });
    },
  },
});

/** The test requests with a wrong decision, by the rule that decides them. */
function group(rules: readonly AuditRule[], probes: readonly Probe[], isWrong: (level: AuditLevel) => boolean) {
  const found = new Map<number | undefined, Set<string>>();
  for (const { name, request } of probes) {
    const index = decidingRule(rules, request);
    const at = index < 0 ? undefined : index;
    if (isWrong(rules[index]?.level ?? AuditLevel.NONE)) found.set(at, (found.get(at) ?? new Set<string>()).add(name));
  }
  return [...found].map(([at, names]) => ({ at, names: [...names] }));
}

function missing(at: number | undefined, names: readonly string[]): ReportDescriptor {
  const what = names.join(', ');
  return at === undefined
    ? { pointer: '/rules', message: `audit policy has no rule for ${what}; add a last rule with level "Metadata"` }
    : {
        pointer: `/rules/${at}/level`,
        message: `audit rule ${at} does not log ${what}; add an earlier rule for them with level "Metadata"`,
      };
}

/** Whether a rule says nothing of the requests that it is for. */
function isForEverything({ level: _, ...rule }: AuditRule): boolean {
  const { users, userGroups, verbs, resources, namespaces, nonResourceUrls } = rule;
  return [users, userGroups, verbs, resources, namespaces, nonResourceUrls].every((list) => !list?.length);
}

function stagesLeftOut(stages: unknown, path: string): ReportDescriptor[] {
  if (!Array.isArray(stages)) return [];
  return stages.flatMap((stage, index) =>
    NEEDED_STAGES.includes(stage)
      ? [
          {
            pointer: `${path}/omitStages/${index}`,
            message: `audit policy omits stage "${stage}"; remove it from omitStages`,
          },
        ]
      : [],
  );
}
