// Moves from view to view: every change of an address goes through here.

let shown: () => void = () => {};

/** Names the function that shows the view of the present address. */
export function onNavigation(show: () => void): void {
  shown = show;
}

/** Shows another state of the same view. The back button leads to the state before. */
export function change(hash: string): void {
  if (hash === location.hash) return;
  history.pushState(null, "", hash);
  shown();
}

/** Notes a state that the view shows already. The back button leads to the state before. */
export function step(hash: string): void {
  if (hash !== location.hash) history.pushState(null, "", hash);
}

/** Notes the state in the address without a step back to it and without showing anything anew. */
export function note(hash: string): void {
  history.replaceState(null, "", hash);
}

/** Leads to another view. */
export function go(hash: string): void {
  location.hash = hash;
}
