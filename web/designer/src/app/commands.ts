/**
 * What a person can do here, as a table. Menus, keys, the list of commands and the help on keys all read it.
 *
 * @module
 */

import { computed } from "@preact/signals";
import type { FormatId } from "../export/formats.ts";
import { panes } from "../preview/drawing.ts";
import { offerAllSafe } from "../problems/fix.ts";
import { step } from "../problems/navigate.ts";
import { canRedo, canUndo, redo, undo } from "../state/document.ts";
import { editorTab, part } from "../state/settings.ts";
import type { IconName } from "../ui/icon.tsx";
import { dialog } from "./dialogs.ts";
import { apple, isTyping, pressed } from "./keys.ts";
import { stepLandmark } from "./landmarks.ts";
import { loadLater } from "./loading.tsx";

/** Something a person can do. */
export interface Command {
  /** Stable, in words joined by hyphens. */
  id: string;
  /** What it does, as an instruction. */
  title: string;
  /** Which menu it is in; none for those that only keys and the list of commands have. */
  menu?: MenuName;
  /** Lines of a menu with the same group stand together. */
  group?: number;
  icon?: IconName;
  /** Keys, as in app/keys.ts. No single letters: they are for typing. */
  keys?: string;
  /** Whether the editor has these keys itself while the cursor is in it. */
  editorHasKeys?: boolean;
  /** Whether it can be done now. */
  enabled?: () => boolean;
  run: () => void;
}

/** The menus of the page's head. */
export type MenuName = "file" | "edit" | "share" | "view";

/** What the first sight of the page does without. */
const opening = () => import("../files/open.ts");
const saving = () => import("../files/save.ts");
const exporting = () => import("../export/chosen.ts");
for (const load of [opening, saving, exporting, () => import("@preflight/core/rules.json")]) loadLater(load);

const takeOut = (format: FormatId) => () => void exporting().then(({ showExport }) => showExport(format));

/** Every command. */
export const commands: Command[] = [
  { id: "new", title: "New from template…", menu: "file", group: 0, icon: "add", run: () => dialog.open("templates") },
  {
    id: "new-empty",
    title: "New, empty",
    menu: "file",
    group: 0,
    run: () => void opening().then(({ openDocument }) => openDocument({ text: "", name: "untitled.json" })),
  },
  {
    id: "open",
    title: "Open…",
    menu: "file",
    group: 0,
    icon: "open",
    keys: "Mod+O",
    run: () => void opening().then(({ choose }) => choose()),
  },
  {
    id: "save",
    title: "Save",
    menu: "file",
    group: 1,
    icon: "save",
    keys: "Mod+S",
    run: () => void saving().then(({ save }) => save()),
  },
  {
    id: "save-as",
    title: "Save as…",
    menu: "file",
    group: 1,
    keys: "Mod+Shift+S",
    run: () => void saving().then(({ saveAs }) => saveAs()),
  },
  { id: "drafts", title: "Drafts…", menu: "file", group: 2, run: () => dialog.open("drafts") },
  { id: "share-link", title: "Share link…", menu: "share", group: 0, icon: "share", run: () => dialog.open("share") },
  { id: "copy-json", title: "Copy as JSON…", menu: "share", group: 1, icon: "copy", run: takeOut("json") },
  { id: "copy-payload", title: "Copy the payload…", menu: "share", group: 1, run: takeOut("payload") },
  { id: "copy-curl", title: "Copy as curl command…", menu: "share", group: 1, run: takeOut("curl") },
  { id: "copy-publish", title: "Copy the publish command…", menu: "share", group: 1, run: takeOut("publish") },
  { id: "report-json", title: "Report as JSON…", menu: "share", group: 2, run: takeOut("report-json") },
  { id: "report-sarif", title: "Report as SARIF…", menu: "share", group: 2, run: takeOut("report-sarif") },
  { id: "report-markdown", title: "Report as Markdown…", menu: "share", group: 2, run: takeOut("report-markdown") },
  {
    id: "compare",
    title: "Compare with another version…",
    menu: "share",
    group: 3,
    run: () => dialog.open("compare"),
  },
  {
    id: "undo",
    title: "Undo",
    menu: "edit",
    group: 0,
    icon: "undo",
    keys: "Mod+Z",
    editorHasKeys: true,
    enabled: () => canUndo.value,
    run: undo,
  },
  {
    id: "redo",
    title: "Redo",
    menu: "edit",
    group: 0,
    icon: "redo",
    keys: "Mod+Shift+Z",
    editorHasKeys: true,
    enabled: () => canRedo.value,
    run: redo,
  },
  { id: "fix-all-safe", title: "Fix all safe", menu: "edit", group: 1, icon: "wrench", run: () => void offerAllSafe() },
  { id: "next-problem", title: "Next problem", menu: "edit", group: 2, keys: "F8", run: () => step(1) },
  { id: "previous-problem", title: "Previous problem", menu: "edit", group: 2, keys: "Shift+F8", run: () => step(-1) },
  {
    id: "picture",
    title: "Save the preview as PNG…",
    menu: "share",
    group: 2,
    icon: "save",
    enabled: () => panes[0].drawing.value !== null,
    run: () => {
      part.value = "preview";
      dialog.open("picture");
    },
  },
  { id: "next-part", title: "Next part of the page", keys: "F6", run: () => stepLandmark(1) },
  { id: "previous-part", title: "Previous part of the page", keys: "Shift+F6", run: () => stepLandmark(-1) },
  { id: "show-text", title: "Show text", menu: "view", group: 0, keys: "Alt+1", run: () => show("text") },
  { id: "show-form", title: "Show form", menu: "view", group: 0, keys: "Alt+2", run: () => show("form") },
  { id: "show-outline", title: "Show outline", menu: "view", group: 0, keys: "Alt+3", run: () => show("outline") },
  {
    id: "policy",
    title: "Team policy…",
    menu: "file",
    group: 5,
    run: () => dialog.open("policy"),
  },
  {
    id: "commands",
    title: "All commands…",
    menu: "view",
    group: 3,
    icon: "search",
    keys: "F1",
    run: () => dialog.open("commands"),
  },
];

function show(tab: typeof editorTab.value): void {
  editorTab.value = tab;
}

/** The commands of a menu, in groups. */
export const inMenu = (menu: MenuName) =>
  computed(() => {
    const groups = new Map<number, Command[]>();
    for (const command of commands) {
      if (command.menu !== menu) continue;
      const group = groups.get(command.group ?? 0) ?? [];
      groups.set(command.group ?? 0, [...group, command]);
    }
    return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
  });

/** Runs the command whose keys were pressed. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const inEditor = event
    .composedPath()
    .some((node) => node instanceof HTMLElement && node.classList.contains("cm-editor"));
  const command = commands.find(
    ({ keys, editorHasKeys }) => keys !== undefined && pressed(event, keys) && !(editorHasKeys === true && inEditor),
  );
  if (command === undefined || command.enabled?.() === false) return;
  if (command.editorHasKeys === true && inTextField(event)) return;
  if (apple && event.altKey && isTyping(event)) return;
  event.preventDefault();
  // What lies behind a dialog is not to be changed from it.
  if (document.querySelector("dialog[open]") === null) command.run();
}

/** Fields undo what is typed into them by themselves; those of the form hand it to the document. */
function inTextField(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isField && target.closest("[data-document-field]") === null;
}
