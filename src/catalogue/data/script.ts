// Loads a further script of the page when a view needs it.

const loaded = new Map<string, Promise<void>>();

/** Resolves when the script has run; each script is loaded once. */
export function loadScript(path: string): Promise<void> {
  const known = loaded.get(path) ?? added(path);
  loaded.set(path, known);
  known.catch(() => loaded.delete(path));
  return known;
}

function added(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${path} did not load`)));
    document.head.append(script);
  });
}
