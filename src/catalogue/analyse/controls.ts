// What the reader of an analysis can choose.
import type { Lookup } from "../data/embedded.ts";
import { type Child, element, select } from "../page/element.ts";
import { type Analysis, type Denominator, levels, measures, steps } from "../state/analysis.ts";
import { inOrder, text } from "../text/language.ts";
import { takstPicker } from "./takst-picker.ts";
import { levelText, measureText } from "./words.ts";

export interface Controlled {
  readonly analysis: Analysis;
  readonly lookup: Lookup;
  readonly change: (part: Partial<Analysis>) => void;
}

export function controls(options: Controlled): HTMLElement {
  const { analysis, lookup, change } = options;
  const { takster, per } = analysis;
  return element(
    "form",
    { class: "panel", onsubmit: (event) => event.preventDefault(), "aria-label": text("Valg", "Choices") },
    takstPicker(
      {
        id: "takster",
        label: text("Hva telles", "What is counted"),
        chosen: takster,
        choose: (chosen) => change({ takster: chosen }),
      },
      lookup,
    ),
    element(
      "div",
      { class: "controls" },
      measureSelect(options),
      perSelect(options),
      levelSelect(options),
      stepSelect(options),
      placeSelect(options),
    ),
    per.kind === "takster"
      ? takstPicker(
          {
            id: "nevner",
            label: text("Deles på", "Divided by"),
            chosen: per.takster,
            choose: (chosen) => change({ per: { kind: "takster", takster: chosen } }),
          },
          lookup,
        )
      : null,
    practiceChoice(options),
  );
}

function measureSelect({ analysis, change }: Controlled): HTMLElement {
  return select(
    text("Mål", "Measure"),
    measures.map((one) => [one, measureText(one)] as const),
    {
      id: "mal",
      chosen: analysis.measure,
      choose: (value) => change({ measure: measures.find((one) => one === value) ?? "antall" }),
    },
  );
}

function perSelect({ analysis, change }: Controlled): HTMLElement | null {
  if (analysis.measure === "refusjon-per-takst") return null;
  const kinds: readonly (readonly [Denominator["kind"], string])[] = [
    ["innbyggere", text("1\u202f000 innbyggere", "1,000 inhabitants")],
    ["none", text("ikke delt", "not divided")],
    ["takster", text("100 av andre takster", "100 of other items")],
  ];
  const choose = (value: string) => {
    if (value === "takster") return change({ per: { kind: "takster", takster: [] } });
    change({ per: { kind: value === "none" ? "none" : "innbyggere" } });
  };
  return select(text("Per", "Per"), kinds, { id: "per", chosen: analysis.per.kind, choose });
}

function levelSelect({ analysis, change }: Controlled): HTMLElement {
  return select(
    text("Nivå", "Level"),
    levels.map((one) => [one, levelText(one)] as const),
    {
      id: "niva",
      chosen: analysis.level,
      choose: (value) => change({ level: levels.find((one) => one === value) ?? "fylke", place: "" }),
    },
  );
}

function stepSelect({ analysis, change }: Controlled): HTMLElement {
  const names = { ar: text("År", "Years"), maned: text("Måneder", "Months") };
  return select(
    text("Tid", "Time"),
    steps.map((one) => [one, names[one]] as const),
    {
      id: "tid",
      chosen: analysis.step,
      choose: (value) => change({ step: value === "maned" ? "maned" : "ar", period: "" }),
    },
  );
}

function placeSelect({ analysis, change, lookup }: Controlled): Child {
  if (analysis.level === "landet") return null;
  const places = lookup.places
    .filter(({ niva }) => niva === analysis.level)
    .toSorted((one, other) => inOrder(one.navn, other.navn));
  return select(
    text("Fremhev", "Highlight"),
    [["", text("ingen", "none")], ...places.map(({ nr, navn }) => [nr, navn] as const)],
    { id: "sted", chosen: analysis.place, choose: (place) => change({ place }) },
  );
}

/** The types of practice of the chosen fagområder. */
function practiceChoice({ analysis, change, lookup }: Controlled): Child {
  const fields = new Set(analysis.takster.map(({ fagomraade }) => fagomraade));
  const offered = [...lookup.praksistyper].filter(([, { fagomraade }]) => fields.has(fagomraade));
  if (offered.length < 2) return null;
  const chosen = new Set(analysis.praksistyper);
  const boxes = offered.map(([kode, { navn }]) => {
    const toggle = () => {
      const next = chosen.has(kode) ? [...chosen].filter((one) => one !== kode) : [...chosen, kode];
      change({ praksistyper: next });
    };
    const box = element("input", {
      type: "checkbox",
      id: `praksis-${kode}`,
      checked: chosen.has(kode),
      onchange: toggle,
    });
    return element("label", {}, box, ` ${navn}`);
  });
  const summary =
    chosen.size === 0
      ? text("Alle praksistyper", "All types of practice")
      : `${chosen.size} ${text("praksistyper", "types of practice")}`;
  return element(
    "details",
    { open: chosen.size > 0, id: "praksistyper" },
    element("summary", {}, summary),
    element("div", { class: "boxes" }, ...boxes),
  );
}
