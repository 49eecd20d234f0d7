import { App } from 'cdk8s';
import { buildQueueWorkers } from './queue-workers';

const app = new App();
buildQueueWorkers(app);
app.synth();
