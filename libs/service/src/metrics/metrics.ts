import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';

/** A service's metrics, each with the label `service`. Asking for a metric by a known name gives the one that is there. */
export class Metrics {
  readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
  }

  counter<Label extends string>(options: Omit<CounterConfiguration<Label>, 'registers'>): Counter<Label> {
    return this.#known<Counter<Label>>(options.name) ?? new Counter({ ...options, registers: [this.registry] });
  }

  gauge<Label extends string>(options: Omit<GaugeConfiguration<Label>, 'registers'>): Gauge<Label> {
    return this.#known<Gauge<Label>>(options.name) ?? new Gauge({ ...options, registers: [this.registry] });
  }

  histogram<Label extends string>(options: Omit<HistogramConfiguration<Label>, 'registers'>): Histogram<Label> {
    return this.#known<Histogram<Label>>(options.name) ?? new Histogram({ ...options, registers: [this.registry] });
  }

  #known<Metric>(name: string): Metric | undefined {
    return this.registry.getSingleMetric(name) as Metric | undefined;
  }
}

/** Several services' metrics as one page in Prometheus' text format, in which the lines of one metric have to stand together. */
export async function mergedMetrics(registries: readonly Registry[]): Promise<string> {
  const blocks = new Map<string, string[]>();
  for (const registry of registries)
    for (const { name } of registry.getMetricsAsArray()) {
      const lines = (await registry.getSingleMetricAsString(name)).split('\n').filter(Boolean);
      const known = blocks.get(name);
      if (known) known.push(...lines.filter((line) => !line.startsWith('#')));
      else blocks.set(name, lines);
    }
  return `${[...blocks.values()].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
