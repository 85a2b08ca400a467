// Arrow keys lead from a box through what it found and back; Enter in the box takes the first, Escape leads back.

export function moveWithArrows(
  event: KeyboardEvent,
  { input, found }: { readonly input: HTMLInputElement; readonly found: readonly HTMLElement[] },
): void {
  const at = found.findIndex((one) => one.matches(":focus"));
  const isInBox = input.matches(":focus");
  if (!isInBox && at === -1) return;
  if (event.key === "Enter" && isInBox) found[0]?.click();
  else if (event.key === "Escape") input.focus();
  else if (event.key === "ArrowDown") found[Math.min(at + 1, found.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && at <= 0) input.focus();
  else if (event.key === "ArrowUp") found[at - 1]?.focus();
  else return;
  event.preventDefault();
}
