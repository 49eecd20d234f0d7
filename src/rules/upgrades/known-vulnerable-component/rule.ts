import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import type { ContainerView } from '../../../model/manifest';
import { ageRemark } from '../../shared/data-age';
import { isRepository } from '../../shared/image-places';
import { NSA_GUIDE } from '../../shared/sources';
import { fieldVersions, imageVersion, VERSION_TYPES } from '../../shared/versions/stated-versions';
import { vulnerabilitiesOf } from './versions';
import { DANGEROUS_SETTINGS, recordOf, VULNERABILITIES, VULNERABILITIES_AS_OF } from './vulnerabilities';

const ID = 'known-vulnerable-component';

/** A tag without a complete version does not identify the content of the image. */
export const rule = defineRule({
  id: ID,
  category: 'upgrades',
  title: 'Components have no well-known critical vulnerability',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, ...VULNERABILITIES.map(recordOf), ...DANGEROUS_SETTINGS.map(({ source }) => source)],
  equivalents: {
    kubescape: ['C-0059', 'C-0081', 'C-0090', 'C-0091'],
    checkov: ['CKV_K8S_159'],
    kyverno: ['check-ingress-nginx-controller-version-and-annotation-policy'],
  },
  visit: {
    types: VERSION_TYPES,
    manifest(manifest, { all, report }) {
      for (const { component, text, pointer, place } of fieldVersions(manifest, all)) {
        const found = vulnerabilitiesOf(text, knownOf([component]));
        if (found) report({ pointer, message: `${place} "${text}" has ${outcome(found)}` });
      }
    },
    container(container, { report }) {
      const written = container.value('/image');
      const image = imageOf(written);
      if (!image) return;
      const names = [
        ...REPOSITORIES.filter((name) => isRepository(image, name)),
        imageVersion(container)?.component ?? '',
      ];
      const found = vulnerabilitiesOf(image.tag ?? '', knownOf(names));
      if (found) {
        report({
          pointer: `${container.path}/image`,
          message: `image "${written}" of container "${container.name}" has ${outcome(found)}`,
        });
      }
      for (const { component, variable, flag, message } of DANGEROUS_SETTINGS) {
        if (!isRepository(image, component)) continue;
        for (const { pointer, name } of [...variablesOf(container, variable), ...flagsOf(container, flag)])
          report({ pointer, message: `container "${container.name}" sets ${name}, ${message}` });
      }
    },
  },
  remarks: ({ today }) => ageRemark(ID, VULNERABILITIES_AS_OF, today),
});

const REPOSITORIES = [...new Set(VULNERABILITIES.flatMap(({ components }) => components))];

function knownOf(names: readonly string[]) {
  return VULNERABILITIES.filter(({ components }) => components.some((each) => names.includes(each)));
}

function outcome({ ids, fixed }: { readonly ids: readonly string[]; readonly fixed: string }): string {
  return `${ids.join(' and ')}; use ${fixed} or newer`;
}

/** A setting of a container, and its place. */
interface Setting {
  readonly name: string;
  readonly pointer: string;
}

function variablesOf(container: ContainerView, wanted: string): Setting[] {
  const env: readonly any[] = container.value('/env') ?? [];
  return env.flatMap(({ name }, index) =>
    name === wanted ? [{ name, pointer: `${container.path}/env/${index}` }] : [],
  );
}

function flagsOf(container: ContainerView, flag: string): Setting[] {
  return ['command', 'args'].flatMap((list) => {
    const words: readonly any[] = container.value(`/${list}`) ?? [];
    return words.flatMap((word, index) =>
      new RegExp(`^--?${flag}(=|$)`).test(String(word))
        ? [{ name: `--${flag}`, pointer: `${container.path}/${list}/${index}` }]
        : [],
    );
  });
}
