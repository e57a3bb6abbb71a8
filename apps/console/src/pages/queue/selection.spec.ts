import type { Task, TaskAction } from '../../api/shapes.ts';
import { commonActions } from './selection.ts';

const ids = ['1', '2', '3'].map((n) => `0199b000-0000-7000-8000-00000000000${n}`);
const action = (name: string, id: string, more: Partial<TaskAction> = {}): TaskAction => ({
  name,
  method: 'POST',
  path: `/api/fulfillment/attempts/${id}/${name}?version=3`,
  fields: [],
  primary: false,
  batch: { path: `/api/fulfillment/batch/${name}`, id, version: 3 },
  ...more,
});
const task = (id: string, ...actions: TaskAction[]): Task => ({
  id,
  service: 'fulfillment',
  kind: 'to-receive',
  requestId: id,
  library: 'TSU',
  title: 'A book',
  reason: 'On its way.',
  since: '2025-10-06T14:00:00.000Z',
  actions,
});
const pieces = (value: number) => ({ fields: [{ name: 'pieces', kind: 'number' as const, required: false, value }] });

describe('what can be done with many', () => {
  it('is what is offered with each of them', () => {
    const tasks = [
      task(ids[0]!, action('receive', ids[0]!), action('not-received', ids[0]!)),
      task(ids[1]!, action('receive', ids[1]!)),
    ];
    const [only, ...others] = commonActions(tasks);
    expect([only!.action.name, only!.batch.map(({ id }) => id), others]).toEqual(['receive', ids.slice(0, 2), []]);
  });

  it('starts a field empty where it would start differently', () => {
    const of = (value: number, id: string) => task(id, action('receive', id, pieces(value)));
    expect(commonActions([of(1, ids[0]!), of(1, ids[1]!)])[0]!.action.fields[0]!.value).toBe(1);
    expect(commonActions([of(1, ids[0]!), of(2, ids[1]!)])[0]!.action.fields[0]!.value).toBeUndefined();
  });

  it('does not mix what is done with what is only proposed, nor what cannot be done with many', () => {
    const proposed = task(ids[1]!, action('give-up', ids[1]!, { proposes: true }));
    expect(commonActions([task(ids[0]!, action('give-up', ids[0]!)), proposed])).toEqual([]);
    expect(commonActions([task(ids[0]!, action('settle', ids[0]!, { batch: undefined }))])).toEqual([]);
  });

  it('is nothing for more than are taken at once', () => {
    expect(commonActions(Array.from({ length: 101 }, () => task(ids[0]!, action('receive', ids[0]!))))).toEqual([]);
  });
});
