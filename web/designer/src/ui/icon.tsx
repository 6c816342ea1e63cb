/** The drawings of icons, on a grid of 16 by 16, stroked. */
const PATHS = {
  add: "M8 3v10M3 8h10",
  check: "M3 8.5l3.5 3.5L13 4.5",
  chevron: "M4 6l4 4 4-4",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  down: "M8 3v10M4 9l4 4 4-4",
  duplicate: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8zM6.5 7.5v4M4.5 9.5h4",
  error: "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.5M8 11v.2",
  info: "M8 14A6 6 0 108 2a6 6 0 000 12zM8 7.5V11M8 5v.2",
  locate: "M8 11a3 3 0 100-6 3 3 0 000 6zM8 1v3M8 12v3M1 8h3M12 8h3",
  menu: "M2 4h12M2 8h12M2 12h12",
  minus: "M3 8h10",
  more: "M3 8h.2M8 8h.2M13 8h.2",
  open: "M2 12.5v-9h4l1.5 2H14v7z",
  redo: "M12.5 3.5v4h-4M12.5 7.5a5 5 0 10-1 4.5",
  save: "M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5v-4M5 13.5v-4h6v4",
  search: "M7 12A5 5 0 107 2a5 5 0 000 10zM10.5 10.5L14 14",
  share: "M8 10V2M5 4.5L8 2l3 2.5M3 8v5.5h10V8",
  trash: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4",
  undo: "M3.5 3.5v4h4M3.5 7.5a5 5 0 111 4.5",
  up: "M8 13V3M4 7l4-4 4 4",
  warning: "M8 2.5l6.5 11h-13zM8 6.5v3.5M8 12v.2",
  wrench: "M13.5 4.5l-2.5 2-1.5-1.5 2-2.5a3.5 3.5 0 00-4.5 4.5L2.5 11.5l2 2 4.5-4.5a3.5 3.5 0 004.5-4.5z",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon. It says nothing by itself; the words beside it, or the label of what holds it, do. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
