// The registry as a whole: everything that is pulled and everything that is published.
import type { Dataset } from "./dataset.ts";
import type { Endpoint, Scope } from "./endpoint.ts";
import { UsageError } from "./errors.ts";

export interface Registry {
  readonly endpoints: readonly Endpoint[];
  readonly datasets: readonly Dataset[];
}

/** The datasets a scope publishes: those asked for whose endpoints it does not leave out. */
export function datasetsOf(registry: Registry, scope: Scope): readonly Dataset[] {
  return registry.datasets.filter(
    (dataset) =>
      (scope.datasets === undefined || scope.datasets.includes(dataset.name)) &&
      dataset.from.every((name) => inScope(endpointNamed(registry, name), scope)),
  );
}

/** The endpoints a scope needs: those its datasets are made from, and those that feed their axes with codes. */
export function endpointsOf(registry: Registry, scope: Scope): readonly Endpoint[] {
  const names = new Set(datasetsOf(registry, scope).flatMap((dataset) => dataset.from));
  for (const endpoint of registry.endpoints.filter((candidate) => names.has(candidate.name))) {
    for (const axis of endpoint.axes) if (axis.kind === "codes") names.add(axis.endpoint);
  }
  return registry.endpoints.filter((endpoint) => names.has(endpoint.name));
}

/** The endpoint of that name; a name that is not there is a mistake in the registry. */
export function endpointNamed(registry: Registry, name: string): Endpoint {
  const found = registry.endpoints.find((endpoint) => endpoint.name === name);
  if (found === undefined) throw new UsageError(`Cannot find endpoint ${name} in the registry`);
  return found;
}

function inScope(endpoint: Endpoint, scope: Scope): boolean {
  const { geography, period } = endpoint;
  return (
    (geography === undefined || scope.geographies.includes(geography)) &&
    (period === undefined || scope.periods.includes(period))
  );
}
