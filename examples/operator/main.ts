import { App } from 'cdk8s';
import { buildOperator } from './operator';

const app = new App();
buildOperator(app);
app.synth();
