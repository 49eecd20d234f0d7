import type { Equivalents } from '../../../engine/equivalents';

type Ids = readonly [kubescape: string, trivy: string, checkov: string];

/** The checks of other tools for CIS numbers; empty where a tool has none. */
const CHECKS: { readonly [cis: string]: Ids } = {
  '1.2.1': ['C-0113', 'KCV-0001', 'CKV_K8S_68'],
  '1.2.2': ['C-0114', 'KCV-0002', 'CKV_K8S_70'],
  '1.2.3': ['C-0283', '', ''],
  '1.2.4': ['C-0116', 'KCV-0005', 'CKV_K8S_72'],
  '1.2.5': ['C-0117', 'KCV-0006', 'CKV_K8S_73'],
  '1.2.6': ['C-0118', 'KCV-0007', 'CKV_K8S_74'],
  '1.2.7': ['C-0119', 'KCV-0008', 'CKV_K8S_75'],
  '1.2.8': ['C-0120', 'KCV-0009', 'CKV_K8S_77'],
  '1.2.9': ['C-0121', 'KCV-0010', 'CKV_K8S_78'],
  '1.2.10': ['C-0122', 'KCV-0011', 'CKV_K8S_79'],
  '1.2.11': ['C-0123', 'KCV-0012', 'CKV_K8S_80'],
  '1.2.12': ['C-0125', 'KCV-0014', 'CKV_K8S_82'],
  '1.2.13': ['C-0126', 'KCV-0015', 'CKV_K8S_83'],
  '1.2.14': ['C-0127', 'KCV-0016', 'CKV_K8S_85'],
  '1.2.15': ['C-0129', 'KCV-0018', 'CKV_K8S_90'],
  '1.2.16': ['C-0130', 'KCV-0019', 'CKV_K8S_91'],
  '1.2.17': ['C-0131', 'KCV-0020', 'CKV_K8S_92'],
  '1.2.18': ['C-0132', 'KCV-0021', 'CKV_K8S_93'],
  '1.2.19': ['C-0133', 'KCV-0022', 'CKV_K8S_94'],
  '1.2.20': ['C-0134', '', 'CKV_K8S_95'],
  '1.2.21': ['C-0135', 'KCV-0024', 'CKV_K8S_96'],
  '1.2.22': ['C-0136', 'KCV-0025', 'CKV_K8S_97'],
  '1.2.23': ['C-0137', 'KCV-0026', 'CKV_K8S_99'],
  '1.2.24': ['C-0138', 'KCV-0027', 'CKV_K8S_100'],
  '1.2.25': ['C-0139', 'KCV-0028', ''],
  '1.2.26': ['C-0140', 'KCV-0029', 'CKV_K8S_102'],
  '1.2.27': ['C-0141', 'KCV-0030', ''],
  '1.2.29': ['C-0277', '', 'CKV_K8S_105'],
  '1.2.30': ['C-0290', '', ''],
  '1.3.1': ['C-0144', 'KCV-0033', 'CKV_K8S_106'],
  '1.3.2': ['C-0145', 'KCV-0034', 'CKV_K8S_107'],
  '1.3.3': ['C-0146', 'KCV-0035', 'CKV_K8S_108'],
  '1.3.4': ['C-0147', 'KCV-0036', 'CKV_K8S_110'],
  '1.3.5': ['C-0148', 'KCV-0037', 'CKV_K8S_111'],
  '1.3.6': ['C-0149', 'KCV-0038', 'CKV_K8S_112'],
  '1.3.7': ['C-0150', 'KCV-0039', 'CKV_K8S_113'],
  '1.4.1': ['C-0151', '', 'CKV_K8S_114'],
  '1.4.2': ['C-0152', 'KCV-0041', 'CKV_K8S_115'],
  '2.1': ['C-0153', 'KCV-0042', 'CKV_K8S_116'],
  '2.2': ['C-0154', 'KCV-0043', 'CKV_K8S_117'],
  '2.3': ['C-0155', 'KCV-0044', 'CKV_K8S_118'],
  '2.4': ['C-0156', 'KCV-0045', 'CKV_K8S_119'],
  '2.5': ['C-0157', 'KCV-0046', 'CKV_K8S_121'],
  '2.6': ['C-0158', 'KCV-0047', ''],
  '2.7': ['C-0159', '', ''],
  '3.1.3': ['C-0288', '', ''],
  '3.2.1': ['C-0160', '', ''],
  '4.2.1': ['C-0172', 'KCV-0079', 'CKV_K8S_138'],
  '4.2.2': ['C-0173', 'KCV-0080', 'CKV_K8S_139'],
  '4.2.3': ['C-0174', 'KCV-0081', 'CKV_K8S_140'],
  '4.2.4': ['C-0175', 'KCV-0082', 'CKV_K8S_141'],
  '4.2.5': ['C-0176', 'KCV-0085', 'CKV_K8S_143'],
  '4.2.6': ['C-0178', 'KCV-0084', 'CKV_K8S_145'],
  '4.2.7': ['C-0179', 'KCV-0086', 'CKV_K8S_146'],
  '4.2.8': ['C-0180', 'KCV-0087', 'CKV_K8S_147'],
  '4.2.9': ['C-0181', 'KCV-0088', 'CKV_K8S_148'],
  '4.2.10': ['C-0182', 'KCV-0090', 'CKV_K8S_149'],
  '4.2.11': ['C-0183', 'KCV-0091', 'CKV_K8S_150'],
  '4.2.12': ['C-0184', 'KCV-0092', 'CKV_K8S_151'],
  '4.2.13': ['C-0284', '', ''],
  '4.3.1': ['C-0291', '', ''],
};

/** Returns the checks of other tools for CIS numbers, and further ones; undefined if there is none. */
export function equivalentsOf(
  numbers: readonly string[],
  further: Pick<Equivalents, 'kubescape' | 'trivy' | 'checkov'> = {},
): Equivalents | undefined {
  const known = numbers.flatMap((number) => (Object.hasOwn(CHECKS, number) ? [CHECKS[number] as Ids] : []));
  const of = (tool: 0 | 1 | 2, more: readonly string[] = []) => [
    ...known.map((ids) => ids[tool]).filter((id) => id !== ''),
    ...more,
  ];
  const found = { kubescape: of(0, further.kubescape), trivy: of(1, further.trivy), checkov: of(2, further.checkov) };
  const named = Object.entries(found).filter(([, ids]) => ids.length > 0);
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
