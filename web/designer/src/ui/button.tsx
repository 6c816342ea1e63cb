import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon"> {
  icon?: IconName;
  /** How much it stands out. */
  look?: "plain" | "quiet" | "primary" | "danger";
  disabled?: boolean;
  children: ComponentChildren;
}

/** A button with words. */
export function Button({ icon, look = "plain", children, class: extra, ...rest }: ButtonProps) {
  return (
    <button type="button" class={`button ${look} ${extra ?? ""}`} {...rest}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "label"> {
  icon: IconName;
  /** What it does: its name, and its tooltip. */
  label: string;
}

/** A button that shows an icon alone. */
export function IconButton({ icon, label, look = "quiet", class: extra, ...rest }: IconButtonProps) {
  return (
    <button type="button" class={`button icon-only ${look} ${extra ?? ""}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
