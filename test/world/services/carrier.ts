import { json, notFound, wrongMethod } from '../http.ts';
import type { Service } from './service.ts';

/**
 * The post: `GET /track/{number}`, and for those who stand at the desk `GET /parcels?to=SYMBOL&status=delivered`: what has really
 * arrived in a library's mail room.
 */
export const carrier: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    state.looked('carrier');
    const [what, id] = call.path;
    if (what === 'track' && id) {
      const row = state.row('carrier', id);
      if (!row) return notFound();
      return json({
        trackingNumber: id,
        status: row['status'],
        shippedAt: row['shippedAt'],
        deliveredAt: row['deliveredAt'] ?? null,
      });
    }
    if (what !== 'parcels') return notFound();
    const [to, status] = [call.query.get('to'), call.query.get('status')];
    const parcels = [...state.table('carrier').values()].filter(
      (row) => (!to || row['to'] === to) && (!status || row['status'] === status),
    );
    return json({ parcels });
  },
  happen(task, state) {
    const row = state.row('carrier', task.about)!;
    const at = new Date(task.due).toISOString();
    state.change('carrier', 'parcel-delivered', row.id, { status: 'delivered', deliveredAt: at }, at);
    if (row['service'] === 'vendor') state.schedule('vendor', 'arrived', String(row['about']), task.due);
    if (row['service'] === 'iso18626' && row['homeward']) state.schedule('iso18626', 'returned', String(row['about']), task.due);
  },
};
