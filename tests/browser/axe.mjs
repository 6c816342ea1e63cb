// What axe-core says about the elements of a page.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** axe's own text, as a script for the page. */
export const source = await readFile(path, 'utf8');

/**
 * Runs in the page: judges it by the rules of these names.
 *
 * Of every rule it gives the nodes as `[data-node-id, outcome, the checks that say so]`, and of every text whose contrast
 * was measured the colours and the ratio. Elements without a `data-node-id` are no part of the case.
 */
export async function judge(rules) {
  const options = {
    runOnly: { type: 'rule', values: rules },
    elementRef: true,
    iframes: false,
    selectors: false,
  };
  const results = await window.axe.run(document, options);
  const outcomes = { violations: 'fail', passes: 'pass', incomplete: 'incomplete' };
  const told = {};
  const contrast = [];
  for (const [list, outcome] of Object.entries(outcomes)) {
    for (const rule of results[list]) {
      const nodes = (told[rule.id] ??= []);
      for (const node of rule.nodes) {
        const id = node.element?.getAttribute('data-node-id');
        if (id == null) continue;
        const checks = [...node.any, ...node.all, ...node.none];
        const why = outcome === 'pass' ? [] : checks.map((check) => check.id);
        nodes.push([Number(id), outcome, why]);
        const measured = checks.find((check) => check.id === 'color-contrast')?.data;
        if (rule.id === 'color-contrast' && measured?.contrastRatio) {
          contrast.push({
            node: Number(id),
            ratio: measured.contrastRatio,
            foreground: measured.fgColor,
            background: measured.bgColor,
          });
        }
      }
    }
  }
  return { rules: told, contrast };
}
