import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { awaitedQuery, enteredBefore, enterIncoming, enterIncomingFile } from '../../api/incoming.ts';
import { ApiError, faultsByPath } from '../../api/problems.ts';
import { DropZone } from '../../components/drop-zone.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words/words.ts';
import { CurrencyField } from './currency-field.tsx';
import { EMPTY_LINE, faultsInHead, faultsInLines, headOf, lineOf, START, type HeadDraft } from './incoming-draft.ts';
import { IncomingLines } from './incoming-lines.tsx';

const WAYS = ['lines', 'file'] as const;
/** Where faults stand beside the lines'. */
const FIELDS = ['payee', 'number', 'date', 'currency', 'total'];
const isRepeat = (error: unknown): boolean => error instanceof ApiError && error.problem?.code === 'already-entered';

/** An invoice that came: its head, and its lines written down or brought as a table. */
export function IncomingForm() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [head, setHead] = useState(START);
  const [way, setWay] = useState<(typeof WAYS)[number]>('lines');
  const [lines, setLines] = useState([{ key: 0, ...EMPTY_LINE }]);
  const [file, setFile] = useState<File>();
  const [tried, setTried] = useState(false);
  const expected = useQuery({ ...awaitedQuery(head.currency), enabled: /^[A-Z]{3}$/.test(head.currency) });
  const enter = useMutation({
    mutationFn: () =>
      way === 'file' && file
        ? enterIncomingFile(headOf(head), file)
        : enterIncoming({ ...headOf(head), lines: lines.map((line) => lineOf(line, head.currency)) }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries();
      await navigate({ to: '/money/incoming', search: { invoice: id } });
    },
  });
  const own = { ...faultsInHead(head), ...(way === 'lines' && faultsInLines(lines, head.currency)) };
  const told = faultsByPath(enter.error);
  const faultAt = (path: string): string | undefined => (tried && own[path] ? t(own[path]) : told[path]);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!Object.keys(own).length && (way === 'lines' || file)) enter.mutate();
  };
  const text = (name: keyof HeadDraft) => ({
    value: head[name],
    error: faultAt(name),
    onChange: (event: { currentTarget: { value: string } }) => setHead({ ...head, [name]: event.currentTarget.value }),
  });
  const isShown = Object.keys(told).some((path) => FIELDS.includes(path) || path.startsWith('lines.'));
  return (
    <Section title={t('incoming.enter')}>
      <form noValidate onSubmit={send}>
        <Stack gap="lg">
          <Group align="flex-start" gap="sm">
            <TextInput label={t('incoming.payee')} required flex="1 1 220px" {...text('payee')} />
            <TextInput label={t('incoming.theirNumber')} required flex="1 1 180px" {...text('number')} />
            <TextInput label={t('incoming.date')} type="date" required w={170} {...text('date')} />
          </Group>
          {isRepeat(enter.error) ? <Before payee={head.payee} number={head.number} /> : null}
          <Group align="flex-start" gap="sm">
            <CurrencyField
              value={head.currency}
              error={faultAt('currency')}
              onChange={(currency) => setHead({ ...head, currency })}
            />
            <TextInput
              label={t('incoming.total')}
              inputMode="decimal"
              w={280}
              styles={{ input: { textAlign: 'right' } }}
              {...text('total')}
            />
          </Group>
          <SegmentedControl
            aria-label={t('invoice.lines')}
            value={way}
            onChange={(next) => setWay(next === 'file' ? 'file' : 'lines')}
            data={WAYS.map((value) => ({ value, label: t(`incoming.way.${value}`) }))}
            style={{ alignSelf: 'flex-start' }}
          />
          {way === 'lines' ? (
            <IncomingLines
              lines={lines}
              payee={head.payee}
              expected={expected.data?.expected ?? []}
              faultAt={faultAt}
              onChange={(next) => setLines([...next])}
            />
          ) : (
            <Stack gap="xs">
              <Text size="sm">{t('incoming.fileAbout')}</Text>
              <DropZone
                label={t('incoming.drop')}
                choose={t('incoming.choose')}
                hint={file?.name}
                wrong={t('ifm.wrongFile')}
                onFile={setFile}
              />
              {tried && !file ? (
                <Text role="alert" size="sm" c="var(--mantine-color-error)">
                  {t('fieldError.required')}
                </Text>
              ) : null}
            </Stack>
          )}
          {enter.error && !isShown ? <ProblemAlert error={enter.error} title={t('incoming.refused')} /> : null}
          <Group gap="xs">
            <Button type="submit" loading={enter.isPending}>
              {t('incoming.enterIt')}
            </Button>
            <Button variant="default" onClick={() => void navigate({ to: '/money/incoming', search: {} })}>
              {t('common.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Leads to the one that stands there already under this number. */
function Before({ payee, number }: { readonly payee: string; readonly number: string }) {
  const { t } = useTranslation();
  const { dateTime, money } = useWords();
  const { data } = useQuery({
    queryKey: ['books', 'incoming', 'before', payee, number],
    queryFn: async () => (await enteredBefore({ payee, number })) ?? null,
  });
  if (!data) return null;
  return (
    <Text size="sm">
      <Link to="/money/incoming" search={{ invoice: data.id }} className="text-link">
        {t('incoming.before', { number: data.number, payee: data.payee, when: dateTime(data.at), total: money(data.total) })}
      </Link>
    </Text>
  );
}
