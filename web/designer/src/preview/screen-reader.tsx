import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { inspection, watchInspection } from "./inspection.ts";
import { mark, selectNode } from "./marks.ts";

/** What a screen reader says of the drawing, from its beginning to its end. Each line leads to its place. */
export function ScreenReader() {
  useEffect(watchInspection, []);
  const lines = inspection.value?.outline;
  if (lines === undefined) return <p class="empty">Nothing is read out yet.</p>;
  if (lines.length === 0) return <p class="empty">A screen reader would say nothing of this.</p>;
  return (
    <>
      <p class="preview-list-bar soft">
        What is said, in order; screen readers differ in the words. Tab stops are marked “Tab”.
      </p>
      <ol class="preview-outline" aria-label="What a screen reader says">
        {lines.map(({ node, depth, role, text, focusable, span }, index) => (
          <li key={index}>
            <button
              type="button"
              class="preview-line"
              aria-current={mark.value.target === node ? "true" : undefined}
              style={{ paddingInlineStart: `${0.5 + Math.min(depth, 8) * 0.875}rem` }}
              onClick={() => selectNode(node, span)}
            >
              <span class="preview-words">{text}</span>
              {focusable && <span class="chip">Tab</span>}
              <span class="soft">{role}</span>
              {span !== undefined && (
                <span class="preview-locate" title="Has a place in the text">
                  <Icon name="locate" />
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
