import {
  FILE_CHECKS,
  type FileCheck,
  isAbout,
  type TmpfilesLine,
  tmpfilesLines,
} from '../../../analysis/cluster/file-modes';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { cisSections } from '../../shared/control-plane/sources';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'node-file-mode',
  category: 'nodes',
  title: 'Only root reads and writes the keys and the settings of a node',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: [
    'NSA/CISA N4',
    ...cisSections([...new Set(FILE_CHECKS.flatMap(({ sections }) => sections))]),
    'OWASP K09:2022',
    'OWASP K07:2025',
  ],
  references: ['https://www.freedesktop.org/software/systemd/man/latest/tmpfiles.d.html', CIS_BENCHMARK, NSA_GUIDE],
  equivalents: {},
  visit: {
    types: ['files.cdk8s-hardened/TmpfilesConfiguration'],
    manifest(manifest, { report }) {
      for (const line of tmpfilesLines(manifest.json.lines)) {
        const about = FILE_CHECKS.filter(({ path }) => isAbout(line, path));
        const weak = about.filter((check) => isWeaker(line, check));
        const others = about.filter((check) => isOthers(line, check));
        const pointer = `/lines/${line.line}`;
        if (weak.length > 0) {
          const strictest = Math.min(...weak.map(({ mode = 0 }) => mode));
          const shown = (line.mode ?? 0).toString(8).padStart(4, '0');
          report({
            ...{ pointer, standards: cisSections(sectionsOf(weak, 0)) },
            message: `path "${line.path}" gets mode ${shown} (${cited(weak, 0)}); set it to 0${strictest.toString(8)} or less`,
          });
        }
        if (others.length > 0)
          report({
            ...{ pointer, standards: cisSections(sectionsOf(others, -1)) },
            message: `path "${line.path}" gets the owner ${line.user}:${line.group} (${cited(others, -1)}); set it to ${others[0]?.owner?.replace(' ', ':')}`,
          });
      }
    },
  },
});

/** Whether a line lets more through than a check. */
function isWeaker({ mode }: TmpfilesLine, check: FileCheck): boolean {
  return mode !== undefined && check.mode !== undefined && (mode & ~check.mode) !== 0;
}

function isOthers({ user, group }: TmpfilesLine, { owner }: FileCheck): boolean {
  if (owner === undefined) return false;
  const given = [user, group].map((name) => (name === '0' ? 'root' : name));
  return given.some((name, index) => !['-', 'root', owner.split(' ')[index]].includes(name));
}

function sectionsOf(checks: readonly FileCheck[], index: number): string[] {
  return [...new Set(checks.flatMap(({ sections }) => sections.at(index) ?? []))];
}

function cited(checks: readonly FileCheck[], index: number): string {
  return sectionsOf(checks, index)
    .map((section) => `CIS ${section}`)
    .join(', ');
}
