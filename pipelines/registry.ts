// The registry: everything that is pulled and everything that is published, in the order people read it.
import type { Registry } from "../src/domain/registry.ts";
import { avstemming, avstemmingSatser } from "./avstemming.ts";
import { bandasjister, bandasjisterEndpoint } from "./bandasjister.ts";
import { dekning } from "./dekning.ts";
import { fylker, kommuneEndringer, kommuner } from "./geografi.ts";
import { innbyggereGjeldende, kommuneInnbyggere } from "./innbyggere.ts";
import { fagomraader, fagomraaderEndpoint, praksistyper } from "./kodeverk.ts";
import {
  apatkombinasjoner,
  apatkombinasjonerEndpoint,
  refusjonskategorisatser,
  refusjonskategorisatserEndpoint,
} from "./laboratorium.ts";
import {
  nlkkoder,
  nlkkoderEndpoint,
  nlkkoderRefusjonskategorisatser,
  nlkkoderSatserPerSamhandlertype,
} from "./nlkkoder.ts";
import { withRecipes } from "./recipes.ts";
import { withSubject } from "./subjects.ts";
import { takstbruk, takstbrukEndpoints } from "./takstbruk.ts";
import { takstbrukFylkeArGjeldende, takstbrukKommuneArGjeldende } from "./takstbruk-gjeldende.ts";
import { takster, takstKombinasjoner } from "./takster.ts";
import { takstkoder, takstkoderEndpoint, takstkoderOffisielleEndpoint } from "./takstkoder.ts";

export const registry: Registry = {
  endpoints: [
    fagomraaderEndpoint,
    takstkoderEndpoint,
    takstkoderOffisielleEndpoint,
    nlkkoderEndpoint,
    refusjonskategorisatserEndpoint,
    apatkombinasjonerEndpoint,
    bandasjisterEndpoint,
    ...takstbrukEndpoints,
  ],
  datasets: [
    fagomraader,
    praksistyper,
    takster,
    takstkoder,
    takstKombinasjoner,
    nlkkoder,
    nlkkoderRefusjonskategorisatser,
    nlkkoderSatserPerSamhandlertype,
    refusjonskategorisatser,
    apatkombinasjoner,
    bandasjister,
    ...takstbruk,
    takstbrukKommuneArGjeldende,
    takstbrukFylkeArGjeldende,
    avstemming,
    avstemmingSatser,
    kommuner,
    fylker,
    kommuneEndringer,
    kommuneInnbyggere,
    innbyggereGjeldende,
    dekning,
  ].map((dataset) => withSubject(withRecipes(dataset))),
};
