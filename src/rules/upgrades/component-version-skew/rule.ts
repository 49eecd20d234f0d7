import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { NSA_GUIDE } from '../../shared/sources';
import { fieldVersions, imageVersion, type StatedVersion, VERSION_TYPES } from '../../shared/versions/stated-versions';
import { skewProblem } from './skew';

export const rule = defineRule({
  id: 'component-version-skew',
  category: 'upgrades',
  title: 'The components of a cluster have versions that work together',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/releases/version-skew-policy/', NSA_GUIDE],
  visit: {
    types: VERSION_TYPES,
    manifest(manifest, context) {
      for (const stated of fieldVersions(manifest, context.all)) judge(stated, context);
    },
    container(container, context) {
      const stated = imageVersion(container);
      if (stated) judge(stated, context);
    },
  },
});

function judge(stated: StatedVersion, { all, report }: VisitorContext): void {
  const problem = skewProblem(stated, all);
  if (problem !== undefined) report({ pointer: stated.pointer, message: problem });
}
