/** The rules about roles whose wildcards include what a rule about one permission finds, the most powerful first. */
export const WILDCARD_RULES = ['rbac-cluster-admin-equivalent', 'rbac-wildcard-resource', 'rbac-wildcard-verb'];
