import { touches } from '../../../analysis/network/cidr';
import { isolationOf } from '../../../analysis/network/isolation';
import { addressesOf, allowsTcp, EGRESS, NETWORK_POLICY, rulesInForce } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { booleanOption, stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

const metadataAddresses = stringListOption(
  'metadataAddresses',
  ['169.254.169.254', 'fd00:ec2::254'],
  'addresses of the metadata service of the cloud provider',
);
const runsInCloud = booleanOption(
  'runsInCloud',
  false,
  'whether a pod whose egress no policy isolates is a finding too',
);

/** All clouds serve the metadata over plain HTTP. */
const PORT = 80;

export const rule = defineRule({
  id: 'instance-metadata-egress',
  category: 'network',
  impliedBy: ['network-policy-allow-all-egress'],
  title: "Pods do not reach the cloud's metadata service",
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N8', 'OWASP K07:2022', 'OWASP K08:2025'],
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    NETWORK_POLICIES,
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0052 (cloud)'],
  },
  options: [metadataAddresses, runsInCloud],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, option, report }) {
      const texts = option(metadataAddresses);
      const metadata = all._analysis(texts, () => addressesOf(texts));
      for (const { pointer, addresses } of rulesInForce(policy, EGRESS)
        .filter((each) => allowsTcp(each, PORT))
        .flatMap(({ peers }) => peers)) {
        if (!addresses || !metadata.some((range) => touches(addresses, range))) continue;
        report({
          pointer: `${pointer}/ipBlock/cidr`,
          message: `policy "${policy.objectRef.name}" lets pods request the credentials of the node from the cloud's metadata service; list its address in "except"`,
        });
      }
    },
    podTemplate(pod, { all, option, report }) {
      if (!option(runsInCloud) || isolationOf(pod, all).egress) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message:
          "pod can request the credentials of the node from the cloud's metadata service, because no network policy isolates its egress; add one that does",
      });
    },
  },
});
