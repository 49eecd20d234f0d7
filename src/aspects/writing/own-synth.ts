import { join } from 'node:path';
import { type ApiObject, type App, type Chart, Names, Yaml, YamlOutputType } from 'cdk8s';
import { makeFolder } from '../../host/replace-file';
import type { Order } from './order';

/**
 * What `App.synth` of cdk8s does after its validations, with an order that is known: it gives each file to `Yaml.save`. The
 * names of files and the choice of objects for each output type are those of cdk8s.
 *
 * @see https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/app.ts
 */
export function synthInOrder(app: App, order: Order): void {
  const { outdir, yamlOutputType, outputFileExtension: extension } = app;
  makeFolder(outdir);
  const save = (docs: readonly any[], ...path: string[]) => Yaml.save(join(outdir, ...path) + extension, docs as any[]);
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      if (order.charts.length > 0) save(documentsIn(order), 'app');
      break;
    case YamlOutputType.FILE_PER_CHART:
      for (const [index, chart] of order.charts.entries()) save(documentsOf(chart), nameOf(chart, index, order));
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const document of documentsIn(order)) if (document !== undefined) save([document], resourceName(document));
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      for (const [index, chart] of order.charts.entries()) {
        const folder = nameOf(chart, index, order);
        makeFolder(join(outdir, folder));
        for (const object of order.objectsOf(chart) ?? []) save([object.toJson()], folder, resourceName(object));
      }
      break;
    default:
      break;
  }
  const inner: any = app; // both are private
  if (inner.recordConstructMetadata)
    inner.writeConstructMetadata(order.charts.flatMap((chart) => order.objectsOf(chart) ?? []));
}

/** The documents of all charts. */
export function documentsIn(order: Order): any[] {
  return order.charts.flatMap(documentsOf);
}

/** A chart that overrides `toJson` may return an object. */
function documentsOf(chart: Chart): any[] {
  return Object.values(chart.toJson());
}

/** Where a chart depends on another, the names of files say the order. */
function nameOf(chart: Chart, index: number, { hasDependentCharts }: Order): string {
  const name = Names.toDnsLabel(chart);
  return hasDependentCharts ? `${index.toString().padStart(4, '0')}-${name}` : name;
}

function resourceName({
  kind,
  metadata,
}: Pick<ApiObject, 'kind'> & { readonly metadata: { readonly name?: string } }): string {
  return `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
