import { App } from 'cdk8s';
import { buildNightlyJobs } from './nightly-jobs';

const app = new App();
buildNightlyJobs(app);
app.synth();
