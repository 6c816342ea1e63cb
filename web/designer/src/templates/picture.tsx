import type { Kind } from "@preflight/core";

/** What each kind is, in a few strokes on a grid of 64 by 40. `b` strokes have the brand's colour. */
const DRAWINGS: Record<Kind, { plain: string; brand: string }> = {
  "widget-configuration": { brand: "M20 5h24v8H20z", plain: "M20 13v22h24V13M24 18h16v4H24zM24 26h16v4H24z" },
  "rich-card": { brand: "M17 27h13v6H17zM34 27h13v6H34z", plain: "M12 6h40v30H12zM17 12h18M17 18h30M17 22h24" },
  "agent-widget": { brand: "M38 6h16v28H38z", plain: "M10 6h44v28H10zM10 12h28M15 18h12M21 24h12" },
  channel: { brand: "M26 14h12v12H26z", plain: "M26 20H12M52 20H38M32 14V6M32 34v-8M9 17h6v6H9zM49 17h6v6h-6z" },
  "participant-variables": {
    brand: "M12 8h14v6H12zM12 17h14v6H12zM12 26h14v6H12z",
    plain: "M31 11h20M31 20h14M31 29h18",
  },
};

/** A small picture of a template. It says nothing that the words beside it do not. */
export function Picture({ kind, color }: { kind: Kind; color: string | null }) {
  const { plain, brand } = DRAWINGS[kind];
  return (
    <svg class="template-picture" viewBox="0 0 64 40" aria-hidden="true" focusable="false">
      <path class="plain" d={plain} />
      <path class="brand-colour" d={brand} style={color === null ? {} : { fill: color }} />
    </svg>
  );
}
