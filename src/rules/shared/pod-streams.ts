import { atLeast } from '../../kubernetes/kubernetes-version';
import type { Permission, PermissionTarget } from './visit-permissions';

/**
 * The permissions that open a stream to a pod. A client opens a WebSocket with a GET; since 1.35 the API server also
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/pod/rest/subresources.go
 */
export function onStream(resource: string) {
  return ({ target }: PermissionTarget): Permission[] => {
    const asksCreate = atLeast(target.kubernetesVersion, '1.35');
    return [{ verbs: asksCreate ? ['create'] : ['create', 'get'], resources: [resource] }];
  };
}
