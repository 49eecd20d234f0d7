import { pageHtml } from '../../html/page';
import { STYLE } from '../../html/style';
import { count } from '../../object-name';
import type { Pieces } from '../../pieces';
import type { AccessPicture } from './graph';
import { accessSection } from './section';
import { ACCESS_STYLE } from './style';

/** Writes a page with the picture of who may do what, and nothing else. */
export function accessPage(picture: AccessPicture, notes: readonly string[]): Pieces {
  const bindings = picture.nodes.filter(({ kind }) => kind === 'binding').length;
  return pageHtml({
    title: `cdk8s-hardened: access of ${count(bindings, 'binding')}`,
    heading: 'Access',
    lead: '<p>Who may do what, as the roles and bindings say.</p>',
    sections: [accessSection(picture, notes)],
    style: STYLE + ACCESS_STYLE,
    script: '',
  });
}
