import { check, type Finding, fix, init, type PreflightError, preview, type Report } from "@preflight/core";
import * as inline from "@preflight/core/inline";

const report: Report = check("{}", { kind: "rich-card", policy: { limits: { "rich-card.depth": 3 } } });
const findings: Finding[] = report.findings;
for (const { severity, span, fix } of findings) {
  const weight: "error" | "warning" | "info" = severity;
  const line: number = span.start.line;
  const safety: "safe" | "unsafe" | undefined = fix?.safety;
  void [weight, line, safety];
}
const started: Promise<void> = init();
const text: string = fix("{}", "safe").text;
const nodes = preview("{}")?.nodes ?? [];
for (const node of nodes) {
  const shown: string = node.type === "text" ? node.text : node.name;
  void shown;
}
const same: Report = inline.check("{}");
const error = new Error() as PreflightError;
if (error.code === "bad-options") throw error;

// @ts-expect-error: there is no such kind.
check("{}", { kind: "card" });
// @ts-expect-error: text goes in, not objects.
check({});
// @ts-expect-error: a misspelt option.
check("{}", { polcy: {} });

void [started, text, same];
