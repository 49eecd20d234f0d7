import type { Admission } from '../../shared/admission/admission';
import { celList, celText } from '../../shared/admission/cel';
import { SYSTEM_NAMESPACES } from '../../shared/pod-security-labels';
import { ANY_VALUE, VALUES } from './rule';

const value = (key: string) => `o.?metadata.?labels[${celText(key)}].orValue('')`;
const IS_OF_CLUSTER = [
  ...ANY_VALUE.map((key) => `${value(key)} != ''`),
  `${value('component')}.matches('^kube-[a-z-]+$')`,
  ...Object.entries(VALUES).map(([key, values]) => `${value(key)} in ${celList(values)}`),
].join(' || ');

export const admission: Admission = {
  family: 'pod-security',
  pod: `object.metadata.?namespace.orValue('') in ${celList(SYSTEM_NAMESPACES)} && ![object, variables.template].exists(o, ${IS_OF_CLUSTER})`,
  message: 'is in a namespace of the cluster; set metadata.namespace to another namespace',
};
