import type { ContrastPair, NearestColor } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { Icon, type IconName } from "../ui/icon.tsx";
import { inspected, inspectedScheme, inspection, watchInspection } from "./inspection.ts";
import { mark, selectNode } from "./marks.ts";
import { twoPanes } from "./settings.ts";

const USES: Record<ContrastPair["use"], string> = {
  text: "Text",
  "large-text": "Large text",
  "non-text": "Control or mark",
};

const OUTCOMES: Record<ContrastPair["outcome"], { icon: IconName; words: string }> = {
  pass: { icon: "check", words: "Passes" },
  fail: { icon: "error", words: "Fails" },
  review: { icon: "warning", words: "To look at" },
};

/** The worst first. */
const ORDER: ContrastPair["outcome"][] = ["fail", "review", "pass"];

/** Every two colours of the drawing that have to be told apart. Each line leads to its place. */
export function ContrastList() {
  useEffect(watchInspection, []);
  const found = inspection.value;
  if (found === null) return <p class="empty">There are no colours to compare yet.</p>;
  const pairs = found.contrast.toSorted(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || a.ratio / a.needed - b.ratio / b.needed,
  );
  return (
    <>
      <div class="preview-list-bar">
        <span class="soft">{summary(pairs)}</span>
        {twoPanes.value && (
          <label class="preview-tool">
            <span>Colours of</span>
            <select
              value={inspected.value}
              onChange={({ currentTarget }) => {
                inspected.value = currentTarget.value === "1" ? 1 : 0;
              }}
            >
              <option value={0}>First pane</option>
              <option value={1}>Second pane</option>
            </select>
          </label>
        )}
      </div>
      {inspectedScheme.value === "contrast" && (
        <p class="note">
          These are the dark colours of the messenger: under high contrast the machine’s own take their place.
        </p>
      )}
      {found.unmeasured > 0 && (
        <p class="note warning">
          The colours of {found.unmeasured} {found.unmeasured === 1 ? "text" : "texts"} cannot be told from the data:
          look at them.
        </p>
      )}
      {found.nearest.map((nearest) => (
        <Nearest key={nearest.pointer} nearest={nearest} />
      ))}
      <ul class="preview-contrast">
        {pairs.map((pair) => (
          <Pair key={`${pair.node} ${pair.use} ${pair.foreground} ${pair.background}`} pair={pair} />
        ))}
      </ul>
    </>
  );
}

function Pair({ pair }: { pair: ContrastPair }) {
  const { node, span, sample, use, foreground, background, ratio, needed, outcome, count } = pair;
  const { icon, words } = OUTCOMES[outcome];
  return (
    <li>
      <button
        type="button"
        class={`preview-line ${outcome}`}
        aria-current={mark.value.target === node ? "true" : undefined}
        onClick={() => selectNode(node, span)}
      >
        <span class="preview-outcome">
          <Icon name={icon} />
          {words}
        </span>
        <Swatches colors={[foreground, background]} />
        <span class="preview-words">
          {sample}
          {count > 1 && <span class="soft"> ×{count}</span>}
          <span class="soft preview-pair">
            {USES[use]}: <code>{foreground}</code> on <code>{background}</code>
          </span>
        </span>
        <span class="preview-ratio">
          <strong>{shortened(ratio)} : 1</strong>
          <span class="soft"> of {needed} : 1</span>
        </span>
      </button>
    </li>
  );
}

/** What to write in place of a colour that cannot be read. */
function Nearest({ nearest: { pointer, name, color, suggestion, ratio } }: { nearest: NearestColor }) {
  return (
    <p class="note preview-nearest">
      <Swatches colors={[color, suggestion]} />
      <span>
        The nearest colour to <code>{name}</code> <code>{color}</code> that can be read everywhere is{" "}
        <code>{suggestion}</code>, {shortened(ratio)} : 1 at least. <span class="soft">{pointer}</span>
      </span>
    </p>
  );
}

function Swatches({ colors }: { colors: string[] }) {
  return (
    <span class="preview-swatches" aria-hidden="true">
      {colors.map((background) => (
        <span key={background} style={{ background }} />
      ))}
    </span>
  );
}

/** Two decimals, cut and not rounded: 4.499 does not reach 4.5. */
function shortened(ratio: number): string {
  return (Math.floor(ratio * 100) / 100).toFixed(2);
}

function summary(pairs: ContrastPair[]): string {
  const number = (wanted: ContrastPair["outcome"]) => pairs.filter(({ outcome }) => outcome === wanted).length;
  const failing = number("fail");
  const open = number("review");
  if (failing === 0 && open === 0) return `All ${pairs.length} pairs of colours can be told apart.`;
  return `${failing} of ${pairs.length} pairs fail${open > 0 ? `, ${open} to look at` : ""}.`;
}
