// `npm run sbom`: writes dist/sbom.cdx.json, the packages that the npm package installs, in CycloneDX.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectFolder } from "../platform/tool.ts";

export const billFile = "sbom.cdx.json";

const bill = z.looseObject({
  serialNumber: z.string(),
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(
    z.looseObject({ "bom-ref": z.string(), properties: z.array(z.object({ name: z.string() })).default([]) }),
  ),
  dependencies: z.array(z.looseObject({ ref: z.string() })),
});

const ofDevelopers = "cdx:npm:package:development";

/** The bill of materials of the lock file. It has no time, serial number or version of npm, so that equal locks give equal bytes. */
export function billOfMaterials(): string {
  const options = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const text = execFileSync("npm", options, { cwd: projectFolder, encoding: "utf8" });
  const { serialNumber: _serial, metadata, components, dependencies, ...rest } = bill.parse(JSON.parse(text));
  // `--omit dev` would also omit packages that both we and a developers' package need.
  const left = components.filter(({ properties }) => properties.some(({ name }) => name === ofDevelopers));
  const omitted = new Set(left.map((component) => component["bom-ref"]));
  const whole = {
    ...rest,
    // npm names the package after its folder.
    metadata: { component: { ...metadata.component, name: "helserefusjon" } },
    components: components.filter((component) => !omitted.has(component["bom-ref"])),
    dependencies: dependencies.filter(({ ref }) => !omitted.has(ref)),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Writes it into dist/, from where `npm pack` takes it. */
export function writeBillOfMaterials(): void {
  writeFileSync(join(projectFolder, "dist", billFile), billOfMaterials());
}
