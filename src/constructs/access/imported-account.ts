import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { LockedServiceAccount } from './locked-service-account';

/** Whether an account is locked: one of this class, or of the same class in the package for another line. */
export function isLocked(account: kplus.IServiceAccount | undefined): account is LockedServiceAccount {
  return typeof (account as LockedServiceAccount | undefined)?.needsToken === 'boolean';
}

/** Whether an account is one of the cluster, as `kplus.ServiceAccount.fromServiceAccountName` returns it. */
export function isImported(account: kplus.IServiceAccount): boolean {
  return account.kind === 'ServiceAccount' && !isLocked(account) && !account.node.findAll().some(ApiObject.isApiObject);
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
