// The subjects of the data dictionary: which datasets belong together, and what each is the right one for.
import { type Dataset, type SubjectName, subjectNames, type Words } from "../src/domain/dataset.ts";

/** Each dataset with the use it is made for, by subject, in the order to read them. */
export const subjects: Readonly<Record<SubjectName, Readonly<Record<string, Words>>>> = {
  use: {
    takstbruk_landet_ar: {
      nb: "Begynn her: bruk og kroner i hele landet, år for år. Ingenting er utelatt.",
      en: "Begin here: use and kroner in the whole country, year by year. Nothing is left out.",
    },
    takstbruk_landet_maned: {
      nb: "Utvikling måned for måned, som sesong, pandemi og takstendringen 1. juli.",
      en: "Month by month, such as seasons, the pandemic and the change of 1 July.",
    },
    takstbruk_fylke_ar_gjeldende: {
      nb: "Dagens fylker gjennom alle år, også dem som er slått sammen eller delt.",
      en: "The fylker of today through all years, also those that were merged or divided.",
    },
    takstbruk_kommune_ar_gjeldende: {
      nb: "Dagens kommuner gjennom alle år. Summene kan være for lave, se antall_uten_rad.",
      en: "The kommuner of today through all years. Sums may be too low, see antall_uten_rad.",
    },
    takstbruk_fylke_ar: {
      nb: "Fylker slik de var det året, med det APIet skrev.",
      en: "Fylker as they were that year, with what the API wrote.",
    },
    takstbruk_fylke_maned: {
      nb: "Fylker slik de var, måned for måned.",
      en: "Fylker as they were, month by month.",
    },
    takstbruk_kommune_ar: {
      nb: "Kommuner slik de var det året. Takster brukt fem ganger eller færre mangler.",
      en: "Kommuner as they were that year. Takster used five times or less are missing.",
    },
    takstbruk_kommune_maned: {
      nb: "Kommuner med over 10 000 innbyggere, måned for måned.",
      en: "Kommuner of more than 10 000 inhabitants, month by month.",
    },
  },
  tariffs: {
    takster: {
      nb: "Navn, slag og dagens satser: én rad per takst. Koble takstbruk mot denne.",
      en: "Names, kinds and rates of today: one row per takst. Join takstbruk to this one.",
    },
    takstkoder: {
      nb: "Historikk: satser og regler i hver gyldighetsperiode. Koble på dato også.",
      en: "History: rates and rules of each period of validity. Join on the day as well.",
    },
    takst_kombinasjoner: {
      nb: "Hvilke takster som ikke kan brukes sammen, og hvilke som krever en annen.",
      en: "Which takster may not be billed together, and which require another.",
    },
    fagomraader: {
      nb: "Navnene på fagområdene.",
      en: "Names of the fagområder (fields of practice).",
    },
    praksistyper: {
      nb: "Navnene på praksistypene, som fastlege.",
      en: "Names of the praksistyper (types of practice), such as general practitioner.",
    },
  },
  laboratory: {
    nlkkoder_refusjonskategorisatser: {
      nb: "Hva en laboratoriekode gir i refusjon, for offentlige og private side om side.",
      en: "Reimbursement of a laboratory code, public and private laboratories side by side.",
    },
    nlkkoder: {
      nb: "Hva en laboratoriekode betyr, og når den gjelder.",
      en: "Meaning and validity of a laboratory code.",
    },
    nlkkoder_satser_per_samhandlertype: {
      nb: "De samme satsene slik APIet gir dem.",
      en: "The same rates as the API gives them.",
    },
    refusjonskategorisatser: {
      nb: "Satsen for hver refusjonskategori.",
      en: "Rate of each reimbursement category.",
    },
    apatkombinasjoner: {
      nb: "Koder for patologi som hører sammen.",
      en: "Codes of pathology that belong together.",
    },
    bandasjister: {
      nb: "Leverandører av medisinsk utstyr med direkte oppgjør.",
      en: "Suppliers of medical appliances with direct settlement.",
    },
  },
  geography: {
    innbyggere_gjeldende: {
      nb: "Tall per innbygger: innbyggere i dagens kommuner, fylker og landet, med fullstendig.",
      en: "Figures per inhabitant: inhabitants of the kommuner and fylker of today and of the country, with fullstendig.",
    },
    kommune_innbyggere: {
      nb: "Innbyggere i kommunene slik de var det året.",
      en: "Inhabitants of the kommuner as they were that year.",
    },
    kommuner: {
      nb: "Hva et kommunenummer er og var, og hvilken av dagens kommuner det hører til.",
      en: "What a kommunenummer is and was, and the kommune of today it belongs to.",
    },
    fylker: {
      nb: "Hva et fylkesnummer er og var.",
      en: "What a fylkesnummer is and was.",
    },
    kommune_endringer: {
      nb: "Når kommuner ble slått sammen, delt eller fikk nytt nummer.",
      en: "When kommuner were merged, divided or given a new number.",
    },
  },
  quality: {
    avstemming: {
      nb: "Hvor mye som mangler i en sum: kommuner, fylker og landet mot hverandre.",
      en: "How much of a sum is missing: kommuner, fylker and the country compared.",
    },
    avstemming_satser: {
      nb: "Om refusjonen stemmer med satsene.",
      en: "Whether the reimbursement agrees with the rates.",
    },
    dekning: {
      nb: "Hva som ble spurt om, og hva som kom.",
      en: "What was requested and what came.",
    },
  },
};

/** The dataset with its place in the data dictionary. */
export function withSubject(dataset: Dataset): Dataset {
  const places = subjectNames.flatMap((subject) =>
    Object.entries(subjects[subject]).map(([name, use], number) => ({ name, subject, number, use })),
  );
  const [found] = places.filter(({ name }) => name === dataset.name);
  if (found === undefined) return dataset;
  const { name: _name, ...dictionary } = found;
  return { ...dataset, dictionary };
}
