import type { RequestsFile } from '../../../intake/src/app/read-requests-file.ts';
import type { Desk } from './desk.ts';
import { decidedLine, type Line, waitingLine } from './line.ts';

/** Decides the requests of a file, one after another; a bad line is told and the next one goes on. */
export async function* decideFile(file: RequestsFile, desk: Desk, library?: string): AsyncGenerator<Line> {
  for (const { line, request, error } of file.lines) {
    if (!request) {
      yield { line, error };
      continue;
    }
    const prepared = await desk.prepare(line, request, library);
    if (!prepared.ok) {
      yield { line, error: { ...prepared.error, field: prepared.error.field ?? `line ${line}` } };
      continue;
    }
    const { staff } = prepared.value;
    if (staff) {
      desk.remember(prepared.value, 'staff');
      yield waitingLine(prepared.value, staff);
      continue;
    }
    const decision = await desk.decide(prepared.value);
    desk.remember(prepared.value, decision.outcome.route);
    yield decidedLine(prepared.value, decision, (id) => desk.lineOf(id));
  }
}
