import { annotationsOf, INGRESSES, ingressClass, isAnnotated, tlsHosts } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import type { Manifest } from '../../../model/manifest';
import { INGRESS_TLS, NSA_GUIDE } from '../../shared/sources';
import { tlsAnnotations } from '../../shared/tls-annotations';

export const rule = defineRule({
  id: 'ingress-http-allowed',
  category: 'ingress',
  impliedBy: ['ingress-tls-missing'],
  title: 'Ingresses with TLS do not serve plain HTTP',
  severity: Severity.LOW,
  profiles: [],
  standards: ['NSA/CISA N6', 'OWASP K01:2022', 'OWASP K06:2025'],
  references: [
    'https://kubernetes.github.io/ingress-nginx/user-guide/tls/#server-side-https-enforcement-through-redirect',
    INGRESS_TLS,
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0231 (EKS)', 'C-0245 (AKS)'],
    kyverno: ['require-ingress-https'],
  },
  options: [tlsAnnotations],
  visit: {
    types: INGRESSES,
    manifest(ingress, { option, report }) {
      // Without a certificate there is no HTTPS to redirect to: ingress-tls-missing reports that.
      if (tlsHosts(ingress).length === 0 && !isAnnotated(ingress, option(tlsAnnotations))) return;
      const { annotation, value } = missingRedirect(ingress) ?? {};
      if (annotation === undefined) return;
      const pointer = `/metadata/annotations/${escapeSegment(annotation)}`;
      report({
        pointer,
        message: `ingress "${ingress.objectRef.name}" serves plain HTTP in addition to TLS; set the annotation ${annotation} to "${value}"`,
        fix: ingress.patchTo(pointer, value),
      });
    },
  },
});

export const ALB_REDIRECT = 'alb.ingress.kubernetes.io/ssl-redirect';
export const ALB_PORTS = 'alb.ingress.kubernetes.io/listen-ports';
/** Controllers that redirect by default, by the beginning of their annotations. */
export const CONTROLLERS = ['nginx.ingress.kubernetes.io', 'haproxy-ingress.github.io', 'haproxy.org'];

interface Setting {
  readonly annotation: string;
  readonly value: string;
}

/** The setting that makes the controller of a class serve only TLS. */
export const SETTINGS: { readonly [ingressClass: string]: Setting } = {
  gce: { annotation: 'kubernetes.io/ingress.allow-http', value: 'false' },
  'gce-internal': { annotation: 'kubernetes.io/ingress.allow-http', value: 'false' },
  'azure-application-gateway': { annotation: 'appgw.ingress.kubernetes.io/ssl-redirect', value: 'true' },
  'azure/application-gateway': { annotation: 'appgw.ingress.kubernetes.io/ssl-redirect', value: 'true' },
};

/** The missing setting that makes the controller redirect clients to TLS, or serve only TLS. */
function missingRedirect(ingress: Manifest): Setting | undefined {
  const annotations = annotationsOf(ingress);
  for (const prefix of CONTROLLERS) {
    const annotation = `${prefix}/ssl-redirect`;
    // "force-ssl-redirect" is for load balancers that terminate TLS before the controller; its default is "false".
    if (annotations[annotation] === 'false' && annotations[`${prefix}/force-ssl-redirect`] !== 'true')
      return { annotation, value: 'true' };
  }
  const name = ingressClass(ingress);
  if (name === 'alb') {
    const port = redirectPort(annotations[ALB_PORTS] ?? '');
    return port === undefined || annotations[ALB_REDIRECT] ? undefined : { annotation: ALB_REDIRECT, value: port };
  }
  const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  return setting && annotations[setting.annotation] !== setting.value ? setting : undefined;
}

/** From a list such as `[{"HTTP": 80}, {"HTTPS": 443}]`; without a list, a certificate opens only HTTPS. */
function redirectPort(ports: string): string | undefined {
  return /"HTTP"\s*:/.test(ports) ? /"HTTPS"\s*:\s*(\d+)/.exec(ports)?.[1] : undefined;
}
