import type * as commandLine from './command-line';

/** The modules of this library that a test of an upgrade uses, from one registry. */
export interface Library {
  readonly cdk8s: typeof import('cdk8s');
  readonly api: typeof import('../../src/index');
  readonly command: typeof commandLine.command;
}

/**
 * Loads this library as it is, or after an upgrade that brings the editions 2026.2 and 2026.10. In 2026.2, `new-rule` is
 * new, `crashing-rule` too, `run-as-non-root` is critical and `service-links` in `nsa`; `cpu-limit-missing` has left it, and
 * `host-pid` reports more. In 2026.10, `newest-rule` is new.
 */
export function libraryAfter(upgrade: 'no upgrade' | 'upgrade'): Library {
  let library: Library | undefined;
  jest.isolateModules(() => {
    if (upgrade === 'upgrade') {
      const kept = { kubernetesVersion: '1.37' };
      jest.doMock('../../src/engine/editions', () => ({
        EDITIONS: [
          { name: '2026.1', kubernetesVersion: '1.36', before: {} },
          {
            ...{ name: '2026.2', ...kept },
            before: {
              'run-as-non-root': { severity: 'high' },
              'service-links': { profiles: [] },
              'cpu-limit-missing': { profiles: ['nsa'] },
            },
          },
          { name: '2026.10', ...kept, before: {} },
        ],
      }));
      jest.doMock('../../src/rules/catalog', () => ({ CATALOG: newCatalogue() }));
    }
    library = {
      cdk8s: require('cdk8s'),
      api: require('../../src/index'),
      command: require('./command-line').command,
    };
  });
  jest.dontMock('../../src/engine/editions').dontMock('../../src/rules/catalog');
  return library as Library;
}

/** The rules after the upgrade; called inside of its registry. */
function newCatalogue() {
  const { CATALOG } = jest.requireActual('../../src/rules/catalog') as typeof import('../../src/rules/catalog');
  const { DefinedRule, defineRule } =
    require('../../src/engine/define-rule') as typeof import('../../src/engine/define-rule');
  const { Severity } = require('../../src/engine/severity') as typeof import('../../src/engine/severity');
  const terms = {
    category: 'test',
    title: 'A claim',
    profiles: ['nsa'],
    standards: [],
    references: [],
    severity: Severity.HIGH,
  };
  const changed = CATALOG.map(({ meta, visitor }) => {
    const { id } = meta;
    if (id === 'run-as-non-root') return new DefinedRule({ ...meta, severity: Severity.CRITICAL, visit: visitor });
    if (id === 'service-links') return new DefinedRule({ ...meta, profiles: ['nsa'], visit: visitor });
    if (id === 'cpu-limit-missing') return new DefinedRule({ ...meta, profiles: [], visit: visitor });
    if (id !== 'host-pid') return new DefinedRule({ ...meta, visit: visitor });
    const visit = {
      ...visitor,
      manifest: ({ objectRef: { kind } }: any, { report }: any) => {
        if (kind === 'Service') report({ pointer: '/spec', message: 'service is seen; remove it', edition: '2026.2' });
      },
    };
    return new DefinedRule({ ...meta, visit });
  });
  const labels = '/metadata/labels/team';
  return [
    ...changed,
    defineRule({
      ...{ ...terms, id: 'new-rule', edition: '2026.2' },
      visit: {
        podTemplate({ manifest }, { report }) {
          if (manifest.value(labels) !== undefined) return;
          report({ pointer: labels, message: 'object has no team; set a label', fix: manifest.patchTo(labels, 'a') });
        },
      },
    }),
    defineRule({
      ...{ ...terms, id: 'newest-rule', edition: '2026.10' },
      visit: {
        manifest: ({ objectRef: { kind } }, { report }) => {
          if (kind === 'Service') report({ pointer: '/spec', message: 'service is there; remove it' });
        },
      },
    }),
    defineRule({
      ...{ ...terms, id: 'crashing-rule', edition: '2026.2' },
      visit: {
        manifest() {
          throw new Error('an object was not foreseen');
        },
      },
    }),
  ];
}
