import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has, isGiven, items } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

const ALL = ['1.2.6', '1.2.7', '1.2.8'];

const mode = (
  cis: string | undefined,
  isWrong: (modes: readonly string[]) => boolean,
  must: string,
): FlagRequirement => ({
  ...{ program: 'kube-apiserver', flag: 'authorization-mode', cis, must },
  isFine: (value) => !isGiven(value) || !isWrong(items(value)),
});

/** No fix: who works without a permission today would be refused. */
export const rule = componentRule({
  id: 'api-server-authorization-mode',
  title: 'The API server authorizes requests by Node and RBAC',
  severity: Severity.HIGH,
  guide: ['A2', 'N4'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'authorization-mode', cis: ALL, must: 'set $ to "Node,RBAC"' },
      isFine: (value, flags) => isGiven(value) || has(flags, 'authorization-config'),
    },
    mode('1.2.6', (modes) => modes.includes('AlwaysAllow'), 'remove "AlwaysAllow" from $'),
    mode('1.2.7', (modes) => !modes.includes('Node'), 'add "Node" to $'),
    mode('1.2.8', (modes) => !modes.includes('RBAC'), 'add "RBAC" to $'),
    mode(undefined, (modes) => modes.includes('ABAC'), 'remove "ABAC" from $'),
  ],
});
