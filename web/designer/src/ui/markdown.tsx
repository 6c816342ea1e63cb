import type { ComponentChildren } from "preact";

/**
 * The little Markdown that the core writes in hovers and completions: paragraphs, lists, code and emphasis. Anything else
 * is shown as it is written.
 */
export function Markdown({ text }: { text: string }) {
  return <>{text.split(/\n{2,}/).map((block, index) => toBlock(block, index))}</>;
}

function toBlock(block: string, key: number): ComponentChildren {
  const lines = block.split("\n");
  if (lines.every((line) => /^[-*] /.test(line))) {
    return (
      <ul key={key}>
        {lines.map((line) => (
          <li key={line}>{inline(line.slice(2))}</li>
        ))}
      </ul>
    );
  }
  const fence = /^```\w*\n([\s\S]*?)\n```$/.exec(block);
  if (fence !== null) return <pre key={key}>{fence[1]}</pre>;
  return <p key={key}>{inline(lines.join(" "))}</p>;
}

/** Links are shown by their words: they name pages of the documentation, which this page does not hold. */
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\([^)]*\)/g;

function inline(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(last, match.index));
    const [whole, code, strong, emphasis, link] = match;
    if (code !== undefined) parts.push(<code>{code}</code>);
    else if (strong !== undefined) parts.push(<strong>{strong}</strong>);
    else if (emphasis !== undefined) parts.push(<em>{emphasis}</em>);
    else if (link !== undefined) parts.push(...inline(link));
    last = match.index + whole.length;
  }
  parts.push(text.slice(last));
  return parts;
}
