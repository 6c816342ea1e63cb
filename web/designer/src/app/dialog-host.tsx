import type { ComponentType } from "preact";
import { offer } from "../problems/fix.ts";
import { type DialogName, dialog } from "./dialogs.ts";
import { lazy } from "./loading.tsx";

/** What draws each dialog. */
const DIALOGS: Record<DialogName, ComponentType> = {
  picture: lazy(() => import("../preview/picture-dialog.tsx").then(({ PictureDialog }) => PictureDialog)),
  commands: lazy(() => import("./command-list.tsx").then(({ CommandList }) => CommandList)),
  templates: lazy(() => import("../templates/gallery.tsx").then(({ Gallery }) => Gallery)),
  drafts: lazy(() => import("../drafts/drafts.tsx").then(({ Drafts }) => Drafts)),
  share: lazy(() => import("../share/share.tsx").then(({ Share }) => Share)),
  export: lazy(() => import("../export/export.tsx").then(({ Export }) => Export)),
  compare: lazy(() => import("../compare/compare.tsx").then(({ Compare }) => Compare)),
  trouble: lazy(() => import("../files/trouble.tsx").then(({ TroubleDialog }) => TroubleDialog)),
  conflict: lazy(() => import("../session/conflict-dialog.tsx").then(({ ConflictDialog }) => ConflictDialog)),
  policy: lazy(() => import("../policy/policy-dialog.tsx").then(({ PolicyDialog }) => PolicyDialog)),
};

const FixDialog = lazy(() => import("../problems/fix-dialog.tsx").then(({ FixDialog }) => FixDialog));

/** Draws the dialog that is open. */
export function DialogHost() {
  const Shown = dialog.shown.value === null ? null : DIALOGS[dialog.shown.value];
  return (
    <>
      {Shown !== null && <Shown />}
      {offer.value !== null && <FixDialog />}
    </>
  );
}
