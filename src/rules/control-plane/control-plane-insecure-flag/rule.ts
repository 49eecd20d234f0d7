import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { documentsIn } from '../../shared/embedded-documents';
import { configMapTexts } from '../../shared/secrets/config-map';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';
import { commandLineOf } from './command-line';
import { PROGRAMS } from './flags';
import { SETTINGS } from './kubelet';
import { CLUSTER_CONFIGURATION, type Weakness, weaknessesOf } from './settings';

const spared = stringListOption(
  'sparedSections',
  [],
  'sections whose flags and fields are not judged, such as CIS 1.2.9',
);

/** Texts of ConfigMaps that are worth reading. kubeadm keeps all three kinds in `kube-system`. */
const SETTINGS_IN_TEXT = /kind["']?\s{0,4}:\s{0,4}["']?(?:Kubelet|KubeProxy|Cluster)Configuration/;

export const rule = defineRule({
  id: 'control-plane-insecure-flag',
  category: 'control-plane',
  title: 'The control plane and the kubelets run with secure settings',
  severity: Severity.HIGH,
  profiles: [],
  standards: [
    'NSA/CISA N4',
    'NSA/CISA A1',
    'CIS 2.0.1 1.2.*',
    'CIS 2.0.1 1.3.*',
    'CIS 2.0.1 1.4.*',
    'CIS 2.0.1 2.*',
    'CIS 2.0.1 3.2.1',
    'CIS 2.0.1 4.2.*',
    'CIS 2.0.1 4.3.1',
    'CIS 1.12 1.2.*',
    'CIS 1.12 1.3.*',
    'CIS 1.12 1.4.*',
    'CIS 1.12 2.*',
    'CIS 1.12 3.2.1',
    'CIS 1.12 4.2.*',
    'CIS 1.12 4.3.1',
    'OWASP K09:2022',
    'OWASP K07:2025',
  ],
  references: [
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0005', 'C-0069', 'C-0070', 'C-0113..C-0184 (cluster)'],
    trivy: ['KCV-0001..KCV-0092'],
    checkov: ['CKV_K8S_68..CKV_K8S_151'],
  },
  options: [spared],
  visit: {
    types: [...Object.keys(SETTINGS), CLUSTER_CONFIGURATION, 'ConfigMap'],
    manifest(config, { option, report, target }) {
      const isJudged = ({ source }: Weakness) => !option(spared).includes(source);
      if (config.groupKind !== 'ConfigMap') {
        for (const found of weaknessesOf(config.json, target.kubernetesVersion).filter(isJudged)) {
          const { pointer, what, source, severity, must } = found;
          report({
            pointer,
            message: `settings of kind ${config.objectRef.kind} have ${what} (${source}); ${must}`,
            severity,
          });
        }
        return;
      }
      for (const { key, text, pointer } of configMapTexts(config).filter((each) => SETTINGS_IN_TEXT.test(each.text))) {
        for (const settings of documentsIn(text)) {
          for (const { what, source, severity, must } of weaknessesOf(settings, target.kubernetesVersion).filter(
            isJudged,
          )) {
            report({
              pointer,
              message: `settings of kind ${settings.kind} in key "${key}" have ${what} (${source}); ${must}`,
              severity,
            });
          }
        }
      }
    },
    container(container, { option, report }) {
      const { program } = commandLineOf(container) ?? {};
      const known = program !== undefined && Object.hasOwn(PROGRAMS, program) ? PROGRAMS[program] : undefined;
      const line = known && commandLineOf(container, known.env);
      if (!known || !line || (known.file !== undefined && line.flags.has(known.file))) return;
      for (const { flag, source, severity, isFine, must, unless, onlyWith } of known.checks) {
        const found = line.flags.get(flag);
        const isDecided = unless !== undefined && line.flags.has(unless);
        const isIdle = onlyWith !== undefined && !line.flags.has(onlyWith);
        if (isDecided || isIdle || option(spared).includes(source) || isFine(found?.value)) continue;
        const what = found ? `--${flag} "${found.value}"` : `no --${flag}`;
        report({
          pointer: found?.pointer ?? line.pointer,
          message: `container "${container.name}" has ${what} (${source}); ${must}`,
          severity,
        });
      }
    },
  },
});
