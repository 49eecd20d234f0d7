import { type App, Chart, Size } from 'cdk8s';
import { IsolatedNamespace, SecretRef, SecureStatefulSet } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGES = {
  postgres: 'docker.io/library/postgres:17.2@sha256:9d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f0a9b8c7d6e5f4',
  redis: 'docker.io/library/redis:7.4.1@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f0a9b8c7d6e5f49d1c2b3a4f5e6d7c8b9a',
  rabbitmq: 'docker.io/library/rabbitmq:4.0.5@sha256:69788796a5b4c3d2e1f0a9b8c7d6e5f49d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a',
};
const CREDENTIALS = '/etc/credentials';
/** The user and group that the images of the databases have. */
const OWNER = 999;

/** PostgreSQL, Redis and RabbitMQ. Charts that use them declare the connections. */
export class DataChart extends Chart {
  public readonly postgres: SecureStatefulSet;
  public readonly redis: SecureStatefulSet;
  public readonly rabbitmq: SecureStatefulSet;

  public constructor(app: App) {
    super(app, 'data', { namespace: 'learn-data' });
    new IsolatedNamespace(this, 'namespace', { quota: { pods: 10 } });

    this.postgres = new SecureStatefulSet(this, 'postgres', {
      metadata: { name: 'postgres' },
      replicas: 1,
      securityContext: { fsGroup: OWNER },
      resourceClass: 'medium',
      containers: [
        {
          image: IMAGES.postgres,
          portNumber: 5432,
          securityContext: { user: OWNER, group: OWNER },
          envVariables: {
            POSTGRES_PASSWORD_FILE: kplus.EnvValue.fromValue(`${CREDENTIALS}/password`),
            PGDATA: kplus.EnvValue.fromValue('/var/lib/postgresql/data/pgdata'),
          },
        },
      ],
      secrets: [{ secret: SecretRef.fromSecretName('postgres-password'), path: CREDENTIALS }],
      volumeClaims: [{ name: 'data', path: '/var/lib/postgresql/data', size: Size.gibibytes(50) }],
      writablePaths: ['/var/run/postgresql'],
    });

    this.redis = new SecureStatefulSet(this, 'redis', {
      metadata: { name: 'redis' },
      replicas: 1,
      securityContext: { fsGroup: OWNER },
      containers: [
        {
          image: IMAGES.redis,
          portNumber: 6379,
          securityContext: { user: OWNER, group: OWNER },
          args: [`${CREDENTIALS}/redis.conf`], // with the password
        },
      ],
      secrets: [{ secret: SecretRef.fromSecretName('redis-config'), path: CREDENTIALS }],
      volumeClaims: [{ name: 'data', path: '/data', size: Size.gibibytes(5) }],
    });

    const cookie = kplus.Secret.fromSecretName(this, 'rabbitmq-cookie', 'rabbitmq-cookie');
    this.rabbitmq = new SecureStatefulSet(this, 'rabbitmq', {
      metadata: { name: 'rabbitmq' },
      replicas: 1,
      securityContext: { fsGroup: OWNER },
      containers: [
        {
          image: IMAGES.rabbitmq,
          portNumber: 5672,
          securityContext: { user: OWNER, group: OWNER },
          envVariables: {
            RABBITMQ_ERLANG_COOKIE: kplus.EnvValue.fromSecretValue({ secret: cookie, key: 'cookie' }),
          },
        },
      ],
      // The definitions have the users and the hashes of their passwords.
      secrets: [{ secret: SecretRef.fromSecretName('rabbitmq-definitions'), path: '/etc/rabbitmq/conf.d' }],
      volumeClaims: [{ name: 'data', path: '/var/lib/rabbitmq', size: Size.gibibytes(10) }],
    });
  }
}
