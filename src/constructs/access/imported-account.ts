import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { LockedServiceAccount } from './locked-service-account';

/** Whether an account is one of the cluster, as `kplus.ServiceAccount.fromServiceAccountName` returns it. */
export function isImported(account: kplus.IServiceAccount): boolean {
  return !(account instanceof kplus.ServiceAccount) && account.kind === 'ServiceAccount';
}

/**
 * Returns a locked account that stands for one of the cluster: no ServiceAccount is written, and grants make Roles for it.
 *
 * @param scope the workload
 * @param account the account of the cluster
 * @param namespace the namespace of the workload, which is that of its account
 */
export function importedAccount(
  scope: Construct,
  account: kplus.IServiceAccount,
  namespace: string | undefined,
): LockedServiceAccount {
  const theirs = (account as unknown as kplus.ISubject).toSubjectConfiguration?.().namespace;
  // cdk8s-plus says "default" where the caller says nothing.
  if (theirs !== undefined && theirs !== 'default' && namespace !== undefined && theirs !== namespace)
    throw new Error(
      `"${scope.node.path}": serviceAccount is in namespace "${theirs}", and the pods are in "${namespace}"; give one of that namespace`,
    );
  const locked = new LockedServiceAccount(scope, 'ServiceAccount', { metadata: { name: account.name, namespace } });
  locked.node.tryRemoveChild('Resource'); // the id that cdk8s-plus gives the object
  return locked;
}
