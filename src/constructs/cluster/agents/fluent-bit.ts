/** How Fluent Bit reads, keeps and sends logs. */
export interface FluentBitFacts {
  readonly auditLog: string;
  readonly hasJournal: boolean;
  readonly files: readonly string[];
  readonly output: { readonly [setting: string]: string | number };
  /** Size of the buffer, such as `1024M`. */
  readonly bufferSize: string;
}

export const BUFFER = '/buffer';
export const TLS = '/tls';
export const HEALTH_PORT = 2020;

/** A line beyond this is left out, with a message; without it, the file would not be read any more. */
const LONGEST_LINE = '8M';

/**
 * Returns the configuration of Fluent Bit: positions and chunks are on the disk of the node, and nothing is given up. A pod cannot keep its
 * own log out by an annotation.
 *
 * @see https://docs.fluentbit.io/manual/administration/buffering-and-storage
 */
export function fluentBitConfig(facts: FluentBitFacts): object {
  const { auditLog, hasJournal, files, output, bufferSize } = facts;
  const kept = (name: string) => ({ db: `${BUFFER}/${name}.db`, 'storage.type': 'filesystem' });
  const tail = (tag: string, path: string, more: object) => ({
    ...{ name: 'tail', tag, path, ...kept(tag.replace('.*', '')) },
    ...{ 'db.locking': true, read_from_head: true, buffer_max_size: LONGEST_LINE, skip_long_lines: true },
    ...more,
  });
  return {
    service: {
      ...{ daemon: false, flush: 5, grace: 20, log_level: 'info' },
      ...{ http_server: true, http_listen: '0.0.0.0', http_port: HEALTH_PORT, health_check: true },
      ...{ 'storage.path': `${BUFFER}/chunks`, 'storage.sync': 'full', 'storage.checksum': true },
    },
    parsers: [
      {
        ...{ name: 'audit', format: 'json', time_key: 'requestReceivedTimestamp', time_keep: true },
        time_format: '%Y-%m-%dT%H:%M:%S.%LZ',
      },
    ],
    pipeline: {
      inputs: [
        tail('kube.*', '/var/log/containers/*.log', { 'multiline.parser': 'cri' }),
        tail('audit', auditLog, { parser: 'audit' }),
        ...(hasJournal ? [{ name: 'systemd', tag: 'journal', path: '/var/log/journal', ...kept('journal') }] : []),
        ...(files.length > 0 ? [tail('files', files.join(','), { path_key: 'file' })] : []),
      ],
      filters: [
        {
          ...{ name: 'kubernetes', match: 'kube.*', kube_tag_prefix: 'kube.var.log.containers.' },
          ...{ merge_log: true, 'k8s-logging.parser': false, 'k8s-logging.exclude': false },
        },
        { name: 'record_modifier', match: '*', record: 'node ${NODE_NAME}' },
      ],
      outputs: [
        {
          ...{ match: '*', ...output },
          ...{ tls: true, 'tls.verify': true, 'tls.verify_hostname': true, 'tls.min_version': 'TLSv1.2' },
          ...{ 'tls.ca_file': `${TLS}/ca.crt`, 'tls.crt_file': `${TLS}/tls.crt`, 'tls.key_file': `${TLS}/tls.key` },
          ...{ retry_limit: 'no_limits', 'storage.total_limit_size': bufferSize },
        },
      ],
    },
  };
}
