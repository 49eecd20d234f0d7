import { join } from 'node:path';
import { type App, Size } from 'cdk8s';
import { Aspects, Defaults, HardeningChecks, HardeningPolicy, PolicyFile } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import { BatchChart } from './charts/batch';
import { DataChart } from './charts/data';
import { LearnChart } from './charts/learn';
import { MetricsGatewayChart } from './charts/metrics-gateway';
import { NodeLogsChart } from './charts/node-logs';

/** The charts of the platform. */
export interface LearningPlatform {
  readonly data: DataChart;
  readonly learn: LearnChart;
  readonly batch: BatchChart;
  readonly nodeLogs: NodeLogsChart;
  readonly metricsGateway: MetricsGatewayChart;
}

/** Paths of the files that the app reads. */
export interface PlatformFiles {
  readonly policy: string;
  /** The vendor's release of the metrics gateway. */
  readonly release: string;
}

const FILES: PlatformFiles = {
  policy: join(__dirname, 'hardening.yaml'),
  release: join(__dirname, 'vendor', 'metrics-gateway.yaml'),
};

/** A platform for online courses. One policy file decides for the app, the plugin of `cdk8s synth` and `check`. */
export function buildLearningPlatform(app: App, { policy, release }: PlatformFiles = FILES): LearningPlatform {
  HardeningPolicy.of(app).set(PolicyFile.fromFile(policy));
  Aspects.of(app).add(new HardeningChecks());
  Defaults.of(app).set({
    labels: { 'app.kubernetes.io/part-of': 'learning-platform' },
    resourceClasses: { small: sized(100, 256), medium: sized(500, 1024) },
    resourceClass: 'small',
  });
  const data = new DataChart(app);
  const learn = new LearnChart(app, data);
  return {
    ...{ data, learn, batch: new BatchChart(app, data) },
    nodeLogs: new NodeLogsChart(app),
    metricsGateway: new MetricsGatewayChart(app, release),
  };
}

/** The LimitRange of the namespace adds the limit of CPU. */
function sized(millis: number, mebibytes: number): kplus.ContainerResources {
  const memory = Size.mebibytes(mebibytes);
  return { cpu: { request: kplus.Cpu.millis(millis) }, memory: { request: memory, limit: memory } };
}
