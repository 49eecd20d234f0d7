import { ACCESS_FILES } from './access-files';
import { ADMISSION } from './admission';
import { AUTOSCALING } from './autoscaling';
import { CERTIFICATES } from './certificates';
import { CLUSTER } from './cluster';
import { CONFIGURATION } from './configuration';
import { ENCRYPTION } from './encryption';
import { FLOW_CONTROL } from './flowcontrol';
import { JOBS } from './jobs';
import { NETWORKING } from './networking';
import { CONTAINERS } from './pods/containers';
import { PODS } from './pods/pods';
import { SCHEDULING } from './pods/scheduling';
import { SECURITY } from './pods/security';
import { VOLUMES } from './pods/volumes';
import { QUOTAS } from './quotas';
import { RBAC } from './rbac';
import { SELECTORS } from './selectors';
import { SERVER_FILES } from './server-files';
import { SERVICES } from './services';
import { STORAGE } from './storage';
import type { Checks, TypeChecks } from './type-checks';
import { WEBHOOK_CHECKS } from './webhooks';
import { WORKLOADS } from './workloads';

export const CHECKS: ReadonlyMap<string, TypeChecks> = new Map(
  [
    ACCESS_FILES,
    ADMISSION,
    AUTOSCALING,
    CERTIFICATES,
    CLUSTER,
    CONFIGURATION,
    CONTAINERS,
    ENCRYPTION,
    FLOW_CONTROL,
    JOBS,
    NETWORKING,
    PODS,
    QUOTAS,
    RBAC,
    SCHEDULING,
    SECURITY,
    SELECTORS,
    SERVER_FILES,
    SERVICES,
    STORAGE,
    VOLUMES,
    WEBHOOK_CHECKS,
    WORKLOADS,
  ].flatMap((checks: Checks) => Object.entries(checks)),
);
