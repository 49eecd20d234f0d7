import type { Suite } from '../suite';
import { afterHarden } from './after-harden';
import { podSecurity } from './pod-security';

/** All suites, in the order in which they run. */
export const SUITES: readonly Suite[] = [podSecurity, afterHarden];
