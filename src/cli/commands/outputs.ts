import { resolve } from 'node:path';
import type { Report } from '../../engine/report';
import { type Io, UsageError, writePieces } from '../../host/io';
import { replaceFile } from '../../host/replace-file';
import { wantsColour } from '../../report/colour';
import type { ReportContext } from '../../report/context';
import { type FormatDefinition, findFormat } from '../../report/formats/formats';
import type { Pieces } from '../../report/pieces';

/** One requested report: a format, and the file for it. */
export interface Output {
  readonly format: FormatDefinition;
  /** Default: standard output. */
  readonly file?: string;
}

/** Parses `--format`: names of formats, each with an optional file, such as `sarif=out.sarif`. */
export function outputsOf(wishes: readonly string[], { cwd }: Io): Output[] {
  const outputs = wishes.map((wish): Output => {
    const at = wish.indexOf('=');
    try {
      if (at < 0) return { format: findFormat(wish) };
      if (at === wish.length - 1) throw new Error(`format "${wish}" names no file; write it as ${wish}report`);
      return { format: findFormat(wish.slice(0, at)), file: resolve(cwd, wish.slice(at + 1)) };
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  });
  const [first, second] = outputs.filter(({ file }) => file === undefined).map(({ format }) => format.name);
  if (second)
    throw new UsageError(`formats "${first}" and "${second}" both go to standard output; write one as ${second}=FILE`);
  const files = outputs.map(({ file }) => file);
  const twice = files.find((file, index) => file !== undefined && files.indexOf(file) !== index);
  if (twice) throw new UsageError(`two formats go to ${twice}; give each a file of its own`);
  return outputs;
}

/** Writes all reports: files first, so that the report on standard output comes last. A format may get a report of its own. */
export async function writeReports(
  outputs: readonly Output[],
  reportFor: (format: FormatDefinition) => Report,
  context: ReportContext,
  io: Io,
): Promise<void> {
  const [shown] = outputs.filter(({ file }) => file === undefined);
  for (const { format, file } of outputs)
    if (file !== undefined) save(file, format.render(reportFor(format), context), io);
  if (!shown) return;
  const { format } = shown;
  const colour = wantsColour(io.env, io.isTTY);
  await writePieces(io.stdout, format.render(reportFor(format), { ...context, colour }));
}

function save(file: string, report: Pieces, { cwd }: Io): void {
  try {
    replaceFile(file, report, cwd);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}; name a file in an existing folder`);
  }
}
