import { App } from 'cdk8s';
import { buildLearningPlatform } from './learning-platform';

const app = new App();
buildLearningPlatform(app);
app.synth();
