// The requests and their answers: the coverage of a release, as data.
import type { Dataset } from "../src/domain/dataset.ts";
import { geographies } from "../src/domain/endpoint.ts";
import { periods } from "../src/domain/period.ts";
import { column, count, day, moment, text } from "./columns.ts";
import { samhandlertypeAxis } from "./laboratorium.ts";

export const dekning: Dataset = {
  name: "dekning",
  title: {
    nb: "Dekning: hva som ble spurt om, og hva som kom",
    en: "Coverage: the requests and their answers",
  },
  grain: {
    nb: "Én rad per planlagt forespørsel til APIet, og én per del av dem som måtte deles.",
    en: "One row per planned request to the API, and one per part of those that had to be split.",
  },
  keywords: {
    nb: ["dekning", "proveniens", "uttrekk", "kontrollsummer"],
    en: ["coverage", "provenance", "extraction", "checksums"],
  },
  from: [],
  evidence: true,
  key: ["endepunkt", "foresporsel"],
  sort: ["endepunkt", "foresporsel"],
  references: [],
  columns: [
    text("endepunkt", { nb: "Endepunktet som ble spurt.", en: "The endpoint of the request." }),
    text("foresporsel", {
      nb: "Forespørselens navn: parameterne den ble stilt med.",
      en: "The request's name: the parameters it was made with.",
    }),
    text("fagomraade", {
      nb: "Fagområdet det ble spurt om; tomt for kodeverk.",
      en: "The requested fagområde; empty for code lists.",
    }),
    text("samhandlertype", {
      among: samhandlertypeAxis.values,
      nb: "Hvem det ble spurt for: PO eller LR, der endepunktet spørres for hver av dem.",
      en: "Whom the request was for: PO or LR, where the endpoint has one request for each.",
    }),
    text("geografi", {
      among: geographies,
      nb: "Hva det ble summert over: kommune, fylke eller landet.",
      en: "What it was summed over: kommune, fylke or landet (the whole country).",
    }),
    text("periodetype", {
      among: periods,
      nb: "Hva slags periode det ble spurt om: maned eller ar.",
      en: "What kind of period was requested: maned (month) or ar (year).",
    }),
    day("periode_fra", {
      nb: "Første måned det ble spurt om, som månedens første dag.",
      en: "First requested month, as its first day.",
    }),
    day("periode_til", {
      nb: "Siste måned det ble spurt om, som månedens første dag.",
      en: "Last requested month, as its first day.",
    }),
    text("status", {
      among: ["ok", "tom", "gjenbrukt", "delt", "avvist"],
      nb: "Hvordan det gikk: ok, tom (ingen rader), gjenbrukt (hentet fra et tidligere uttrekk), delt (spurt i deler, som har egne rader) eller avvist (ubesvart). Den siste står aldri i en utgivelse: et uttrekk med avviste forespørsler er ikke ferdig, og en sjekk stanser det.",
      en: "How it went: ok, tom (no rows), gjenbrukt (taken from an earlier pull), delt (requested in parts, which have rows of their own) or avvist (rejected, without an answer). The last never stands in a release: a pull with refused requests is not complete, and a check stops it.",
    }),
    count("rader", { nb: "Antall rader i svaret.", en: "Number of rows in the answer." }),
    count("bytes", {
      nb: "Svarets størrelse i byte, utpakket.",
      en: "Size of the answer in bytes, decompressed.",
    }),
    text("sha256", {
      pattern: "[0-9a-f]{64}",
      nb: "SHA-256 av svaret slik det kom, utpakket.",
      en: "SHA-256 of the answer as it came, decompressed.",
    }),
    moment("hentet", { nb: "Når svaret kom, i UTC.", en: "When the answer came, in UTC." }),
    text("gjenbrukt_fra", {
      nb: "Uttrekket svaret er gjenbrukt fra.",
      en: "The pull the answer was reused from.",
    }),
    column("VARCHAR", "delt_etter", {
      nb: "Parameteren forespørselen ble delt etter. Ved deling etter kodeliste kan koder som ikke finnes i andre svar, mangle.",
      en: "The parameter the request was split by. Where it is a list of codes, codes that no other answer holds may be missing.",
    }),
  ],
};
