import { App } from 'cdk8s';
import { buildNodeAgent } from './node-agent';

const app = new App();
buildNodeAgent(app);
app.synth();
