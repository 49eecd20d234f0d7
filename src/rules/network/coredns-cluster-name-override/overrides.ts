import { corefileOf, type Directive } from './corefile';

/** A plugin that answers for names of the cluster in place of the plugin `kubernetes`. */
export interface Override {
  readonly plugin: string;
  /** The name or zone. */
  readonly name: string;
}

const PLUGINS = ['forward', 'hosts', 'rewrite', 'template', 'file', 'auto', 'proxy'];
const CLUSTER_DOMAIN = 'cluster.local';

/**
 * Returns the plugins of a Corefile that answer for names of the cluster.
 *
 * @see https://coredns.io/plugins/rewrite/
 * @see https://coredns.io/plugins/hosts/
 * @see https://coredns.io/plugins/forward/
 * @see https://coredns.io/plugins/template/
 */
export function overridesIn(text: string): Override[] {
  const blocks = corefileOf(text);
  const domains = domainsOf(blocks);
  const isOurs = (name: string) => domains.some((domain) => isBelow(name, domain));
  return blocks.flatMap((block) => {
    // A part that a server block imports has plugins without a block.
    if (PLUGINS.includes(block.name)) return overridesBy(block, isOurs, domains);
    const zone = [block.name, ...block.args].map(zoneOf).find(isOurs);
    const isAnswered = block.body.some(({ name }) => name === 'kubernetes');
    return block.body.flatMap((plugin) => {
      const isWhole = zone !== undefined && !isAnswered && !['rewrite', 'template'].includes(plugin.name);
      if (isWhole && PLUGINS.includes(plugin.name)) return [{ plugin: plugin.name, name: zone }];
      return overridesBy(plugin, isOurs, domains);
    });
  });
}

/** The zones of the plugin `kubernetes`, without those for addresses. */
function domainsOf(blocks: readonly Directive[]): string[] {
  const plugins = blocks.flatMap(({ body }) => body).filter(({ name }) => name === 'kubernetes');
  const zones = plugins.flatMap(({ args }) => args.map(zoneOf)).filter((zone) => zone !== '' && !/\.arpa$/.test(zone));
  return zones.length > 0 ? zones : [CLUSTER_DOMAIN];
}

function overridesBy(plugin: Directive, isOurs: (name: string) => boolean, domains: readonly string[]): Override[] {
  const { name, args, body } = plugin;
  const found = (names: readonly (string | undefined)[]) =>
    names
      .filter((each) => each !== undefined && isOurs(zoneOf(each)))
      .map((each) => ({ plugin: name, name: each ?? '' }));
  switch (name) {
    case 'forward':
    case 'proxy':
      return found([args[0]]);
    case 'hosts':
      return found(body.filter((line) => isAddress(line.name)).flatMap((line) => line.args));
    case 'template':
      return body.some((line) => line.name === 'answer') ? found(args.slice(2)) : [];
    case 'rewrite':
      return [args, ...body.map((line) => [line.name, ...line.args])].flatMap((words) => {
        const from = rewrittenName(words);
        if (from === undefined) return [];
        const plain = from.text.replaceAll('\\', '');
        const isPart = from.isPattern && domains.some((domain) => plain.includes(domain));
        return isPart ? [{ plugin: name, name: from.text }] : found([from.text]);
      });
    default:
      return [];
  }
}

const MATCHES = ['exact', 'prefix', 'suffix', 'substring', 'regex'];

/** The name that a line of `rewrite` changes: `[continue|stop] name [match] FROM TO`. */
function rewrittenName(words: readonly string[]): { readonly text: string; readonly isPattern: boolean } | undefined {
  const rest = words[0] === 'continue' || words[0] === 'stop' ? words.slice(1) : words;
  if (rest[0] !== 'name') return undefined;
  const match = MATCHES.find((each) => each === rest[1]);
  const text = match === undefined ? rest[1] : rest[2];
  return text === undefined ? undefined : { text, isPattern: match === 'regex' || match === 'substring' };
}

/** A zone of a server block or a plugin, without its protocol, its port and the last dot. */
function zoneOf(zone: string): string {
  return zone
    .toLowerCase()
    .replace(/^\w+:\/\//, '')
    .replace(/,$/, '')
    .replace(/:\d+$/, '')
    .replace(/^\.+|\.+$/g, '');
}

function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function isAddress(text: string): boolean {
  return /^[\d.]+$|:/.test(text);
}
