// The conditions on rows: any number of columns, each equal to, among, between, or containing what the reader writes.
import type { Condition } from "../data/questions.ts";
import type { Dataset } from "../data/release.ts";
import { element, fill } from "../page/element.ts";
import { text } from "../text/language.ts";

/** A form that gives the conditions whenever the reader applies them. */
export function conditionsForm(
  { columns, key }: Dataset,
  apply: (conditions: readonly Condition[]) => void,
): HTMLElement {
  const lines = element("div", {});
  const submit = (event: Event) => {
    event.preventDefault();
    apply([...lines.children].flatMap((line) => conditionOf(line)));
  };
  const add = () =>
    lines.append(
      conditionLine({ columns, first: key[lines.childElementCount] ?? key[0] ?? "" }, () =>
        form.requestSubmit(),
      ),
    );
  const form = element(
    "form",
    { onsubmit: submit },
    lines,
    element(
      "p",
      { class: "controls" },
      element("button", { type: "button", onclick: add }, text("Legg til filter", "Add a filter")),
      element("button", { type: "submit" }, text("Bruk", "Apply")),
    ),
  );
  add();
  return form;
}

interface Line {
  readonly columns: Dataset["columns"];
  readonly first: string;
}

const kinds: readonly Condition["kind"][] = ["equals", "contains", "among", "between"];

function conditionLine({ columns, first }: Line, apply: () => void): HTMLElement {
  const column = element(
    "select",
    { name: "column", "aria-label": text("Kolonne", "Column") },
    ...columns.map(({ name, type }) =>
      element("option", { value: name, "data-type": type, selected: name === first }, name),
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
    ...kinds.map((one) => element("option", { value: one }, kindText(one))),
  );
  fill(values, ...inputsOf("equals"));
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

function inputsOf(kind: string): readonly HTMLElement[] {
  const input = (name: string, label: string) =>
    element("input", { name, type: "search", "aria-label": label, placeholder: label });
  if (kind !== "between") return [input("value", text("Verdi", "Value"))];
  return [input("from", text("fra", "from")), input("to", text("til", "to"))];
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
