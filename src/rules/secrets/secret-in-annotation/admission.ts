import type { Admission } from '../../shared/admission/admission';
import { isNamedSecret, SEARCHED_IN_PART, textsOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';

/** `kubectl apply` repeats the whole object here, which is judged itself. */
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const OTHERS = [
  'ConfigMap',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Secret',
  'Service',
  'ServiceAccount',
];
const ANNOTATIONS = 'dyn(object.metadata.?annotations.orValue({}))';
const MESSAGE = 'has an annotation that holds a secret; use a Secret';

const IN_POD = `[${ANNOTATIONS}, variables.annotations]`;
const IN_OBJECT = `[${ANNOTATIONS}]`;
const textIn = (maps: string) => `${maps}.map(p, ${textsOf('p', APPLIED)}).join('\\n')`;

/** Whether a name in some maps of annotations makes its value a secret; values under names of tokens are often names of Secrets. */
function inMaps(maps: string, more: readonly string[]): string {
  return `${maps}.exists(p, p.exists(k, ${isNamedSecret('k', 'p[k]', more, false)}))`;
}

export const admission: Admission = {
  family: 'secrets',
  tokensIn: textIn(IN_POD),
  pod: ({ option }) => inMaps(IN_POD, option(secretNames)),
  message: MESSAGE,
  partly: SEARCHED_IN_PART,
  also: {
    family: 'configuration',
    types: [...OTHERS, 'networking.k8s.io/Ingress', 'storage.k8s.io/StorageClass'],
    tokensIn: textIn(IN_OBJECT),
    object: ({ option }) => inMaps(IN_OBJECT, option(secretNames)),
    message: MESSAGE,
  },
};
