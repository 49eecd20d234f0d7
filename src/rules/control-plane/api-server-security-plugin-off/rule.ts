import { SECURITY_PLUGINS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isGiven, items } from '../../shared/control-plane/predicates';
import { type FlagRequirement, REMOVE } from '../../shared/control-plane/requirements';

const NUMBERS: { readonly [plugin: string]: string } = { ServiceAccount: '1.2.12', NamespaceLifecycle: '1.2.13' };
const ENABLE = { program: 'kube-apiserver', flag: 'enable-admission-plugins' } as const;

/** No fix: what the plugin would refuse may be there. */
const enabled = (plugin: string): FlagRequirement => ({
  ...{ program: 'kube-apiserver', flag: 'disable-admission-plugins', cis: NUMBERS[plugin] },
  isFine: (value) => !items(value).includes(plugin),
  must: `remove "${plugin}" from $`,
});

export const rule = componentRule({
  id: 'api-server-security-plugin-off',
  title: 'The API server runs the admission plugins that security rests on',
  severity: Severity.HIGH,
  guide: ['N4'],
  flags: [
    {
      ...{ ...ENABLE, cis: '1.2.10', must: 'remove "AlwaysAdmit" from $' },
      isFine: (value) => !items(value).includes('AlwaysAdmit'),
      fix: (_, value) =>
        items(value)
          .filter((item) => item !== 'AlwaysAdmit')
          .join(',') || REMOVE,
    },
    {
      ...{ ...ENABLE, cis: '1.2.14', must: 'add "NodeRestriction" to $' },
      isFine: (value) => items(value).includes('NodeRestriction'),
      fix: (_, value) => (isGiven(value) ? `NodeRestriction,${value}` : 'NodeRestriction'),
    },
    ...SECURITY_PLUGINS.map(enabled),
  ],
});
