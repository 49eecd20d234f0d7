/** What the API server grants to all authenticated users: to read about themselves and about the API. */
export const USUAL_FOR_AUTHENTICATED = ['system:basic-user', 'system:discovery', 'system:public-info-viewer'];

/** What the cluster itself grants to all accounts: public keys, and on OpenShift the images of their own namespace. */
export const USUAL_FOR_ACCOUNTS = [
  'system:service-account-issuer-discovery',
  'system:cluster-trust-bundle-discovery',
  'system:image-puller',
];
