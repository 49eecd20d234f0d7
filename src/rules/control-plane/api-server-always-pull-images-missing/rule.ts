import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { items } from '../../shared/control-plane/predicates';

const PLUGIN = 'AlwaysPullImages';

/** No fix: pods whose images are on their nodes alone would not start. */
export const rule = componentRule({
  id: 'api-server-always-pull-images-missing',
  title: 'A pod starts with an image that it has credentials for',
  severity: Severity.LOW,
  guide: ['N4', 'P3'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'enable-admission-plugins', cis: '1.2.11' },
      isFine: (value) => items(value).includes(PLUGIN),
      must: `add "${PLUGIN}" to $`,
    },
  ],
});
