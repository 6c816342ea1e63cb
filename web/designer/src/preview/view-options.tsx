import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import type { Vision } from "./protocol.ts";
import {
  chosenOptions,
  form,
  type Language,
  language,
  largeText,
  longest,
  mirrored,
  reducedMotion,
  resetOptions,
  tabStops,
  vision,
} from "./settings.ts";

const LANGUAGES: [Language, string][] = [
  ["en", "English"],
  ["de", "German"],
  ["es", "Spanish"],
  ["fr", "French"],
  ["ja", "Japanese"],
  ["ar", "Arabic (right to left)"],
];

const VISIONS: [Vision, string][] = [
  ["full", "Full"],
  ["protanopia", "Protanopia (no red cones)"],
  ["deuteranopia", "Deuteranopia (no green cones)"],
  ["tritanopia", "Tritanopia (no blue cones)"],
  ["achromatopsia", "Achromatopsia (no colours)"],
];

const FORMS: ["untouched" | "invalid", string][] = [
  ["untouched", "Untouched"],
  ["invalid", "All errors shown"],
];

const SWITCHES: { option: Signal<boolean>; label: string; help: string }[] = [
  { option: longest, label: "Longest labels", help: "Every text 40 % longer, with accents, in brackets." },
  { option: mirrored, label: "Right to left", help: "The layout mirrored, whatever the language." },
  { option: largeText, label: "Text at 200 %", help: "The text alone, as browsers and systems can enlarge it." },
  { option: tabStops, label: "Number the tab stops", help: "In the order in which the Tab key reaches them." },
  { option: reducedMotion, label: "Reduced motion", help: "The messenger opens without moving." },
];

/** What is changed now and then. */
export function ViewOptions() {
  return (
    <>
      <Choice label="Language of the messenger" option={language} choices={LANGUAGES} />
      <Choice label="Colour vision (simulated)" option={vision} choices={VISIONS} />
      <Choice label="Form" option={form} choices={FORMS} />
      {SWITCHES.map((one) => (
        <Switch key={one.label} {...one} />
      ))}
      <Button disabled={chosenOptions.value === 0} onClick={resetOptions}>
        Reset the options
      </Button>
    </>
  );
}

function Switch({ option, label, help }: (typeof SWITCHES)[number]) {
  const id = useId();
  return (
    <div class="preview-switch">
      <input
        type="checkbox"
        id={id}
        aria-describedby={`${id}-help`}
        checked={option.value}
        onChange={({ currentTarget }) => {
          option.value = currentTarget.checked;
        }}
      />
      <div>
        <label for={id}>{label}</label>
        <p id={`${id}-help`} class="soft">
          {help}
        </p>
      </div>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: ComponentChildren;
  option: Signal<T>;
  choices: [T, string][];
}

function Choice<T extends string>({ label, option, choices }: ChoiceProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={option.value}
        onChange={({ currentTarget }) => {
          option.value = currentTarget.value as T;
        }}
      >
        {choices.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
