import type { Severity } from '../engine/severity';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
export type Paint = (style: Style, text: string) => string;

const CODES: { readonly [style in Style]: string } = { bold: '1', dim: '2', red: '31', yellow: '33', green: '32' };

export const SEVERITY_STYLES: { readonly [severity in Severity]: Style } = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
  info: 'dim',
};

export const PLAIN: Paint = (_, text) => text;
export const COLOURED: Paint = (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;
