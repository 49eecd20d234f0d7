import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { DATA } from '../../shared/admission/config-maps';
import { ANNOTATIONS } from '../../shared/admission/ingresses';
import { ALLOWED, SNIPPETS } from './rule';

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: `${ANNOTATIONS}.exists(a, a in ${celList(SNIPPETS)} && ${ANNOTATIONS}[a].trim() != '')`,
  message: 'writes into the nginx configuration, which can read all secrets of the controller; remove the annotation',
  also: {
    family: 'configuration',
    types: ['ConfigMap'],
    object: `${DATA}[?'${ALLOWED}'].orValue('').matches('^(?i:1|t|true)$')`,
    message: 'lets every author of an Ingress write nginx configuration; set allow-snippet-annotations to "false"',
  },
};
