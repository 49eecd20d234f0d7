import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { selects } from '../../../kubernetes/selector';
import { NSA_GUIDE } from '../../shared/sources';

const SYSTEM = { 'kubernetes.io/metadata.name': 'kube-system' };

export const rule = defineRule({
  id: 'admission-webhook-too-broad',
  category: 'control-plane',
  title: 'Admission webhooks receive only the objects that they judge',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules',
    NSA_GUIDE,
  ],
  visit: {
    types: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map(
      (kind) => `admissionregistration.k8s.io/${kind}`,
    ),
    manifest(configuration, { report }) {
      const webhooks: any[] = configuration.value('/webhooks') ?? [];
      webhooks.forEach((webhook, index) => {
        const found = reachOf(webhook);
        if (!found) return;
        const { rule: at, receives, severity } = found;
        report({
          pointer: `/webhooks/${index}/rules/${at}/resources`,
          message: `webhook "${webhook?.name ?? ''}" receives ${receives}; list the needed resources, or set namespaceSelector`,
          severity,
        });
      });
    },
  },
});

interface Reach {
  /** Index of the rule. */
  readonly rule: number;
  /** Follows "receives". */
  readonly receives: string;
  readonly severity: Severity;
}

/** What a webhook receives beyond its purpose. Conditions and labels of objects narrow it in ways that no rule can judge. */
function reachOf(webhook: any): Reach | undefined {
  const rules: any[] = webhook?.rules ?? [];
  const { namespaceSelector, objectSelector, matchConditions } = webhook ?? {};
  if (!isEmpty(objectSelector) || (matchConditions ?? []).length > 0) return undefined;
  const everything = rules.findIndex(coversEverything);
  if (everything >= 0 && isEmpty(namespaceSelector)) {
    return { rule: everything, receives: 'every write in the cluster, secrets included', severity: Severity.MEDIUM };
  }
  const secrets = rules.findIndex(coversSecrets);
  if (secrets < 0 || !(isEmpty(namespaceSelector) || selects(namespaceSelector, SYSTEM))) return undefined;
  return { rule: secrets, receives: 'the secrets of "kube-system"', severity: Severity.LOW };
}

function isEmpty(selector: any): boolean {
  return selects(selector ?? {}, {}) && !selector?.matchExpressions?.length;
}

function coversEverything(rule: any): boolean {
  const resources: string[] = rule?.resources ?? [];
  return (rule?.apiGroups ?? []).includes('*') && resources.some((each) => each === '*' || each === '*/*');
}

/** A rule for CONNECT alone is for subresources of pods, services and nodes. */
function coversSecrets(rule: any): boolean {
  const operations: string[] = rule?.operations ?? [];
  const resources: string[] = rule?.resources ?? [];
  if (rule?.scope === 'Cluster' || operations.every((each) => each === 'CONNECT')) return false;
  const isCore = (rule?.apiGroups ?? []).some((group: string) => group === '' || group === '*');
  return isCore && resources.some((each) => ['secrets', '*', '*/*'].includes(each));
}
