import { endpointsWithoutPort, meantBy, POD_MONITOR, SERVICE_MONITOR } from '../../../analysis/network/monitors';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'dangling-monitor',
  category: 'availability',
  title: 'Monitors select what they are meant to scrape',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA L1'],
  references: [
    NSA_GUIDE,
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor',
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  ],
  visit: {
    types: [SERVICE_MONITOR, POD_MONITOR],
    manifest(monitor, { all, report }) {
      const meant = meantBy(monitor, all);
      if (meant) {
        const { what, why } = meant;
        const [pointer, mend] =
          why === 'labels'
            ? ['/spec/selector', 'use labels that it has']
            : ['/spec/namespaceSelector', `add namespace "${what.effectiveNamespace}" to its namespaceSelector`];
        const message = `${called(monitor)} selects nothing among these objects, and ${called(what)} is probably meant; ${mend}`;
        report({ pointer, message });
      }
      for (const { pointer, port } of endpointsWithoutPort(monitor, all)) {
        const message = `${called(monitor)} scrapes port "${port}", which no Service has that it selects; use the name of a port`;
        report({ pointer, message });
      }
    },
  },
});
