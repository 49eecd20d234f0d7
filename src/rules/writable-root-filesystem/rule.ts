import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { NSA_GUIDE } from '../sources';

export const rule = defineRule({
  id: 'writable-root-filesystem',
  title: 'Containers cannot write to their root file system',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  sources: ['NSA/CISA P2'],
  references: [NSA_GUIDE],
  visit: {
    container(container, { report }) {
      if (container.pod.isWindows) return; // the API server refuses the field there
      const pointer = '/securityContext/readOnlyRootFilesystem';
      if (container.value(pointer) === true) return;
      report({
        pointer: `${container.path}${pointer}`,
        message: `container "${container.name}" can write to its root file system; set readOnlyRootFilesystem to true`,
        fix: () => container.patchTo(pointer, true),
      });
    },
  },
});
