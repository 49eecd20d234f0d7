import { annotationsOf, INGRESSES } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { escapeSegment } from '../../../json/pointer';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const SNIPPETS = new Set([
  ...['auth', 'configuration', 'modsecurity', 'server', 'stream'].map(
    (name) => `nginx.ingress.kubernetes.io/${name}-snippet`,
  ),
  'nginx.org/location-snippets',
  'nginx.org/server-snippets',
]);

/**
 * Directives that read files or run code, and the path of the service account token. Only whole words match: a part of a
 * longer word is another directive.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/docs/user-guide/nginx-configuration/annotations-risk.md
 */
const DANGEROUS = /(?<![\w-])(alias|root|load_module|lua_\w+|\w+_by_lua\w*|perl\w*|js_\w+)(?![\w-])|serviceaccount/i;

export const ALLOWED = 'allow-snippet-annotations';

export const rule = defineRule({
  id: 'ingress-nginx-snippet',
  category: 'ingress',
  impliedBy: ['ingress-nginx-annotation-injection'],
  title: 'Ingresses contain no nginx configuration snippets',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'NSA/CISA A2', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    'https://nvd.nist.gov/vuln/detail/CVE-2021-25742',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#allow-snippet-annotations',
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0059'],
    checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
    kyverno: [
      'disallow-ingress-nginx-custom-snippets',
      'restrict-annotations (nginx)',
      'check-ingress-nginx-controller-version-and-annotation-policy',
    ],
  },
  visit: {
    types: [...INGRESSES, 'ConfigMap'],
    manifest(manifest, visit) {
      if (manifest.groupKind === 'ConfigMap') ofController(manifest, visit);
      else ofIngress(manifest, visit);
    },
  },
});

function ofIngress(ingress: Manifest, { report }: VisitorContext): void {
  for (const [key, value] of Object.entries(annotationsOf(ingress))) {
    if (!SNIPPETS.has(key) || !value?.trim()) continue;
    const found = DANGEROUS.exec(value)?.[0];
    const what = found === undefined ? '' : ` with "${found}"`;
    report({
      pointer: `/metadata/annotations/${escapeSegment(key)}`,
      message: `ingress "${ingress.objectRef.name}" writes into the nginx configuration${what}, which can read all secrets of the controller; remove the annotation`,
      ...(found !== undefined && { severity: Severity.CRITICAL }),
    });
  }
}

/** No other program uses this key. */
function ofController(configMap: Manifest, { report }: VisitorContext): void {
  const pointer = `/data/${ALLOWED}`;
  const value = configMap.value(pointer);
  if (typeof value !== 'string' || !/^(1|t|true)$/i.test(value)) return;
  report({
    pointer,
    message: `config map "${configMap.objectRef.name}" lets every author of an Ingress write nginx configuration; set ${ALLOWED} to "false"`,
    fix: configMap.patchTo(pointer, 'false'),
  });
}
