import { Badge, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approveNetting, BOOKS, pagesOf, proofQuery, transfersFile, withdrawNetting, type Netting } from '../../api/money.ts';
import { fieldErrors } from '../../api/problems.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DownloadButton } from '../../components/download-button.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay, useSession } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { Amount, StatementView } from './statement-view.tsx';
import { Transfers } from './transfers.tsx';

const TONES = { 'drawn-up': 'petal', approved: 'blue', settled: 'leaf', withdrawn: 'gray' } as const;
/** Who has no books here has no statement that could be shown: `ZZX (no books here)`. */
const hasBooks = (library: string): boolean => !library.includes(' ');

/** One netting: positions with their proof, transfers, and what may be done next. */
export function NettingCard({ netting }: { readonly netting: Netting }) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const { user } = useSession();
  const { id, status, month, currency, positions, drawnUpBy, approvedBy, withdrawnBecause } = netting;
  const [proof, setProof] = useState<string>();
  const who = (by: string): string => (by === user.sub ? t('policy.you') : t('policy.account', { id: by.slice(-6) }));
  return (
    <Section
      title={t('netting.title', { month: monthName(month), currency })}
      aside={
        <Badge variant="light" className="status-badge" data-tone={TONES[status]}>
          {t(`netting.status.${status}`)}
        </Badge>
      }
    >
      <Text size="sm" className="quiet">
        {t('netting.drawnUpBy', { who: who(drawnUpBy) })}
        {approvedBy ? ` ${t('netting.approvedBy', { who: who(approvedBy) })}` : ''}
        {withdrawnBecause ? ` ${t('netting.withdrawnBecause', { reason: withdrawnBecause })}` : ''}
      </Text>
      <NextStep netting={netting} />
      <WideTable
        label={t('netting.positions')}
        minWidth={360}
        fz="sm"
        columns={[t('netting.library'), t('netting.owes'), t('netting.proof')]}
        amounts={[t('netting.owes')]}
      >
        {positions.map(({ library, owes }) => (
          <Table.Tr key={library}>
            <Table.Th scope="row" fw={400}>
              {library}
            </Table.Th>
            <Amount amount={owes} />
            <Table.Td>
              {hasBooks(library) ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('netting.proofOf', { library })}
                  onClick={() => setProof(library)}
                >
                  {t('netting.lines')}
                </Button>
              ) : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      <Transfers netting={netting} />
      {proof ? (
        <Dialog title={t('netting.proofOf', { library: proof })} size="lg" onClose={() => setProof(undefined)}>
          <Proof id={id} library={proof} />
        </Dialog>
      ) : null}
    </Section>
  );
}

function Proof({ id, library }: { readonly id: string; readonly library: string }) {
  const { data, error, isPending, refetch, ...paging } = useInfiniteQuery(proofQuery(id, library));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return isPending ? <Rows count={4} /> : <StatementView statement={pagesOf(data)} paging={paging} />;
}

/** Approve or withdraw what was drawn up; take the transfers away. */
function NextStep({ netting: { id, status, transfers } }: { readonly netting: Netting }) {
  const { t } = useTranslation();
  const may = useMay();
  const [withdrawing, setWithdrawing] = useState(false);
  const queries = useQueryClient();
  const approve = useMutation({
    mutationFn: () => approveNetting(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: BOOKS }),
  });
  const open = status === 'drawn-up' && may('nettings.manage');
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {open ? (
          <>
            <Button loading={approve.isPending} onClick={() => approve.mutate()}>
              {t('netting.approve')}
            </Button>
            <Button variant="default" onClick={() => setWithdrawing(true)}>
              {t('netting.withdraw')}
            </Button>
          </>
        ) : null}
        {transfers.length && status !== 'withdrawn' ? (
          <DownloadButton path={transfersFile(id)} name="transfers.csv" label={t('netting.file')} />
        ) : null}
      </Group>
      {approve.error ? <ProblemAlert error={approve.error} title={t('netting.notApproved')} /> : null}
      {withdrawing ? <Withdraw id={id} onClose={() => setWithdrawing(false)} /> : null}
    </Stack>
  );
}

function Withdraw({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => withdrawNetting(id, reason),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: BOOKS });
      onClose();
    },
  });
  const wrong = fieldErrors(withdraw.error)['reason'];
  return (
    <Dialog title={t('netting.withdraw')} onClose={onClose}>
      <Stack>
        <TextInput
          label={t('netting.reason')}
          value={reason}
          error={wrong}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {withdraw.error && !wrong ? <ProblemAlert error={withdraw.error} /> : null}
        <Group justify="flex-end">
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('netting.withdraw')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
