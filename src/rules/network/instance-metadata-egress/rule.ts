import { type AddressRange, isNarrow, touches } from '../../../analysis/network/cidr';
import { isolationOf } from '../../../analysis/network/isolation';
import { METADATA_SERVICES, type MetadataService } from '../../../analysis/network/metadata-services';
import { addressesOf, allowsTcp, EGRESS, NETWORK_POLICY, rulesInForce } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { booleanOption, stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const metadataAddresses = stringListOption(
  'metadataAddresses',
  METADATA_SERVICES.map(({ address }) => address),
  'addresses of the metadata service of the cloud provider; the default has those of the large clouds',
);
const runsInCloud = booleanOption(
  'runsInCloud',
  false,
  'whether a pod whose egress no policy isolates is a finding too',
);

/** All clouds serve the metadata over plain HTTP. */
export const PORT = 80;

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
    'https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16',
    'https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm',
    'https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata',
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
      const services = all._analysis(texts, () => servicesAt(texts));
      for (const { pointer, addresses } of rulesInForce(policy, EGRESS)
        .filter((each) => allowsTcp(each, PORT))
        .flatMap(({ peers }) => peers)) {
        const reached = addresses ? services.filter(({ range }) => touches(addresses, range)) : [];
        if (!addresses || reached.length === 0) continue;
        // The agent gives a pod nothing but its own identity, which a policy that names the agent means.
        if (reached.every(({ service }) => service?.isOfPod) && isNarrow(addresses)) continue;
        // An address that a policy names is that of its cloud.
        const isMinor =
          texts === metadataAddresses.defaultValue &&
          reached.every(({ service }) => service?.isOfPod || (service?.isRare && !isNarrow(addresses)));
        report({
          pointer: `${pointer}/ipBlock/cidr`,
          message: `policy "${policy.objectRef.name}" lets pods request credentials from the metadata service at ${namesOf(reached)}; list ${reached.length > 1 ? 'these addresses' : 'the address'} in "except"`,
          severity: isMinor ? Severity.LOW : Severity.MEDIUM,
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

interface Place {
  readonly text: string;
  readonly range: AddressRange;
  /** Undefined if only the policy of this run knows it. */
  readonly service?: MetadataService;
}

function namesOf(places: readonly Place[]): string {
  const names = places.map(({ text, service }) => (service ? `${text} (${service.of})` : text));
  const last = names.pop();
  return names.length > 0 ? `${names.join(', ')} and ${last}` : `${last}`;
}

function servicesAt(texts: readonly string[]): Place[] {
  return addressesOf(texts).map((range, index) => {
    const text = texts[index] as string;
    return { text, range, service: METADATA_SERVICES.find(({ address }) => address === text) };
  });
}
