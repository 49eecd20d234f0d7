import type { Admission, NamedValues } from '../../shared/admission/admission';
import { pairsOf, SEARCHED_IN_PART, textsOf } from '../../shared/admission/secrets';
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

/** The annotations of some maps. Values under names of tokens are often names of Secrets. */
function valuesIn(maps: string, names: readonly string[]): NamedValues {
  return { pairs: `${maps}.map(p, ${pairsOf('p', names)})`, names, passwordsOnly: true };
}

export const admission: Admission = {
  family: 'secrets',
  tokensIn: textIn(IN_POD),
  secretsIn: ({ option }) => valuesIn(IN_POD, option(secretNames)),
  message: MESSAGE,
  partly: SEARCHED_IN_PART,
  also: {
    family: 'configuration',
    types: [...OTHERS, 'networking.k8s.io/Ingress', 'storage.k8s.io/StorageClass'],
    tokensIn: textIn(IN_OBJECT),
    secretsIn: ({ option }) => valuesIn(IN_OBJECT, option(secretNames)),
    message: MESSAGE,
  },
};
