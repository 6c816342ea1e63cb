import { announcements } from "../state/announce.ts";

/**
 * Reads out what is said; only what is new in it. A modal dialog has one of its own, because what lies behind it is silent.
 */
export function LiveRegion({ main = false }: { main?: boolean }) {
  return (
    <div
      class="hidden-visually"
      role="log"
      aria-live="polite"
      aria-label="Announcements"
      data-announcement={main ? "" : undefined}
    >
      {announcements.value.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </div>
  );
}
