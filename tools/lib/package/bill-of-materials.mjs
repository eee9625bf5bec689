// What a package is made of, as other tools read it: CycloneDX 1.5.
import { readManifest } from './notices.mjs';

/**
 * A software bill of materials.
 * @param {{ name: string, version: string, license: string }} program
 * @param {string[]} packages npm packages in it, by name
 * @param {{ name: string, version: string, license: string }[]} others runtimes and native libraries
 * @returns {object} to be written as JSON
 */
export function billOfMaterials(program, packages, others) {
  const npm = packages.map((name) => {
    const { version, license } = readManifest(name);
    return component('library', { name, version, license }, `pkg:npm/${name.replace('@', '%40')}@${version}`);
  });
  const native = others.map((other) =>
    component('framework', other, `pkg:generic/${other.name}@${other.version}`),
  );
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: component('application', program, `pkg:generic/${program.name}@${program.version}`),
    },
    components: [...npm, ...native],
  };
}

function component(type, { name, version, license }, purl) {
  // An expression such as "(MIT OR CC0-1.0)" is no identifier.
  const licence = /[\s()]/.test(license) ? { expression: license } : { license: { id: license } };
  return { type, 'bom-ref': purl, name, version, licenses: [licence], purl };
}
