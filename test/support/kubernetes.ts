import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';

/** What is wrong with an object, each as `pointer: message`. */
export function problemsOf(json: any, version = 'latest'): string[] {
  return new KubernetesApi(version).problems(json).map(({ pointer, message }) => `${pointer}: ${message}`);
}

/** What is wrong with an object after one change: another value at a place such as `spec.ports.0.name`, or none. */
export function problemsWith(object: any, place: string, value: unknown, version?: string): string[] {
  const copy = structuredClone(object);
  const keys = place.split('.');
  const last = keys.pop() as string;
  let parent = copy;
  for (const [index, key] of keys.entries()) {
    parent[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
    parent = parent[key];
  }
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return problemsOf(copy, version);
}

/** A pod of one container, with nothing but what it must have. */
export function pod(spec: any = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'web' }], ...spec },
  };
}
