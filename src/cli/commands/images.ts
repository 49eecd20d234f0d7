import { Command } from 'commander';
import { type ExitCode, type Io, writeText } from '../../host/io';
import { type ListOptions, listImages } from './image-list';
import { collect } from './policy-options';

/** `images PATH…`: lists the images of manifests, and locks them. */
export function imagesCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('images')
    .description('Lists all images of manifests, for scanners, or writes the lock file of their digests.')
    .argument('[path...]', 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files')
    .option('--format <format>', 'text, json or cyclonedx', 'text')
    .option('--unpinned', 'list only the images without a digest')
    .option('--serial-number', 'add a random serial number to the CycloneDX list')
    .option('--write-lock [file]', 'write the lock file and exit; default: the policy’s, or images.lock.yaml')
    .option('--digests <file>', 'digests for --write-lock, as lines of image and digest; - for standard input')
    .option('--namespace <name>', 'namespace of objects that set none')
    .option('--exclude <glob>', 'files to leave out; can be repeated', collect)
    .option('--policy <file>', 'policy file; default: hardening.yaml of the current folder, if it exists')
    .option('--no-policy', 'read no policy file')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: ListOptions) => {
      const { code, stdout, stderr } = await listImages(paths, options, io);
      if (stdout !== '') await writeText(io.stdout, stdout);
      if (stderr !== '') await writeText(io.stderr, stderr);
      done(code);
    });
}

const EXAMPLES = `
Examples:
  cdk8s-hardened images dist/ | xargs -n 1 trivy image
  cdk8s-hardened images --format cyclonedx dist/ > images.cdx.json
  for image in $(cdk8s-hardened images --unpinned dist/); do echo "$image $(crane digest "$image")"; done > digests.txt
  cdk8s-hardened images dist/ --write-lock --digests digests.txt`;
