import type { Suite } from '../suite';
import { acceptance } from './acceptance';
import { access } from './access';
import { admission } from './admission';
import { afterHarden } from './after-harden';
import { files } from './files';
import { podSecurity } from './pod-security';
import { server } from './server';
import { wrongJudge } from './wrong-judge';

/** All suites, in the order in which they run. */
export const SUITES: readonly Suite[] = [
  podSecurity,
  afterHarden,
  acceptance,
  access,
  admission,
  files,
  server,
  wrongJudge,
];
