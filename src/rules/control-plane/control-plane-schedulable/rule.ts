import type { SettingsKind } from '../../../analysis/cluster/settings-files';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import type { FieldRequirement } from '../../shared/control-plane/requirements';

const KEY = 'node-role.kubernetes.io/control-plane';

const tainted = (kind: SettingsKind, isControlPlane: (config: any) => boolean): FieldRequirement => ({
  ...{ kind, field: '/nodeRegistration/taints', must: `remove $, or list the taint ${KEY}` },
  isFine: (taints, config) => !Array.isArray(taints) || !isControlPlane(config) || taints.some(keepsOut),
});

function keepsOut(taint: any): boolean {
  return taint?.key === KEY && taint.effect !== 'PreferNoSchedule';
}

/** No fix: pods that run there now would find no node. */
export const rule = componentRule({
  id: 'control-plane-schedulable',
  title: 'Nodes of the control plane run no applications',
  severity: Severity.MEDIUM,
  guide: ['N4', 'N5'],
  fields: [
    tainted('InitConfiguration', () => true),
    tainted('JoinConfiguration', ({ controlPlane }) => controlPlane !== undefined && controlPlane !== null),
  ],
});
