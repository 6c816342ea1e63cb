import { effect } from "@preact/signals";
import { dismiss, notify } from "../session/notices.ts";
import { bareKind, documentId } from "../state/document.ts";
import { upToDate, verdict } from "../state/engine.ts";
import { readAs } from "./read-as.tsx";
import { looksLike, payloadOf } from "./recognise.ts";

/** Offers to read a text as what it looks like, whenever that is not how it is read. Each offer is made once for a document. */
export function offerKinds(): void {
  let last = "";
  effect(() => {
    const judged = verdict.value;
    const kind = bareKind.value;
    const id = documentId.value;
    if (judged === null || !upToDate()) return;
    // A manifest that names a kind is read rightly, and needs no second look.
    const like = kind === null && judged.report.kind !== null ? "manifest" : looksLike(judged.text);
    const offered = `${id} ${kind} ${like}`;
    if (offered === last) return;
    last = offered;
    if (kind === null && like !== null && like !== "manifest") {
      notify({
        id: "read-as",
        text: `This looks like ${payloadOf(like)}, and it is read as a manifest.`,
        actions: [{ label: "Read as payload", run: () => readAs(like) }],
      });
    } else if (kind !== null && like === "manifest") {
      notify({
        id: "read-as",
        text: `This looks like a manifest, and it is read as ${payloadOf(kind)}.`,
        actions: [{ label: "Read as manifest", run: () => readAs(null) }],
      });
    } else dismiss("read-as");
  });
}
