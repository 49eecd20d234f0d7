import { type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ManifestSet } from '../model/manifest-set';

/** Synthesizes the charts of an app. Throws where they are refused. */
export function synthesized(root: IConstruct): ManifestSet {
  return isApp(root) ? ManifestSet.fromYaml(root.synthYaml()) : ManifestSet.fromJson(chartsIn(root));
}

/** An app renders all of its charts in one synth. */
function isApp(root: IConstruct): root is App {
  return typeof (root as Partial<App>).synthYaml === 'function';
}

function chartsIn(root: IConstruct): any[] {
  return root.node.findAll().flatMap((each) => (Chart.isChart(each) ? (each as Chart).toJson() : []));
}
