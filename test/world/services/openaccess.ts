import { text, wrongMethod } from '../http.ts';
import { pdf } from '../pdf.ts';
import type { Service } from './service.ts';

/** The open copies themselves: `/openaccess/{doi}/{place}.pdf`, and `/openaccess/repository/{work}.pdf` for theses. */
export const openAccessFiles: Service = {
  handle(call, state) {
    if (call.method !== 'GET' && call.method !== 'HEAD') return wrongMethod();
    state.looked('openaccess');
    const file = call.path.at(-1) ?? '';
    const gone = text('Gone', 404);
    if (call.path[0] === 'repository') {
      const work = state.data.works.find((row) => `${row.id}.pdf` === file && row.repositoryCopy);
      if (!work) return gone;
      return { status: 200, type: 'application/pdf', body: pdf([work.title, 'Repository copy']) };
    }
    const place = Number(/^(\d+)(?:\.pdf)?$/.exec(file)?.[1] ?? 0);
    const doi = call.path.slice(0, -1).join('/').toLowerCase();
    const row = state.data.openAccess.find((open) => open.doi.toLowerCase() === doi);
    const location = row?.locations[place - 1];
    if (!location || location.dead) return gone;
    const work = state.data.works.find((known) => known.doi?.toLowerCase() === doi);
    return { status: 200, type: 'application/pdf', body: pdf([work?.title ?? doi, location.version, `doi:${doi}`]) };
  },
};
