import { join, resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import { backup, scheduleBackups } from '#lib/keeping';
import type { Running } from '#lib/service';
import { openPlace } from '../../cli/src/keeping/place.ts';

/** The backups this installation makes by itself; undefined where it makes none. A demo makes some only when told to. */
export function scheduled({ base }: Pick<Running, 'base'>, demo: boolean): ReturnType<typeof scheduleBackups> | undefined {
  const every = base.TRILLIUM_BACKUP_EVERY ?? (demo ? 0 : 24);
  if (!every) return undefined;
  const data = base.TRILLIUM_DATA_DIR;
  const log = new Logger('Backup');
  return scheduleBackups({
    folder: resolve(base.TRILLIUM_BACKUP_FOLDER ?? join(data, 'backups')),
    every,
    keep: base.TRILLIUM_BACKUP_KEEP,
    log: { info: (text) => log.log(text), error: (text) => log.error(text) },
    async make(file) {
      const place = await openPlace({ data });
      try {
        return await backup({ ...place, file });
      } finally {
        await place.close();
      }
    },
  });
}
