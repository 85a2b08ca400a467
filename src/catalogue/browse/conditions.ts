// The conditions on rows: any number of columns, each equal to, among, between, or containing what the reader writes.
import type { Condition } from "../data/questions.ts";
import type { Dataset } from "../data/release.ts";
import { element, fill } from "../page/element.ts";
import { text } from "../text/language.ts";

interface Conditions {
  readonly given: readonly Condition[];
  readonly apply: (conditions: readonly Condition[]) => void;
}

/** A form with the conditions given, which gives those of the reader whenever they are applied. */
export function conditionsForm({ columns, key }: Dataset, { given, apply }: Conditions): HTMLElement {
  const lines = element("div", {});
  const submit = (event: Event) => {
    event.preventDefault();
    apply([...lines.children].flatMap((line) => conditionOf(line)));
  };
  const add = (condition: Condition) =>
    lines.append(conditionLine({ columns, condition }, () => form.requestSubmit()));
  const addEmpty = () => {
    const column = key[lines.childElementCount] ?? key[0] ?? "";
    add({ column, type: "VARCHAR", kind: "equals", text: "" });
  };
  const form = element(
    "form",
    { onsubmit: submit },
    lines,
    element(
      "p",
      { class: "controls" },
      element("button", { type: "button", onclick: addEmpty }, text("Legg til filter", "Add a filter")),
      element("button", { type: "submit" }, text("Bruk", "Apply")),
    ),
  );
  if (given.length === 0) addEmpty();
  else given.forEach(add);
  return form;
}

interface Line {
  readonly columns: Dataset["columns"];
  readonly condition: Condition;
}

const kinds: readonly Condition["kind"][] = ["equals", "contains", "among", "between"];

function conditionLine({ columns, condition }: Line, apply: () => void): HTMLElement {
  const column = element(
    "select",
    { name: "column", "aria-label": text("Kolonne", "Column") },
    ...columns.map(({ name, type }) =>
      element("option", { value: name, "data-type": type, selected: name === condition.column }, name),
    ),
  );
  const values = element("span", { class: "values" });
  const kind = element(
    "select",
    {
      name: "kind",
      "aria-label": text("Vilkår", "Condition"),
      onchange: () => fill(values, ...inputsOf(kind.value)),
    },
    ...kinds.map((one) => element("option", { value: one, selected: one === condition.kind }, kindText(one))),
  );
  fill(values, ...inputsOf(condition.kind, condition));
  const remove = element(
    "button",
    {
      type: "button",
      "aria-label": text("Fjern filteret", "Remove the filter"),
      onclick: () => {
        line.remove();
        apply();
      },
    },
    "×",
  );
  const line = element("div", { class: "controls condition" }, column, kind, values, remove);
  return line;
}

function kindText(kind: Condition["kind"]): string {
  switch (kind) {
    case "equals":
      return text("er lik", "equals");
    case "contains":
      return text("inneholder", "contains");
    case "among":
      return text("er blant (komma mellom)", "is among (commas between)");
    case "between":
      return text("er mellom", "is between");
  }
}

function inputsOf(kind: string, given?: Condition): readonly HTMLElement[] {
  const input = (name: string, { label, value }: { readonly label: string; readonly value: string }) =>
    element("input", { name, type: "search", "aria-label": label, placeholder: label, value });
  if (kind !== "between") return [input("value", { label: text("Verdi", "Value"), value: writtenIn(given) })];
  const { from, to } = given?.kind === "between" ? given : { from: "", to: "" };
  return [
    input("from", { label: text("fra", "from"), value: from }),
    input("to", { label: text("til", "to"), value: to }),
  ];
}

function writtenIn(given: Condition | undefined): string {
  if (given === undefined || given.kind === "between") return "";
  return given.kind === "among" ? given.texts.join(", ") : given.text;
}

/** The condition of a line; none if nothing is written there. */
function conditionOf(line: Element): readonly Condition[] {
  const column = line.querySelector<HTMLSelectElement>("[name=column]");
  const written = (name: string) =>
    line.querySelector<HTMLInputElement>(`[name=${name}]`)?.value.trim() ?? "";
  if (column === null) return [];
  const on = { column: column.value, type: column.selectedOptions[0]?.dataset.type ?? "VARCHAR" };
  const [value, from, to] = [written("value"), written("from"), written("to")];
  if (value === "" && from === "" && to === "") return [];
  switch (line.querySelector<HTMLSelectElement>("[name=kind]")?.value) {
    case "contains":
      return [{ ...on, kind: "contains", text: value }];
    case "among":
      return [{ ...on, kind: "among", texts: value.split(",").map((one) => one.trim()) }];
    case "between":
      return [{ ...on, kind: "between", from, to }];
    default:
      return [{ ...on, kind: "equals", text: value }];
  }
}
