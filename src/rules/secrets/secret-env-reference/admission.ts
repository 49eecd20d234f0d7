import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'secrets',
  container:
    '(variables.hasReferences && c.?env.orValue([]).exists(e, has(e.valueFrom) && has(e.valueFrom.secretKeyRef))) || c.?envFrom.orValue([]).exists(e, has(e.secretRef))',
  message: 'reads a Secret from environment variables; use a volume instead',
};
