import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { pathOf, removeNamespace } from '../construct-tree';
import { isObjectName } from '../object-name';
import type { ImageAuthority } from './image-authority';

/** Options of an `ImageSignaturePolicy`. */
export interface ImageSignaturePolicyProps {
  /**
   * Name of the policy.
   *
   * @default 'require-signed-images'
   */
  readonly name?: string;
  /** The images, as patterns: `*` stands for characters without `/`, and `**` for all, such as `registry.acme.internal/**`. */
  readonly images: string[];
  /** Who has to sign; one of them is enough. */
  readonly authorities: ImageAuthority[];
  /** The namespaces whose pods are checked, at least one: others are not. */
  readonly namespaces: kplus.Namespace[];
  /**
   * Whether images that no policy names are refused in these namespaces. policy-controller lets them pass by default, with a warning. It is
   * one setting for all policies.
   *
   * @default true
   */
  readonly refusesOthers?: boolean;
  /**
   * Namespace of policy-controller.
   *
   * @default 'cosign-system'
   */
  readonly controllerNamespace?: string;
}

const GROUP = 'policy.sigstore.dev';
const OF_CLUSTER = ['kube-system', 'kube-public', 'kube-node-lease'];

/**
 * Admits only images that a named authority has signed, with policy-controller of Sigstore. It checks the namespaces that say so by a
 * label, which are the named ones.
 *
 * @see https://docs.sigstore.dev/policy-controller/overview/
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { ImageAuthority, ImageSignaturePolicy, IsolatedNamespace } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const shop = new IsolatedNamespace(chart, 'namespace');
 * const ci = ImageAuthority.keyless('ci', {
 *   identities: [
 *     {
 *       issuer: 'https://token.actions.githubusercontent.com',
 *       subject: 'https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main',
 *     },
 *   ],
 * });
 * new ImageSignaturePolicy(chart, 'signatures', {
 *   images: ['ghcr.io/acme/**'],
 *   authorities: [ci],
 *   namespaces: [shop],
 * });
 */
export class ImageSignaturePolicy extends Construct {
  /** Name of the policy. */
  public readonly policyName: string;

  /**
   * Throws for a pattern that fits no image or other ones than it seems to, without an authority, and without a namespace that is checked.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: ImageSignaturePolicyProps) {
    const { name = 'require-signed-images', images, authorities, namespaces, refusesOthers = true } = props;
    const { controllerNamespace = 'cosign-system' } = props;
    const problem =
      (isObjectName(name) ? undefined : `has the name "${name}", which no object can have; give another`) ??
      imagesProblem(images) ??
      authoritiesProblem(authorities) ??
      namespacesProblem(namespaces, controllerNamespace);
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    this.policyName = name;
    const policy = new ApiObject(this, 'policy', {
      ...{ apiVersion: `${GROUP}/v1beta1`, kind: 'ClusterImagePolicy', metadata: { name } },
      spec: {
        mode: 'enforce',
        images: images.map((glob) => ({ glob })),
        authorities: authorities.map(({ _json }) => _json),
      },
    });
    removeNamespace(policy);
    for (const { metadata } of namespaces) metadata.addLabel(`${GROUP}/include`, 'true');
    if (refusesOthers)
      new ApiObject(this, 'others', {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', data: { 'no-match-policy': 'deny' } },
        metadata: { name: 'config-policy-controller', namespace: controllerNamespace },
      });
  }

  /** How it is installed. */
  public get installSteps(): string[] {
    return [
      `Signatures: install policy-controller of Sigstore, and wait until its webhook answers. Apply the objects of \`ImageSignaturePolicy\` and the namespaces that it checks. A pod with an image without a signature is refused there, and so is one that is changed; those that run go on.`,
    ];
  }
}

/**
 * policy-controller compares a pattern with the whole name of an image: that of "nginx" is "index.docker.io/library/nginx:latest".
 *
 * @see https://github.com/sigstore/policy-controller/blob/main/pkg/apis/glob/glob.go
 */
function imagesProblem(images: readonly string[]): string | undefined {
  if (images.length === 0) return 'is for no image; give a pattern, such as "registry.acme.internal/**"';
  for (const glob of images) {
    const problem = globProblem(glob);
    if (problem) return `has the pattern "${glob}", ${problem}`;
  }
  return undefined;
}

function globProblem(glob: string): string | undefined {
  if (!/^[A-Za-z0-9\-_:/*.]+$/.test(glob)) return 'which policy-controller refuses; write letters, digits and "-_:/.*"';
  if (glob === '*' || glob === '*/*')
    return 'which stands for images of Docker Hub alone; write "**" for all, or name a registry';
  const [host = '', ...path] = glob.split('/');
  if (host === 'docker.io') return `whose registry is called "index.docker.io" there; write "index.${glob}"`;
  const isHost = path.length > 0 && /[.:*]|^localhost$/.test(host);
  if (glob !== '**' && !isHost)
    return `which names no registry; write it out, for Docker Hub as "index.docker.io/${path.length === 0 ? 'library/' : ''}${glob}"`;
  return glob.endsWith('*') ? undefined : `which fits no image with a digest; write "${glob.replace(/:.*$/, '')}*"`;
}

function authoritiesProblem(authorities: readonly ImageAuthority[]): string | undefined {
  if (authorities.length === 0)
    return 'has no authority, so that every image would pass; give one, such as ImageAuthority.keyless()';
  const names = authorities.map(({ _name }) => _name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `has the authority "${twice}" twice; rename one`;
  const [only] = authorities.filter(({ _isStatic }) => _isStatic);
  return only && authorities.length > 1
    ? `has the authority "${only._name}", which refuses, beside others, of which one is enough; make it a policy of its own`
    : undefined;
}

function namespacesProblem(namespaces: readonly kplus.Namespace[], controller: string): string | undefined {
  if (namespaces.length === 0)
    return `checks no namespace: policy-controller looks at those with the label ${GROUP}/include alone; name them`;
  const own = namespaces.map(({ name }) => name).find((name) => name === controller || OF_CLUSTER.includes(name ?? ''));
  return own === undefined
    ? undefined
    : `checks the namespace "${own}", whose pods have to start before policy-controller can answer; leave it out`;
}
