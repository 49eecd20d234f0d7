import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { called } from '../../shared/kind-name';
import { LABELS } from '../../shared/sources';

/** @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/validate/content/kube.go */
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const LONGEST = 63;

export const rule = defineRule({
  id: 'label-value-invalid',
  category: 'availability',
  title: 'Label values are valid for the API server',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [LABELS],
  equivalents: {
    kubeScore: ['label-values'],
  },
  visit: {
    manifest(manifest, { report }) {
      const pod = manifest.podTemplate;
      const places = new Set(['/metadata/labels', ...(pod ? [`${pod.path}/metadata/labels`] : [])]);
      if (manifest.groupKind === 'batch/CronJob') places.add('/spec/jobTemplate/metadata/labels');
      for (const place of places) {
        for (const [key, value] of Object.entries(manifest.value(place) ?? {})) {
          if (typeof value !== 'string' || (value.length <= LONGEST && VALUE.test(value))) continue;
          const what = value.length > LONGEST ? `${value.length} characters long` : `"${value}"`;
          report({
            pointer: `${place}/${escapeSegment(key)}`,
            message: `label "${key}" of ${called(manifest)} is ${what}; use at most ${LONGEST} letters, digits, "-", "_" and "." between letters or digits`,
          });
        }
      }
    },
  },
});
