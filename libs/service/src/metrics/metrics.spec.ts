import { mergedMetrics, Metrics } from './metrics.ts';

describe('metrics', () => {
  it('give the same metric for the same name', () => {
    const metrics = new Metrics('intake');
    const asked = () => metrics.counter({ name: 'asked_total', help: 'Asked', labelNames: ['how'] });
    asked().inc({ how: 'csv' });
    expect(asked()).toBe(asked());
  });

  it('of several services stand together by name, each with its service', async () => {
    const [intake, payment] = [new Metrics('intake'), new Metrics('payment')];
    for (const metrics of [intake, payment]) metrics.counter({ name: 'done_total', help: 'Done' }).inc();
    payment.gauge({ name: 'left', help: 'Left' }).set(3);
    expect(await mergedMetrics([intake.registry, payment.registry])).toBe(
      [
        '# HELP done_total Done',
        '# TYPE done_total counter',
        'done_total{service="intake"} 1',
        'done_total{service="payment"} 1',
        '',
        '# HELP left Left',
        '# TYPE left gauge',
        'left{service="payment"} 3',
        '',
      ].join('\n'),
    );
  });
});
