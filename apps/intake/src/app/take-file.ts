import { createHash } from 'node:crypto';
import { TakeBatchLine } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { emit, json, message, statement, type Tx } from '#lib/messaging';
import type { PatronKeys } from '#lib/service';
import type { FileLine, RequestsFile } from './read-requests-file.ts';

const CONSORTIUM = 'consortium';
/** Rows written by one statement, messages by one insert. */
const CHUNK = 500;

export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly uploadedBy: string;
  /** Take it though the same file has been taken before. */
  readonly again: boolean;
}

const LOCK = statement('select pg_advisory_xact_lock(hashtextextended($1, 0))');
const EARLIER = statement('select id, uploaded_at as at from batch where sha256 = $1 order by uploaded_at desc limit 1');
const BATCH = statement(`insert into batch (id, tenant, file_name, sha256, encoding, warnings, uploaded_by, uploaded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`);
const LINES =
  statement(`insert into batch_line (id, batch_id, line, tenant, library, status, patron_key, patron_ref, match_keys, follows, request, error)
  select id, $1, line, $2, library, status, "patronKey", "patronRef", "matchKeys", coalesce(follows, false), request, error
  from jsonb_to_recordset($3) as l(id uuid, line int, library text, status text, "patronKey" text, "patronRef" text, "matchKeys" text[], follows boolean, request jsonb, error jsonb)`);

interface LineRow {
  readonly id: string;
  readonly line: number;
  readonly status: 'waiting' | 'refused';
  readonly library?: string;
  readonly patronKey?: string;
  readonly patronRef?: string;
  readonly matchKeys?: readonly string[];
  /** Whether the same patron has a line before it. */
  readonly follows?: boolean;
  readonly request?: FileLine['request'];
  readonly error?: Rejection;
}

const PATRON_REF = /^p_[A-Za-z0-9_-]{10,40}$/;

/** What is kept of a line: the card number leaves only its key, so that the file's names end here. */
function rowOf(tx: Tx, fileLine: FileLine, keys: PatronKeys): LineRow {
  const { line, request, error } = fileLine;
  const id = tx.newId();
  if (!request) return { id, line, status: 'refused', error };
  const refuse = (code: string, text: string, field: string, remedy: string): LineRow => ({
    id,
    line,
    status: 'refused',
    error: reject(code, `Line ${line}: ${text}`, { field, remedy }),
  });
  const { patron, library: asked, ...rest } = request;
  const library = asked?.trim() || undefined;
  const own = tx.tenant !== CONSORTIUM;
  if (own && library && library !== tx.tenant)
    return refuse(
      'not-yours',
      `it is for ${library}, and you are of ${tx.tenant}.`,
      'Library',
      'Leave the column Library out, or ask an operator to upload the file.',
    );
  if (!own && !library)
    return refuse('library-missing', 'it does not say for which library it is.', 'Library', 'Fill in the column Library.');
  if (!patron?.trim())
    return refuse(
      'patron-missing',
      'it does not say for whom it is.',
      'Username',
      'Fill in the column Username with a card number or username.',
    );
  const tenant = library ?? tx.tenant;
  const name = patron.trim();
  const whose = PATRON_REF.test(name) ? { patronRef: name } : { patronKey: keys.of(tenant, name) };
  return { id, line, status: 'waiting', library: tenant, ...whose, matchKeys: fileLine.matchKeys, request: rest };
}

/**
 * Takes an uploaded file: stores its lines and leaves a command for each good one, all in one transaction; refused lines keep their
 * error. The same file a second time is refused unless it is meant. Returns the batch's id.
 */
export async function takeFile(tx: Tx, upload: Upload, file: RequestsFile, keys: PatronKeys): Promise<Result<string, Rejection>> {
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex');
  // two clicks on "upload" are one file
  await tx.query(LOCK, [`batch ${tx.tenant} ${sha256}`]);
  const [earlier] = await tx.query<{ id: string; at: Date }>(EARLIER, [sha256]);
  if (earlier && !upload.again)
    return err(
      reject(
        'already-uploaded',
        `This very file was uploaded on ${earlier.at.toISOString().slice(0, 16).replace('T', ' at ')} UTC.`,
        {
          field: 'file',
          remedy: `Look at batch ${earlier.id}; to take its lines once more, send it with ?again=true.`,
        },
      ),
    );
  return ok(await store(tx, upload, file, sha256, keys));
}

async function store(tx: Tx, upload: Upload, file: RequestsFile, sha256: string, keys: PatronKeys): Promise<string> {
  const id = tx.newId();
  const warnings = json(file.warnings);
  const name = upload.fileName.slice(0, 200) || 'requests.csv';
  await tx.execute(BATCH, [id, tx.tenant, name, sha256, file.encoding, warnings, upload.uploadedBy, tx.now().toISOString()]);
  const patrons = new Set<string>();
  const rows = file.lines.map((line): LineRow => {
    const row = rowOf(tx, line, keys);
    const whose = row.patronKey;
    if (!whose) return row;
    const follows = patrons.has(whose);
    patrons.add(whose);
    return { ...row, follows };
  });
  for (let at = 0; at < rows.length; at += CHUNK) await tx.execute(LINES, [id, tx.tenant, json(rows.slice(at, at + CHUNK))]);
  const commands = rows
    .filter(({ status }) => status === 'waiting')
    // each line is a key of its own, so that one that fails stops no other
    .map((row) =>
      message(TakeBatchLine, { batchId: id, line: row.line }, { subject: row.id, correlation: row.id, sequence: 0, fresh: true }),
    );
  for (let at = 0; at < commands.length; at += CHUNK) await emit(tx, ...commands.slice(at, at + CHUNK));
  return id;
}
