import { typeOfConfig } from '../../../analysis/cluster/flags/programs-in';
import { mayHoldSettings, TYPES_IN_TEXT } from '../../../analysis/cluster/settings-files';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { documentsIn } from '../embedded-documents';
import { configMapTexts } from '../secrets/config-map';

/** A configuration in a text of a ConfigMap. */
export interface TextSettings {
  readonly key: string;
  /** JSON Pointer of the text. */
  readonly pointer: string;
  readonly config: any;
}

/** Returns the configurations that kubeadm keeps in a ConfigMap, which is read once for all rules. */
export function settingsInTexts(configMap: Manifest, all: ManifestSet): readonly TextSettings[] {
  const known = all._analysis(settingsInTexts, () => new WeakMap<Manifest, readonly TextSettings[]>());
  let found = known.get(configMap);
  if (!found) {
    found = configMapTexts(configMap)
      .filter(({ text }) => mayHoldSettings(text))
      .flatMap(({ key, text, pointer }) =>
        documentsIn(text)
          .filter((config) => TYPES_IN_TEXT.includes(typeOfConfig(config)))
          .map((config) => ({ key, pointer, config })),
      );
    known.set(configMap, found);
  }
  return found;
}
