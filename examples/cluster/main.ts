import { App } from 'cdk8s';
import { buildCluster } from './cluster';

const app = new App();
buildCluster(app);
app.synth();
