import type { ComponentType } from "preact";
import { FixDialog } from "../problems/fix-dialog.tsx";
import { CommandList } from "./command-list.tsx";
import { type DialogName, dialog } from "./dialogs.ts";
import { lazy } from "./loading.tsx";

/** What draws each dialog. */
const DIALOGS: Partial<Record<DialogName, ComponentType>> = {
  commands: CommandList,
  picture: lazy(() => import("../preview/picture-dialog.tsx").then(({ PictureDialog }) => PictureDialog)),
};

/** Draws the dialog that is open. */
export function DialogHost() {
  const Shown = dialog.shown.value === null ? undefined : DIALOGS[dialog.shown.value];
  return (
    <>
      {Shown !== undefined && <Shown />}
      <FixDialog />
    </>
  );
}
