import { signal } from "@preact/signals";
import type { DocumentSymbol } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { reveal, selection, text } from "../state/document.ts";
import { core, failed, options } from "../state/engine.ts";

const outline = signal<{ symbols: DocumentSymbol[]; omitted: number }>({ symbols: [], omitted: 0 });
const { symbols } = core.latest();

/** The document as a tree of what it holds. Each line leads to its place in the text. */
export function Outline() {
  const now = text.value;
  const how = options.value;
  useEffect(() => {
    symbols(now, how).then((found) => {
      outline.value = found;
    }, failed);
  }, [now, how]);
  const { symbols: top, omitted } = outline.value;
  if (top.length === 0) return <p class="empty">There is nothing to outline yet: the document is empty.</p>;
  return (
    <nav class="outline" aria-label="Outline">
      <Level symbols={top} />
      {omitted > 0 && <p>{omitted} more values are not shown.</p>}
    </nav>
  );
}

function Level({ symbols }: { symbols: DocumentSymbol[] }) {
  return (
    <ul>
      {symbols.map((symbol) => (
        <li key={symbol.range.start}>
          <Line symbol={symbol} />
          {symbol.children.length > 0 && <Level symbols={symbol.children} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ symbol }: { symbol: DocumentSymbol }) {
  const { name, detail, selectionRange } = symbol;
  const { from } = selection.value;
  const holds = ({ range }: DocumentSymbol) => from >= range.start && from < range.end;
  const current = holds(symbol) && !symbol.children.some(holds);
  return (
    <button
      type="button"
      class="outline-line"
      aria-current={current ? "location" : undefined}
      onClick={() => reveal({ from: selectionRange.start, to: selectionRange.end })}
    >
      <span class="outline-name">{name}</span> <span class="soft">{detail}</span>
    </button>
  );
}
