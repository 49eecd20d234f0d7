import * as cdk8s from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import type * as hardened from '../../src/index';

export interface SecondCopy {
  readonly kplus: typeof kplus;
  readonly hardened: typeof hardened;
}

/**
 * Loads cdk8s-plus and this library again, for the same cdk8s: no class of one copy is a class of the other. Objects of
 * two lines of cdk8s-plus meet in an app in this way.
 */
export function secondCopy(): SecondCopy {
  let copy: SecondCopy | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => cdk8s);
    jest.doMock('constructs', () => constructs);
    copy = { kplus: require('cdk8s-plus-28'), hardened: require('../../src/index') };
  });
  return copy as SecondCopy;
}
