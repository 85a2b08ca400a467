// The release in pictures: use over time, coverage, what kommuner lack, fylker ranked, and what is new.
import { changesPicture } from "./changes-picture.ts";
import { coveragePicture, gapPicture } from "./coverage-pictures.ts";
import { element } from "./element.ts";
import { fylkePicture } from "./fylke-picture.ts";
import { pictureRows } from "./release.ts";
import { say } from "./say.ts";
import { usePicture } from "./use-picture.ts";

export function picturesPage(): HTMLElement {
  const [bruk, dekning, avstemming, fylker] = [
    pictureRows("bruk"),
    pictureRows("dekning"),
    pictureRows("avstemming"),
    pictureRows("fylker"),
  ];
  const isEmpty = [bruk, dekning, avstemming, fylker].every((rows) => rows.length === 0);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, say("pictures")),
    isEmpty ? element("p", { class: "note" }, say("noPictures")) : null,
    bruk.length === 0 ? null : usePicture(bruk),
    fylker.length === 0 ? null : fylkePicture(fylker),
    avstemming.length === 0 ? null : gapPicture(avstemming),
    dekning.length === 0 ? null : coveragePicture(dekning),
    changesPicture(),
  );
}
