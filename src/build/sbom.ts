// `npm run sbom`: writes dist/sbom.cdx.json, the packages that the npm package installs, in CycloneDX.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../platform/tool.ts";

export const billFile = "sbom.cdx.json";

/** The bill of materials of the lock file. It has no time, serial number or version of npm, so that equal locks give equal bytes. */
export function billOfMaterials(): string {
  const options = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"];
  const {
    serialNumber: _serial,
    metadata,
    ...bill
  } = JSON.parse(execFileSync("npm", options, { cwd: projectFolder, encoding: "utf8" }));
  // npm names the package after its folder.
  const component = { ...metadata.component, name: "helserefusjon" };
  return `${JSON.stringify({ ...bill, metadata: { lifecycles: metadata.lifecycles, component } }, null, 2)}\n`;
}

/** Writes it into dist/, from where `npm pack` takes it. */
export function writeBillOfMaterials(): void {
  writeFileSync(join(projectFolder, "dist", billFile), billOfMaterials());
}
