/**
 * axe-core on the page under test. It is put into a document once, and what it finds in frames is put together in the page
 * itself: the package that is made for this does both anew each time and opens a page for it, which takes several times as
 * long as the judging, and passes over a frame that is slow to answer.
 *
 * @module
 */

import type { Frame, Page } from "@playwright/test";
import axe, { type ContextSpec, type PartialResult, type Result, type RunOptions } from "axe-core";

/** axe as it is in a document. Frames have documents of other origins, which would have to be asked by messages. */
type Inside = { axe: typeof axe };

const OPTIONS: RunOptions = { iframes: false, resultTypes: ["violations"] };

/** What axe finds on the page as it is. */
export async function violations(page: Page): Promise<Result[]> {
  const frame = page.mainFrame();
  await provide(frame);
  return frame.evaluate(async (options) => {
    const { axe } = window as unknown as Inside;
    return (await axe.run(document, options)).violations;
  }, OPTIONS);
}

/** What it finds on the page and in every frame in it. */
export async function violationsWithFrames(page: Page): Promise<Result[]> {
  const options = { ...OPTIONS, iframes: true };
  const partial = await partialResults(page.mainFrame(), options);
  return page.evaluate(
    async ({ partial, options }) => {
      const { axe } = window as unknown as Inside;
      const results = partial.map((one): PartialResult => JSON.parse(one));
      return (await axe.finishRun(results, options)).violations;
    },
    { partial, options },
  );
}

/**
 * What a document and those of its frames have to say, in the order in which axe puts it together. It is long, and goes
 * between the page and the test as text, which is quicker than value by value.
 */
async function partialResults(frame: Frame, options: RunOptions, context?: ContextSpec): Promise<string[]> {
  await provide(frame);
  const { own, frames } = await frame.evaluate(
    async ({ given, options }) => {
      const { axe } = window as unknown as Inside;
      const context = (given as ContextSpec | undefined) ?? document;
      const frames = axe.utils.getFrameContexts(context, options);
      return { own: JSON.stringify(await axe.runPartial(context, options)), frames };
    },
    { given: context as unknown, options },
  );
  const results = [own];
  for (const { frameSelector, frameContext } of frames) {
    const found = await frame.evaluateHandle(
      (selector) => (window as unknown as Inside).axe.utils.shadowSelect(selector),
      frameSelector,
    );
    const inner = await found.asElement()?.contentFrame();
    if (inner === null || inner === undefined) throw new Error(`no document in ${String(frameSelector)}`);
    results.push(...(await partialResults(inner, options, frameContext)));
  }
  return results;
}

async function provide(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(axe.source);
}
