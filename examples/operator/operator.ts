import { ApiObject, type App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Aspects,
  AuditorRole,
  Defaults,
  DeveloperRole,
  GrantTarget,
  HardeningChecks,
  IsolatedNamespace,
  SecretRef,
  SecureDeployment,
  Verbs,
  ViewerRole,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGE = 'ghcr.io/acme/report-operator@sha256:d92f7c1b9d4e6a8035c1d2e3f405162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8';
const GROUP = 'reports.acme.example';
/** The namespaces of the teams, whose Reports the operator serves. */
const TEAMS = ['team-blue', 'team-green'];
const WEBHOOK_PORT = 9443;
const reports = kplus.ApiResource.custom({ apiGroup: GROUP, resourceType: 'reports' });

/** An operator: it watches Reports in the namespaces of the teams, and writes one ConfigMap for each. */
export class OperatorChart extends Chart {
  public readonly operator: SecureDeployment;

  public constructor(app: App) {
    super(app, 'operator', { namespace: 'report-operator' });
    const isolatedNamespace = new IsolatedNamespace(this, 'namespace');
    new ViewerRole(this, 'viewers', { isolatedNamespace, groups: ['oidc:report-team'] });
    new AuditorRole(this, 'auditors', { isolatedNamespace, groups: ['oidc:auditors'] });
    new DeveloperRole(this, 'developers', {
      isolatedNamespace,
      groups: ['oidc:report-on-call'],
      reason: 'the team on call rolls the operator back by hand',
      expires: '2099-12-31',
    });

    const settings = new kplus.ConfigMap(this, 'settings', { data: { 'operator.yaml': 'workers: 2\n' } });
    this.operator = new SecureDeployment(this, 'operator', {
      replicas: 2,
      containers: [
        {
          name: 'operator',
          image: IMAGE,
          ports: [{ number: WEBHOOK_PORT, name: 'webhook' }],
          resources: {
            cpu: { request: kplus.Cpu.millis(100) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
          },
        },
      ],
      tokenContainers: ['operator'],
      // cert-manager writes this Secret: the operator needs no permission for it.
      secrets: [{ secret: SecretRef.fromSecretName('report-operator-webhook'), path: '/etc/webhook' }],
      disruptionBudget: {},
    });
    this.grant(settings);
    this.makeWebhook();
  }

  /** What the operator may do, and nothing else. */
  private grant(settings: kplus.ConfigMap): void {
    const { account } = this.operator;
    account.allow(Verbs.READ, settings, { byFieldSelector: true });
    account.allowLeaderElection('report-operator');
    account.allowEvents();
    account.allowInNamespaces(TEAMS, Verbs.READ, reports);
    account.allowInNamespaces(TEAMS, ['get', 'update', 'patch'], reports, { subresource: 'status' });
    account.allowOwned(kplus.ApiResource.CONFIG_MAPS, {
      labels: { 'app.kubernetes.io/managed-by': 'report-operator' },
      namespaceNames: TEAMS,
      reason: 'a ConfigMap has the name of its Report, which no app knows',
      expires: '2099-12-31',
    });
    account.allowClusterWide(['get', 'list', 'watch'], kplus.ApiResource.NODES, {
      reason: 'spreads the reports over the zones of the nodes',
    });
    account.bindExternalClusterRole('system:auth-delegator', {
      reason: 'reviews the tokens of those who scrape its metrics',
      clusterWide: true,
    });
  }

  /** The webhook that validates Reports, with a certificate of cert-manager. */
  private makeWebhook(): void {
    const service = this.operator.exposeViaService({ ports: [{ port: 443, targetPort: WEBHOOK_PORT }] });
    this.operator.connections.allowFromKubeApiServer();
    const certificate = new ApiObject(this, 'certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      spec: {
        secretName: 'report-operator-webhook',
        dnsNames: [`${service.name}.${this.namespace}.svc`],
        issuerRef: { kind: 'ClusterIssuer', name: 'cluster-services' },
      },
    });
    this.operator.account.allowRead(GrantTarget.of(certificate, { resourceType: 'certificates' }));
    const webhook = new ApiObject(this, 'webhook', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { annotations: { 'cert-manager.io/inject-ca-from': `${this.namespace}/${certificate.name}` } },
      webhooks: [
        {
          name: `validate.${GROUP}`,
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Fail',
          timeoutSeconds: 5,
          clientConfig: { service: { name: service.name, namespace: this.namespace, path: '/validate', port: 443 } },
          rules: [
            { apiGroups: [GROUP], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['reports'] },
          ],
        },
      ],
    });
    webhook.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
}

/** The namespaces of the teams. */
class TeamsChart extends Chart {
  public constructor(app: App) {
    super(app, 'teams');
    for (const name of TEAMS) new IsolatedNamespace(this, name, { name });
  }
}

/** Adds the operator and the teams to an app that is checked as a whole. */
export function buildOperator(app: App): OperatorChart {
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['10.96.0.1', '10.0.0.10'] } } });
  Aspects.of(app).add(new HardeningChecks());
  new TeamsChart(app);
  return new OperatorChart(app);
}
