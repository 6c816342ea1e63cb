/**
 * What the core knows about the place under the pointer. The keyboard has it too (editor/describe.ts).
 *
 * @module
 */

import { hoverTooltip, type Tooltip } from "@codemirror/view";
import { render } from "preact";
import { core, options, superseded } from "../state/engine.ts";
import { Markdown } from "../ui/markdown.tsx";

const { hover } = core.latest();

export const hovers = hoverTooltip((view, position) => tooltipAt(view.state.doc.toString(), position), {
  hoverTime: 350,
});

/** A tooltip about a place; none where no table knows it. */
export async function tooltipAt(text: string, position: number): Promise<Tooltip | null> {
  try {
    const known = await hover(text, position, options.peek());
    if (known === null) return null;
    return {
      pos: known.range.start,
      end: known.range.end,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "hover";
        render(<Markdown text={known.markdown} />, dom);
        return { dom, destroy: () => render(null, dom) };
      },
    };
  } catch (error) {
    if (superseded(error)) return null;
    throw error;
  }
}
