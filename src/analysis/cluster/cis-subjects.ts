import type { ManifestSet } from '../../model/manifest-set';
import type { CisSubject, FileSubject } from './cis-benchmark';
import { decidedSections } from './file-modes';
import { programsIn } from './flags/programs-in';
import { SETTINGS_TYPES, type SettingsKind, settingsInText } from './settings-files';

const SETTINGS_KINDS = Object.keys(SETTINGS_TYPES) as SettingsKind[];
const ROLES: readonly string[] = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];

/** Returns what a set of objects can decide. */
export function cisSubjectsIn(all: ManifestSet): ReadonlySet<CisSubject> {
  const has = (type: string) => all.ofType(type).length > 0;
  const others: readonly (readonly [CisSubject, boolean])[] = [
    ['EncryptionConfiguration', has('apiserver.config.k8s.io/EncryptionConfiguration') || has('EncryptionConfig')],
    ['audit policy', has('audit.k8s.io/Policy')],
    ['namespaces', has('Namespace')],
    ['pods', all.all.some(({ podTemplates }) => podTemplates.length > 0)],
    ['roles', ROLES.some((kind) => has(`rbac.authorization.k8s.io/${kind}`))],
  ];
  return new Set([
    ...programsIn(all).map(({ program }) => program),
    ...all.ofType('ConfigMap').flatMap(({ json }) => settingsInText(json)),
    ...SETTINGS_KINDS.filter((kind) => has(SETTINGS_TYPES[kind])),
    ...others.filter(([, isThere]) => isThere).map(([subject]) => subject),
    ...all
      .ofType('files.cdk8s-hardened/TmpfilesConfiguration')
      .flatMap(({ json }) => decidedSections(json.lines).map((number): FileSubject => `files of ${number}`)),
  ]);
}
