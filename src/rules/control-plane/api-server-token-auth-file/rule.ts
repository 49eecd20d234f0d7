import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isAbsent } from '../../shared/control-plane/predicates';

/** No fix: who logs in by such a file would be locked out. */
export const rule = componentRule({
  id: 'api-server-token-auth-file',
  title: 'The API server takes no passwords or tokens from a file',
  severity: Severity.HIGH,
  guide: ['A1'],
  flags: ['token-auth-file', 'basic-auth-file'].map((flag) => ({
    ...{ program: 'kube-apiserver', flag, cis: '1.2.2', isFine: isAbsent, must: 'remove $' },
  })),
  checkov: ['CKV_K8S_69'],
});
