// How a Linux desktop knows the program: its entry, its icons, and the files that it opens.
import { join } from 'node:path';
import { root } from '../places.mjs';

export const ICONS = join(root, 'resources', 'icons');
/** Edges of the icons in pixels. */
export const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];

/** Files that open in the program, as the desktop names them. */
export const MIME_TYPES = [
  'text/csv',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.apache.parquet',
  'application/x-benchtop-capsule',
];

/**
 * A desktop entry of the freedesktop.org specification 1.5.
 * @param {{ description: string }} about of package.json
 * @param {string} command absolute, or a name on the path
 */
export function desktopEntry({ description }, command) {
  // A path with blanks or quotes is quoted, and %U stands outside.
  const quoted = /^[\w./-]+$/.test(command) ? command : `"${command.replace(/["\\`$]/g, '\\$&')}"`;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Benchtop',
    'GenericName=Workbench for small models',
    `Comment=${description}`,
    `Exec=${quoted} %F`,
    'Icon=benchtop',
    'Terminal=false',
    'Categories=Science;Education;ArtificialIntelligence;DataVisualization;',
    'Keywords=training;neural network;k-means;SVM;regression;CSV;',
    `MimeType=${MIME_TYPES.join(';')};`,
    'StartupWMClass=benchtop',
    '',
  ].join('\n');
}

/** Names for the files that the shared MIME database of an older system does not know. */
export function mimePackage() {
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.apache.parquet">
    <comment>Parquet table</comment>
    <magic priority="60"><match type="string" value="PAR1" offset="0"/></magic>
    <glob pattern="*.parquet"/>
  </mime-type>
  <mime-type type="application/x-benchtop-capsule">
    <comment>Benchtop runs</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="*.benchtop"/>
  </mime-type>
</mime-info>
`;
}
