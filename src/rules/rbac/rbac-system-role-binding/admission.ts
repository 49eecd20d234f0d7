import type { Subject } from '../../../analysis/access/subjects';
import type { Admission } from '../../shared/admission/admission';
import { celList, celMap, celText } from '../../shared/admission/cel';
import { ofBindings, ROLE_NAME } from '../../shared/admission/subjects';
import { BOOTSTRAPPERS, COMPONENTS, CONTROLLER, KUBE_SYSTEM, SIGNERS } from './components';
import { BROAD } from './rule';

const HOME = "s.?namespace.orValue(object.metadata.?namespace.orValue(''))";
const textOf = ({ kind, name, namespace }: Subject) => `${kind} ${namespace ?? ''}/${name}`;
/** A subject as its namespace and name, and without the namespace. */
const IS_AMONG = (list: string) =>
  `((s.kind + ' ' + ${HOME} + '/' + s.name) in ${list} || (s.kind + ' /' + s.name) in ${list})`;

/** In expressions, `k`. */
const KNOWN = celMap(Object.entries(COMPONENTS).map(([name, { owners }]) => [name, celList(owners.map(textOf))]));
const JOINING = celList(
  Object.entries(COMPONENTS).flatMap(([name, { owners }]) =>
    owners.some((owner) => owner.name === BOOTSTRAPPERS) ? [name] : [],
  ),
);
const own = (owner: string) =>
  `(s.kind + ' ' + (s.kind == 'ServiceAccount' ? ${HOME} + '/' + s.name : s.name)) in ['User ' + n, 'ServiceAccount ${KUBE_SYSTEM}/' + ${owner}]`;

const IS_OWNER = [
  `n in k ? ${IS_AMONG('k[n]')} || (s.kind == 'Group' && n in ${JOINING} && s.name.startsWith('${BOOTSTRAPPERS}:'))`,
  `n.startsWith('${CONTROLLER}') ? ${own(`n.substring(${CONTROLLER.length})`)}`,
  `n.startsWith('${SIGNERS}') ? false : ${own(`n.substring(${'system:'.length})`)}`,
].join(' : ');
const IS_PART = `(n in k || n.matches('^(${CONTROLLER}|${SIGNERS.replaceAll('.', '[.]')}|system:kube-|system:node-)'))`;

export const admission: Admission = ofBindings(
  `[${KNOWN}].exists(k, [${ROLE_NAME}].exists(n, ${IS_PART} && variables.subjects.exists(s, !s.name.matches(${celText(BROAD.source)}) && !(${IS_OWNER}))))`,
  'grants the role of a part of the cluster to another subject; bind a role that lists the needed permissions',
  'whether the role that is bound is as shipped cannot be seen: it is taken by its name',
);
