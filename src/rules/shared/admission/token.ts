export const TOKEN_FILLED = 'the API server mounts the token before policies see the pod: a template is not judged';

/** Whether a pod has a token: it says so itself, or the API server has added the volume, as the account says. */
export const MOUNTS_TOKEN =
  "variables.spec.?automountServiceAccountToken.orValue(variables.volumes.exists(v, v.name.startsWith('kube-api-access-')))";
