import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import type { Manifest } from '../../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';
import { isWarningPolicy } from '../../shared/warning-policy';

const GROUP = 'admissionregistration.k8s.io';
/** Only the API server writes this label. */
const NAME_LABEL = 'kubernetes.io/metadata.name';
export const rule = defineRule({
  id: 'admission-webhook-fail-open',
  category: 'control-plane',
  title: 'Admission control cannot be bypassed',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'CIS 2.0.1 5.2.1', 'CIS 1.12 5.2.1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
    NSA_GUIDE,
    CIS_BENCHMARK,
  ],
  equivalents: {
    kubescape: ['C-0036', 'C-0039 (cluster inventory)'],
    kyverno: ['policy-for-exceptions', 'expiration-for-policyexceptions'],
  },
  visit: {
    types: [
      'ValidatingWebhookConfiguration',
      'MutatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'MutatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ].map((kind) => `${GROUP}/${kind}`),
    manifest(manifest, { report }) {
      // a mutating webhook may be there for convenience
      const severity = manifest.objectRef.kind.startsWith('Mutating') ? Severity.INFO : Severity.LOW;
      for (const found of openingsOf(manifest)) report({ ...found, severity });
    },
  },
});

function openingsOf(manifest: Manifest): ReportDescriptor[] {
  const { kind, name, apiVersion } = manifest.objectRef;
  if (kind.endsWith('WebhookConfiguration')) {
    const isOpenByDefault = apiVersion === `${GROUP}/v1beta1`;
    return listOf(manifest.value('/webhooks')).flatMap((webhook, index) =>
      webhookOpenings(webhook, `/webhooks/${index}`, isOpenByDefault),
    );
  }
  if (kind === 'ValidatingAdmissionPolicyBinding') return bindingOpenings(manifest);
  return manifest.value('/spec/failurePolicy') === 'Ignore' && !isWarningPolicy(name)
    ? [
        {
          pointer: '/spec/failurePolicy',
          message: `policy "${name}" admits requests that it cannot evaluate; set failurePolicy to "Fail"`,
        },
      ]
    : [];
}

function webhookOpenings(webhook: any, path: string, isOpenByDefault: boolean): ReportDescriptor[] {
  const what = `webhook "${webhook?.name ?? ''}"`;
  const policy = webhook?.failurePolicy ?? (isOpenByDefault ? 'Ignore' : 'Fail');
  const ignores: ReportDescriptor[] =
    policy === 'Ignore'
      ? [
          {
            pointer: `${path}/failurePolicy`,
            message: `${what} admits every request while it does not answer; set failurePolicy to "Fail"`,
          },
        ]
      : [];
  const selectors = ['namespaceSelector', 'objectSelector'].flatMap((field): ReportDescriptor[] =>
    listOf(webhook?.[field]?.matchExpressions).flatMap((expression, index) =>
      isWayOut(expression)
        ? [
            {
              pointer: `${path}/${field}/matchExpressions/${index}`,
              message: `${what} exempts objects by label "${expression.key}", which their authors can set; use ${NAME_LABEL} in namespaceSelector to exempt namespaces`,
            },
          ]
        : [],
    ),
  );
  return [...ignores, ...selectors];
}

/** A label that exempts an object, and that every author of the object can set. */
function isWayOut(expression: any): boolean {
  const spares = expression?.operator === 'NotIn' || expression?.operator === 'DoesNotExist';
  return spares && expression.key !== NAME_LABEL;
}

function bindingOpenings({ objectRef, json }: Manifest): ReportDescriptor[] {
  const actions = listOf(json.spec?.validationActions);
  const name = `policy binding "${objectRef.name}"`;
  return [
    ...(actions.includes('Deny') || isWarningPolicy(json.spec?.policyName)
      ? []
      : [{ pointer: '/spec/validationActions', message: `${name} refuses nothing; add "Deny" to validationActions` }]),
    ...(json.spec?.paramRef?.parameterNotFoundAction === 'Allow'
      ? [
          {
            pointer: '/spec/paramRef/parameterNotFoundAction',
            message: `${name} admits every request while its parameters are missing; set parameterNotFoundAction to "Deny"`,
          },
        ]
      : []),
  ];
}

function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
