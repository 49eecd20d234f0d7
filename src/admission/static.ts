import { groupBy } from '../json/group-by';
import { atLeast, minorVersion } from '../kubernetes/kubernetes-version';

/** What the name of a policy ends in that the API server reads from its disk. */
export const STATIC_SUFFIX = '.static.k8s.io';
/** The first version that reads such policies by default. */
const STATIC_SINCE = '1.37';

/**
 * Returns why a Kubernetes version reads no static policies.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/5793-manifest-based-admission-control-config
 */
export function staticVersionProblem(version: string): string | undefined {
  if (atLeast(version, STATIC_SINCE)) return undefined;
  const minor = `1.${minorVersion(version)}`;
  return minor === '1.36'
    ? `has static policies, which Kubernetes 1.36 reads with the feature gate ManifestBasedAdmissionControlConfig alone; apply them instead, or use ${STATIC_SINCE}`
    : `has static policies, which Kubernetes ${minor} does not read before ${STATIC_SINCE}; apply them instead`;
}

/** Another plugin of the API server reads the policies that fill, from a folder of its own; each ignores the folders in its own. */
export const FILL_FOLDER = 'fill/';

/** Policies with their bindings, by the name of the file in which the API server reads them. */
export function staticFiles(objects: readonly any[]): Map<string, any[]> {
  return groupBy(objects, ({ kind, metadata, spec }) => {
    const isFilling = kind.startsWith('MutatingAdmissionPolicy');
    return `${isFilling ? FILL_FOLDER : ''}${spec.policyName ?? metadata.name}.yaml`;
  });
}

/** The same policies and bindings under names that a static one has to have. */
export function asStatic(objects: readonly any[]): any[] {
  return objects.map(({ metadata, spec, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, name: `${metadata.name}${STATIC_SUFFIX}` },
    spec: spec.policyName === undefined ? spec : { ...spec, policyName: `${spec.policyName}${STATIC_SUFFIX}` },
  }));
}
