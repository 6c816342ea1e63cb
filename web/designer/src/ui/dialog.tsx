import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { focusHome } from "../app/landmarks.ts";
import { IconButton } from "./button.tsx";
import { LiveRegion } from "./live-region.tsx";

interface DialogProps {
  title: string;
  /** Called when a person closes it, by whatever means. */
  onClose: () => void;
  /** The buttons at its end. */
  actions?: ComponentChildren;
  size?: "small" | "medium" | "large";
  children: ComponentChildren;
}

/** A modal dialog. It is there while it is drawn; focus returns to where it was when it goes, where that is still there. */
export function Dialog({ title, onClose, actions, size = "medium", children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const { current } = element;
    const before = document.activeElement;
    current?.showModal();
    return () => {
      // Whoever closed it may have gone to another place already.
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body && !current?.contains(activeElement)) return;
      current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      if (document.activeElement === document.body) focusHome();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${size}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div class="dialog-body" tabIndex={0}>
        {children}
      </div>
      {actions !== undefined && <div class="dialog-actions">{actions}</div>}
      <LiveRegion />
    </dialog>
  );
}
