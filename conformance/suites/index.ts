import type { Suite } from '../suite';
import { acceptance } from './acceptance';
import { access } from './access';
import { accessAnswers } from './access-answers';
import { accessPaths } from './access-paths';
import { accessRefused } from './access-refused';
import { accessRules } from './access-rules';
import { admission } from './admission';
import { admissionCustom } from './admission-custom';
import { admissionFill } from './admission-fill';
import { admissionGuards } from './admission-guards';
import { admissionGuardsServer } from './admission-guards-server';
import { admissionServer } from './admission-server';
import { afterHarden } from './after-harden';
import { clusterAudit } from './cluster-audit';
import { clusterBenchmark } from './cluster-benchmark';
import { clusterFiles, olderClusterFiles } from './cluster-files';
import { clusterFirewall } from './cluster-firewall';
import { clusterServer } from './cluster-server';
import { clusterStaticPods } from './cluster-static-pods';
import { componentFlags } from './component-flags';
import { customKindsSuite } from './custom-kinds';
import { files } from './files';
import { fixes } from './fixes';
import { granted } from './granted';
import { nodeFiles } from './node-files';
import { operator } from './operator';
import { podSecurity } from './pod-security';
import { refusals } from './refusals';
import { server } from './server';
import { thirdParty } from './third-party';
import { workloads } from './workloads';
import { written } from './written';
import { wrongJudge } from './wrong-judge';
import { yaml } from './yaml';

/** All suites, in the order in which they run. */
export const SUITES: readonly Suite[] = [
  podSecurity,
  afterHarden,
  fixes,
  thirdParty,
  acceptance,
  refusals,
  workloads,
  access,
  accessRefused,
  accessRules,
  accessPaths,
  accessAnswers,
  admission,
  admissionCustom,
  admissionGuards,
  admissionFill,
  files,
  nodeFiles,
  clusterFiles,
  olderClusterFiles,
  clusterAudit,
  clusterStaticPods,
  componentFlags,
  clusterFirewall,
  clusterBenchmark,
  yaml,
  written,
  server,
  customKindsSuite,
  operator,
  granted,
  clusterServer,
  admissionGuardsServer,
  admissionServer,
  wrongJudge,
];
