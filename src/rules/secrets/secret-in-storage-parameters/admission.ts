import type { Admission } from '../../shared/admission/admission';
import { pairsOf, SEARCHED_IN_PART, textsOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';
import { ALSO_SECRET } from './rule';

const CLASSES = ['StorageClass', 'VolumeAttributesClass'];
const MAPS = `(object.kind in ['${CLASSES.join("', '")}'] ? [object.?parameters.orValue({})] : [object.spec.?csi.?volumeAttributes.orValue({}), object.spec.?flexVolume.?options.orValue({})])`;
const OPTIONS =
  "(object.kind == 'PersistentVolume' ? object.spec.?mountOptions.orValue([]) : object.kind == 'StorageClass' ? object.?mountOptions.orValue([]) : [])";

export const admission: Admission = {
  family: 'configuration', // its policy has the patterns of names, which take much memory
  types: [...CLASSES.map((kind) => `storage.k8s.io/${kind}`), 'PersistentVolume'],
  tokensIn: `${MAPS}.map(p, ${textsOf('p')}).join('\\n') + '\\n' + ${OPTIONS}.join('\\n')`,
  secretsIn: ({ option }) => {
    const names = [...option(secretNames), ...ALSO_SECRET];
    return { pairs: `${MAPS}.map(p, ${pairsOf('p', names)})`, names };
  },
  message: 'holds a secret in its parameters; name a Secret in the parameters of the driver',
  partly: SEARCHED_IN_PART,
};
