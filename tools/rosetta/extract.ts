/**
 * Compiles the examples of the API and of the README, and writes their translations to `.jsii.tabl.json`, where jsii-pacmak and
 * tools/api/pages.ts read them. jsii-rosetta does that; its translations to Go, Java and Python are corrected here.
 *
 *   npm run doc-examples
 */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SnippetTranslator, TargetLanguage, Translator, type TypeScriptSnippet } from 'jsii-rosetta';
import { Go, withGoImports } from './go';
import { Java, withJavaImports } from './java';
import { Python, withPythonImports } from './python';

const rosetta = dirname(require.resolve('jsii-rosetta'));

const { renderUsing } = SnippetTranslator.prototype;
SnippetTranslator.prototype.renderUsing = function (visitor) {
  const render = (by: any) => renderUsing.call(this, by);
  switch (visitor.language) {
    case TargetLanguage.GO:
      return withGoImports(render(new Go()));
    case TargetLanguage.JAVA:
      return withJavaImports(render(new Java()));
    case TargetLanguage.PYTHON:
      return withPythonImports(render(new Python()));
    default:
      return render(visitor);
  }
};

// In this process: a worker would not have the corrections.
require(join(rosetta, 'translate_all.js')).translateAll = (snippets: TypeScriptSnippet[], withDiagnostics: boolean) => {
  const translator = new Translator(withDiagnostics);
  const translatedSnippets = [...snippets].map((each) => translator.translate(each));
  return { translatedSnippets, diagnostics: translator.diagnostics };
};

rmSync(join(__dirname, '..', '..', '.jsii.tabl.json'), { force: true }); // its cache does not see a change of the corrections
process.argv.push('extract', '--strict', '--compile', '--fail');
require(join(rosetta, 'main.js'));
