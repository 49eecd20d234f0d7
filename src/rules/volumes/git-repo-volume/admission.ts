import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.volumes.exists(v, has(v.gitRepo))',
  message: 'makes the node clone a repository as root; use an emptyDir and an init container that clones',
};
