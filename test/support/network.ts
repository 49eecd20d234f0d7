/** Workloads and what stands before them, as plain data, for rules about who can reach whom. */

const DIGEST = `sha256:${'a1'.repeat(32)}`;

/** A Deployment whose pods have the label `app` with its name. */
export function deployment(name: string, { namespace = 'shop', ports = [] as any[], spec = {} as any } = {}): any {
  const labels = { app: name };
  const container = { name, image: `ghcr.io/acme/${name}@${DIGEST}`, ports };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], ...spec } },
    },
  };
}

/** A Service before the pods with the label `app` of its name. */
export function serviceFor(name: string, ports: any[], spec: any = {}, namespace = 'shop'): any {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app: name }, ports, ...spec },
  };
}

/** A NetworkPolicy for the pods of an application; of all pods, for the name `all`. It isolates where it has a list of rules. */
export function policyFor(
  name: string,
  rules: { readonly ingress?: any[]; readonly egress?: any[] },
  namespace = 'shop',
): any {
  const podSelector = name === 'all' ? {} : { matchLabels: { app: name } };
  const policyTypes = [...(rules.ingress ? ['Ingress'] : []), ...(rules.egress ? ['Egress'] : [])];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector, policyTypes, ...rules },
  };
}

/** The peer for the pods of an application, in the namespace of the policy or in another. */
export function pods(app: string, namespace?: string): any {
  return { podSelector: { matchLabels: { app } }, ...(namespace && inNamespace(namespace)) };
}

/** The peer for a namespace. */
export function inNamespace(name: string): any {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}
