// The titles and grains of the six takstbruk datasets, in whole sentences in both languages.
import type { Dataset, Words } from "../src/domain/dataset.ts";
import type { Geography, Period } from "../src/domain/endpoint.ts";

/** What the rows of a takstbruk dataset are summed over. */
export interface Grain {
  readonly geography: Geography;
  readonly period: Period;
}

interface Place extends Pick<Dataset, "keywords"> {
  readonly title: Words;
  readonly within: Words;
}

const places: Readonly<Record<Geography, Place>> = {
  kommune: {
    title: { nb: "per kommune", en: "by municipality (kommune)" },
    within: { nb: "i én kommune", en: "in one kommune" },
    keywords: { nb: ["kommuner"], en: ["municipalities"] },
  },
  fylke: {
    title: { nb: "per fylke", en: "by county (fylke)" },
    within: { nb: "i ett fylke", en: "in one fylke" },
    keywords: { nb: ["fylker"], en: ["counties"] },
  },
  landet: {
    title: { nb: "for hele landet", en: "for the whole country" },
    within: { nb: "i hele landet", en: "in the whole country" },
    keywords: { nb: ["hele landet"], en: ["Norway"] },
  },
};

const times: Readonly<Record<Period, { readonly title: Words; readonly within: Words }>> = {
  maned: { title: { nb: "måned", en: "month" }, within: { nb: "i én måned", en: "in one month" } },
  ar: { title: { nb: "år", en: "year" }, within: { nb: "i ett år", en: "in one year" } },
};

/** The rows that the API leaves out. The documentation names none for fylker and the country. */
function omitted({ geography, period }: Grain): Words {
  if (geography !== "kommune") return { nb: "", en: "" };
  if (period === "ar") {
    return {
      nb: " Takster med antall på 5 eller færre er utelatt.",
      en: " Takster with a count of 5 or less are left out.",
    };
  }
  return {
    nb: " Bare kommuner med over 10 000 innbyggere er med.",
    en: " Only kommuner of more than 10,000 inhabitants are included.",
  };
}

/** The title, the grain and the keywords of one of the six. */
export function wordsOf(grain: Grain): Pick<Dataset, "title" | "grain" | "keywords"> {
  const place = places[grain.geography];
  const time = times[grain.period];
  const left = omitted(grain);
  const and = grain.geography === "landet" ? { nb: "per", en: "by" } : { nb: "og", en: "and" };
  return {
    title: {
      nb: `Takstbruk ${place.title.nb} ${and.nb} ${time.title.nb}`,
      en: `Use of takster ${place.title.en} ${and.en} ${time.title.en}`,
    },
    grain: {
      nb: `Én rad per fagområde, takstkode og praksistype ${place.within.nb} ${time.within.nb}.${left.nb}`,
      en: `One row per fagområde, takstkode and praksistype ${place.within.en} ${time.within.en}.${left.en}`,
    },
    keywords: {
      nb: ["takstbruk", "takster", "helserefusjon", "folketrygden", ...place.keywords.nb],
      en: ["use of tariffs", "health reimbursement", "National Insurance Scheme", ...place.keywords.en],
    },
  };
}
