import { join } from 'node:path';

const SIZES = [250, 500, 1000, 2000];
const RUNS = 3;

/** Prints how the analysis of reachability grows, and how it compares with parsing the same manifests. */
export function benchNetwork(library: string): void {
  const { ReachabilityGraph } = require(join(library, 'analysis', 'network', 'reachability', 'reachability'));
  const { ManifestSet } = require(join(library, 'model', 'manifest-set'));
  console.log('\nreachability: all connections of N workloads with 2 N NetworkPolicies, beside parsing them');
  let before: number | undefined;
  for (const size of SIZES) {
    const text = textOf(size);
    const parse = median(() => ManifestSet.fromYaml(text));
    const sets = Array.from({ length: RUNS }, () => ManifestSet.fromYaml(text));
    let edges = 0;
    const analyse = median(() => {
      edges = [...ReachabilityGraph.of(sets.pop()).edges()].length;
    });
    const growth = before === undefined ? '' : `, ${(analyse / before).toFixed(2)} times the half`;
    console.log(
      `  ${String(size).padStart(5)}  ${(analyse / parse).toFixed(2)} of parsing, ${edges} connections${growth}`,
    );
    before = analyse;
  }
}

/** A default deny for each of some namespaces, and for each workload a policy that lets one neighbour in and one out. */
function textOf(size: number): string {
  const objects: any[] = [];
  const namespaceOf = (index: number) => `ns${Math.floor((((index % size) + size) % size) / 10)}`;
  const peer = (index: number) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(index) } },
    podSelector: { matchLabels: { app: `w${((index % size) + size) % size}` } },
  });
  for (let index = 0; index < size; index += 1) {
    const metadata = { name: `w${index}`, namespace: namespaceOf(index) };
    const labels = { app: `w${index}`, tier: `t${index % 3}` };
    objects.push({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'c', image: 'a/b:1', ports: [{ containerPort: 8080 }] }] },
        },
      },
    });
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
    objects.push({
      ...{ ...policy, metadata },
      spec: {
        podSelector: { matchLabels: { app: `w${index}` } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [peer(index - 1)], ports: [{ port: 8080 }] }],
        egress: [{ to: [peer(index + 1)], ports: [{ port: 8080 }] }],
      },
    });
    objects.push({
      ...{ ...policy, metadata: { ...metadata, name: `scrape-${index}` } },
      spec: {
        podSelector: { matchLabels: { app: `w${index}`, tier: `t${index % 3}` } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'monitoring' } } }], ports: [{ port: 9090 }] }],
      },
    });
  }
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

/** Returns the middle of the times that some runs take, in milliseconds. */
export function median(act: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    act();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return times[Math.floor(RUNS / 2)] as number;
}
