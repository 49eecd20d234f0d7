import { atLeast } from '../../kubernetes/kubernetes-version';
import type { Grantor } from './visit-grants';
import type { Permission } from './visit-permissions';

/**
 * What opens a stream to a pod. A WebSocket is opened with a GET; since 1.35 that one is asked for `create` as well.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/pod/rest/subresources.go
 */
export function onStream(resource: string) {
  return ({ visit }: Grantor): Permission[] => {
    const asksCreate = atLeast(visit.target.kubernetesVersion, '1.35');
    return [{ verbs: asksCreate ? ['create'] : ['create', 'get'], resources: [resource] }];
  };
}
