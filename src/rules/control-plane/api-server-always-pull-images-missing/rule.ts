import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { plugin } from '../../shared/control-plane/predicates';

/** No fix: pods whose images are on their nodes alone would not start. */
export const rule = componentRule({
  id: 'api-server-always-pull-images-missing',
  title: 'A pod starts with an image that it has credentials for',
  severity: Severity.LOW,
  guide: ['N4', 'P3'],
  flags: [plugin('AlwaysPullImages', '1.2.11')],
});
