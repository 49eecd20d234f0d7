import { join } from 'node:path';
import { SnippetTranslator } from 'jsii-rosetta';
import { Go, withGoImports } from '../tools/rosetta/go';
import { Java, withJavaImports } from '../tools/rosetta/java';
import { Python, withPythonImports } from '../tools/rosetta/python';

const EXAMPLE = `import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

const image = 'web:1';
const chart = new Chart(new App(), 'shop', { labels: { owner: 'me' } });
const web = new kplus.Deployment(chart, 'web', {
  containers: [{ image, resources: { memory: { limit: Size.mebibytes(64) } }, imagePullPolicy: kplus.ImagePullPolicy.ALWAYS }],
});
web.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', \`\${image}-ssd\`)));
web.metadata.addLabel('a', 'b');
chart.node.addMetadata('data', { apiVersion: 'v1', hostPID: true, names: ['a'] });
`;

/** A program, compiled as rosetta does it. */
function compiled(visibleSource: string): SnippetTranslator {
  const location = { api: { api: 'file' as const, fileName: 'example.ts' } };
  const parameters = { $COMPILATION_DIRECTORY: join(__dirname, '..') };
  return new SnippetTranslator({ visibleSource, location, strict: true, parameters });
}

const translator = compiled(EXAMPLE);

test('the example compiles', () => {
  expect(translator.diagnostics).toEqual([]);
});

test('Go has packages, pointers, getters, and nil for what is left out', () => {
  expect(withGoImports(translator.renderUsing(new Go() as any))).toBe(`import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

image := jsii.String("web:1")
chart := cdk8s.NewChart(cdk8s.NewApp(nil), jsii.String("shop"), &cdk8s.ChartProps{
	Labels: &map[string]*string{
		"owner": jsii.String("me"),
	},
})
web := cdk8splus28.NewDeployment(chart, jsii.String("web"), &cdk8splus28.DeploymentProps{
	Containers: &[]*cdk8splus28.ContainerProps{
		&cdk8splus28.ContainerProps{
			Image: image,
			Resources: &cdk8splus28.ContainerResources{
				Memory: &cdk8splus28.MemoryResources{
					Limit: cdk8s.Size_Mebibytes(jsii.Number(64)),
				},
			},
			ImagePullPolicy: cdk8splus28.ImagePullPolicy_ALWAYS,
		},
	},
})
web.Scheduling().Attract(cdk8splus28.Node_Labeled(cdk8splus28.NodeLabelQuery_Is(jsii.String("disk"), jsii.Sprintf("%v-ssd", *image))), nil)
web.Metadata().AddLabel(jsii.String("a"), jsii.String("b"))
chart.Node().AddMetadata(jsii.String("data"), &map[string]interface{}{
	"apiVersion": jsii.String("v1"),
	"hostPID": jsii.Bool(true),
	"names": &[]*string{
		jsii.String("a"),
	},
}, nil)`);
});

test('Java has getters and imports', () => {
  const java = withJavaImports(translator.renderUsing(new Java() as any));
  expect(java).toMatch(/^import java\.util\.List;\nimport java\.util\.Map;\n/);
  expect(java).toContain('web.getScheduling().attract(');
  expect(java).toContain('web.getMetadata().addLabel("a", "b");');
  expect(java).toContain('ImagePullPolicy.ALWAYS');
});

test('Python keeps the keys of plain data, and imports from each module once', () => {
  const python = withPythonImports(translator.renderUsing(new Python() as any));
  expect(python).toContain('{"apiVersion": "v1", "hostPID": True, "names": ["a"]}');
  expect(withPythonImports('from b import C, C\nfrom a import D\nfrom b import A\n\nx\n')).toBe(
    'from a import D\nfrom b import A, C\n\nx\n',
  );
});

test('a call that leaves out an enum is refused, because Go cannot leave it out', () => {
  const call = compiled(`import * as kplus from 'cdk8s-plus-28';
declare const ingress: kplus.Ingress, backend: kplus.IngressBackend;
ingress.addRule('/', backend);
`);
  expect(call.diagnostics).toEqual([]);
  expect(() => call.renderUsing(new Go() as any)).toThrow(
    '"ingress.addRule(\'/\', backend)" leaves out "pathType", an enum, which Go cannot; give it in the example',
  );
});
