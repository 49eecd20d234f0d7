import {
  AWS_CONTROLLER_TYPES,
  AWS_SCHEME,
  AWS_TYPE,
  INTERNAL,
  INTERNAL_CLASSES,
  SOURCE_RANGES,
} from '../../../analysis/network/load-balancers';
import type { Admission } from '../../shared/admission/admission';
import { celList, celText } from '../../shared/admission/cel';
import { hasMost } from '../../shared/admission/cidr';
import { annotation, isAnnotatedWith } from '../../shared/admission/ingresses';
import { internalAnnotations } from './rule';

const IS_MARKED = Object.entries(INTERNAL)
  .map(([key, values]) => {
    const value = `${annotation(key)}.trim().lowerAscii()`;
    return values.includes('*') ? `${value} != ''` : `${value} in ${celList(values)}`;
  })
  .join(' || ');
const IS_INTERNAL = `(${IS_MARKED} || (!object.metadata.?annotations[?${celText(AWS_SCHEME)}].hasValue() && (object.spec.?loadBalancerClass.orValue('') in ${celList(INTERNAL_CLASSES)} || ${annotation(AWS_TYPE)} in ${celList(AWS_CONTROLLER_TYPES)})))`;
const RANGES = `(object.spec.?loadBalancerSourceRanges.orValue([]).size() > 0 ? object.spec.loadBalancerSourceRanges : ${annotation(SOURCE_RANGES)}.split(','))`;
const IS_OPEN = `[${RANGES}.map(t, t.trim()).filter(t, t.contains('/'))].exists(l, l.size() == 0 || ${hasMost('l')})`;

export const admission: Admission = {
  family: 'network',
  types: ['Service'],
  object: ({ option }) =>
    `object.spec.?type.orValue('') == 'LoadBalancer' && !${IS_INTERNAL} && !${isAnnotatedWith(option(internalAnnotations))} && ${IS_OPEN}`,
  message: 'has a load balancer that is open to the whole internet; set loadBalancerSourceRanges, or make it internal',
  partly: 'blocks are added up by check alone, but for two halves of all addresses',
};
