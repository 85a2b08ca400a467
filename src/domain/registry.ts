// The whole registry: all endpoints and all datasets.
import type { Dataset } from "./dataset.ts";
import type { Endpoint, Scope } from "./endpoint.ts";

export interface Registry {
  readonly endpoints: readonly Endpoint[];
  readonly datasets: readonly Dataset[];
}

/** The datasets of a scope: the requested ones whose endpoints are in the scope. */
export function datasetsOf(registry: Registry, scope: Scope): readonly Dataset[] {
  return registry.datasets.filter(
    (dataset) =>
      (scope.datasets === undefined || scope.datasets.includes(dataset.name)) &&
      dataset.from.every((name) => inScope(endpointNamed(registry, name), scope)),
  );
}

/** The endpoints that a scope needs: those of its datasets, and those with the codes of their axes. */
export function endpointsOf(registry: Registry, scope: Scope): readonly Endpoint[] {
  const names = new Set(datasetsOf(registry, scope).flatMap((dataset) => dataset.from));
  for (const endpoint of registry.endpoints.filter((candidate) => names.has(candidate.name))) {
    for (const axis of endpoint.axes) if (axis.kind === "codes") names.add(axis.endpoint);
  }
  return registry.endpoints.filter((endpoint) => names.has(endpoint.name));
}

/** The endpoint with this name. An unknown name is a bug in the registry. */
export function endpointNamed(registry: Registry, name: string): Endpoint {
  const found = registry.endpoints.find((endpoint) => endpoint.name === name);
  if (found === undefined) throw new Error(`The registry has no endpoint ${name}`);
  return found;
}

function inScope(endpoint: Endpoint, scope: Scope): boolean {
  const { geography, period } = endpoint;
  return (
    (geography === undefined || scope.geographies.includes(geography)) &&
    (period === undefined || scope.periods.includes(period))
  );
}
