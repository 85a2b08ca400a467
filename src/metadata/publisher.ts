// The publisher's own facts: who publishes a release and where. All of them are optional.
import { z } from "zod";

const absolute = z.url({ protocol: /^https?$/ });
const bilingual = z.strictObject({ nb: z.string().min(1), en: z.string().min(1) });

/** The shape of a publisher's file. */
export const publisherSchema = z.strictObject({
  name: bilingual.exactOptional(),
  /** The nine digits of the Brønnøysund register. */
  organisation: z
    .string()
    .refine(isOrganisationNumber, {
      error: "expected an organisation number: nine digits, the last a check digit",
    })
    .exactOptional(),
  homepage: absolute.exactOptional(),
  /** The address of the published releases: a file is at `<base>/<release>/<file>`. */
  base: absolute
    .refine((url) => !/[?#]/.test(url), { error: "expected no ? and no #" })
    .transform((url) => url.replace(/\/+$/, ""))
    .exactOptional(),
  contact: z
    .strictObject({ name: bilingual, email: z.email(), url: absolute.exactOptional() })
    .exactOptional(),
  /** How often new releases come, as an EU code. */
  frequency: z.enum(["MONTHLY", "QUARTERLY", "BIANNUAL", "ANNUAL", "IRREG"]).exactOptional(),
});

export type Publisher = Readonly<z.infer<typeof publisherSchema>>;

/** A fact that a complete description needs. */
export type Fact = "name" | "base" | "contact";

export const factLabels: Readonly<Record<Fact, string>> = {
  name: "name (who publishes)",
  base: "base (where the files are)",
  contact: "contact (whom to ask)",
};

/** The facts that the publisher did not give. */
export function missingFacts(publisher: Publisher): readonly Fact[] {
  const needed: readonly Fact[] = ["name", "base", "contact"];
  return needed.filter((fact) => publisher[fact] === undefined);
}

const weights = [3, 2, 7, 6, 5, 4, 3, 2];

/** The last digit is the check digit modulo 11 of the others. */
function isOrganisationNumber(text: string): boolean {
  if (!/^[89]\d{8}$/.test(text)) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return (11 - (sum % 11)) % 11 === Number(text[8]);
}
