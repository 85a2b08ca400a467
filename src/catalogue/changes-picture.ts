// What is new since the release before, dataset by dataset, or that there is none to compare with.
import { barX, ruleX } from "@observablehq/plot";
import { element } from "./element.ts";
import { figure } from "./figure.ts";
import { count } from "./language.ts";
import { release } from "./release.ts";
import { say } from "./say.ts";

export function changesPicture(): HTMLElement {
  const { previous, changes = [] } = release;
  if (previous === null) return sentence(say("noPrevious"));
  const lead = `${say("previousIs")}: ${previous.id}, ${previous.version}`;
  const kinds = ["added", "removed", "restated"] as const;
  const changed = changes.filter((one) => one.added + one.removed + one.restated > 0);
  if (changed.length === 0) return sentence(`${lead}. ${say("noChanges")}`);
  const bars = changed.flatMap((one) =>
    kinds.map((kind) => ({ dataset: one.dataset, kind: say(kind), rows: one[kind] })),
  );
  return figure({
    id: "changes",
    title: say("changes"),
    lead,
    options: () => ({
      height: 40 + changed.length * 26,
      marginLeft: 190,
      x: { label: say("rowsHeading"), tickFormat: "~s", grid: true },
      y: { label: null },
      color: {
        domain: kinds.map((kind) => say(kind)),
        range: ["#2f7d4f", "#c0392b", "#b58900"],
        legend: true,
      },
      marks: [barX(bars, { x: "rows", y: "dataset", fill: "kind" }), ruleX([0])],
    }),
    head: [say("datasets"), ...kinds.map((kind) => say(kind))],
    rows: changed.map((one) => [one.dataset, ...kinds.map((kind) => count(one[kind]))]),
  });
}

function sentence(text: string): HTMLElement {
  return element("section", { id: "changes" }, element("h2", {}, say("changes")), element("p", {}, text));
}
