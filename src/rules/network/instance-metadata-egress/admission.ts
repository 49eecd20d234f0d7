import { METADATA_SERVICES } from '../../../analysis/network/metadata-services';
import { addressesOf, EGRESS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Admission } from '../../shared/admission/admission';
import { blocksOf } from '../../shared/admission/cidr';
import { rulesInForceOf } from '../../shared/admission/network-policies';
import { metadataAddresses, PORT } from './rule';

const PORTS = 'r.?ports.orValue([])';
const NUMBERED = `type(o.port) == int && o.port <= ${PORT} && ${PORT} <= o.?endPort.orValue(o.port)`;
const ALLOWS_PORT = `(${PORTS}.size() == 0 || ${PORTS}.exists(o, o.?protocol.orValue('TCP') == 'TCP' && (!has(o.port) || (${NUMBERED}))))`;
const BLOCKS = blocksOf("[p.?ipBlock.?cidr.orValue('')]");
const EXCEPTIONS = blocksOf('p.?ipBlock.?except.orValue([])');
/** The agent gives a pod nothing but its own identity, which a policy that names the agent means. */
const NARROW = 256;

/** Whether a block of IPv4, `b`, reaches one of some addresses in spite of the exceptions, `l`. */
function reaches(texts: readonly string[], isWide = ''): string {
  const ranges = addressesOf(texts).filter(({ family, first, last }) => family === 4 && first === last);
  const list = `[${ranges.map(({ first }) => String(first)).join(', ')}]`;
  const contains = (block: string) => `a / ${block}[1] == ${block}[0] / ${block}[1]`;
  return `(${isWide}${list}.exists(a, ${contains('b')} && !l.exists(e, ${contains('e')})))`;
}

export const admission: Admission = {
  family: 'network',
  types: [NETWORK_POLICY],
  object: ({ option }) => {
    const texts = option(metadataAddresses);
    const isOfPod = (text: string) => METADATA_SERVICES.some((each) => each.address === text && each.isOfPod);
    const ways = [
      reaches(texts.filter((text) => !isOfPod(text))),
      reaches(texts.filter(isOfPod), `b[1] > ${NARROW} && `),
    ].join(' || ');
    return `${rulesInForceOf(EGRESS)}.exists(r, ${ALLOWS_PORT} && r.?to.orValue([]).exists(p, [${EXCEPTIONS}].exists(l, ${BLOCKS}.exists(b, ${ways}))))`;
  },
  message: 'lets pods request credentials from the metadata service of a cloud; list its address in "except"',
  partly:
    'addresses of IPv6 and ranges of the option are compared by check alone, and so are pods that no policy isolates',
};
