// Prints as JSON what the guarantees of one stage cost: `costs.ts <stage> <output folder> <answers' folder>`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { costsOfAnswers } from "./costs-of-answers.ts";
import { costsOfBuilding } from "./costs-of-building.ts";
import { costsOfLoading } from "./costs-of-loading.ts";

const [stage, output = "", folder = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await costs()));

function costs() {
  if (stage === "transform") return costsOfBuilding(output);
  if (stage === "load") return costsOfLoading(output);
  const answers = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  return costsOfAnswers({ folder, answers }, output);
}
