import { Alert, Button, Grid, Group, NativeSelect, Paper, Stack, Textarea, TextInput, Checkbox, List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { ownProxiesQuery } from '../../api/proxies.ts';
import { askFor, readOpenUrl } from '../../api/requests.ts';
import { ownWishesQuery } from '../../api/wishes.ts';
import { AmountField } from '../../components/amount-field.tsx';
import { CitationFields } from '../../components/citation/citation-fields.tsx';
import { CITATION_FIELDS, draftFrom, givenCitation, type CitationDraft } from '../../components/citation/draft.ts';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { feeSentences } from '../../words/fees.ts';
import { useWords } from '../../words/words.ts';
import { askedFor, HowManyFields, JUST_ONE } from './how-many.tsx';
import { Paste } from './paste.tsx';

const route = getRouteApi('/signed-in/ask');

interface Wishes {
  readonly neededBy: string;
  /** A branch; empty for as the patron always has it. */
  readonly pickup: string;
  /** Undefined while it is as the patron always wishes. */
  readonly anyEdition?: boolean;
  readonly ebookAccepted?: boolean;
  /** In minor units; undefined while it is as the patron always wishes. */
  readonly maxFee?: number | undefined;
  readonly notes: string;
  readonly patron: string;
  /** In whose name; empty for oneself. */
  readonly for: string;
}
/** In place of a branch: sent to the patron's home. */
const HOME = 'home delivery';
const PARTS: readonly string[] = ['article', 'chapter', 'conference'];
const NO_WISHES: Wishes = { pickup: '', neededBy: '', notes: '', patron: '', for: '' };
/** The fields that stand on this page: an error elsewhere is shown above them. */
const FIELDS: readonly string[] = [
  ...CITATION_FIELDS,
  'kind',
  'neededBy',
  'notes',
  'patron',
  'for',
  'volumes',
  'copies',
  'pickupBranch',
  'maxFee',
];

/** Asking for something: by a number or link pasted, by the form, or come from a search engine with an OpenURL. */
export function AskPage() {
  const { t } = useTranslation();
  const { money } = useWords();
  const { openurl } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const desk = may('requests.ask');
  const mine = useQuery({ ...ownWishesQuery, enabled: may('wishes.own') }).data;
  const own = mine?.wishes;
  const others = useQuery({ ...ownProxiesQuery, enabled: may('proxies.own') }).data?.forOthers ?? [];
  const [draft, setDraft] = useState<CitationDraft>({ kind: 'article' });
  const [wishes, setWishes] = useState(NO_WISHES);
  const [howMany, setHowMany] = useState(JUST_ONE);
  // an article or a chapter is asked for by itself
  const isPart = PARTS.includes(draft.kind);
  // what somebody else always wishes is theirs to know
  const standing = wishes.for ? undefined : own;
  const fees = wishes.for ? undefined : mine?.fees;
  const [read, setRead] = useState<string>();
  const reading = useMutation({
    mutationFn: readOpenUrl,
    onSuccess: ({ citation }, query) => {
      setDraft(draftFrom(citation));
      setRead(query);
    },
  });
  const { mutate: readIn } = reading;
  useEffect(() => {
    if (openurl) readIn(openurl);
  }, [openurl, readIn]);
  const asking = useMutation({
    mutationFn: () =>
      askFor({
        citation: givenCitation(draft),
        ...(isPart ? {} : askedFor(howMany)),
        ...(wishes.pickup === HOME && { homeDelivery: true }),
        ...(wishes.pickup && wishes.pickup !== HOME && { pickupBranch: wishes.pickup, homeDelivery: false }),
        ...(wishes.anyEdition !== undefined && { anyEdition: wishes.anyEdition }),
        ...(wishes.ebookAccepted !== undefined && { ebookAccepted: wishes.ebookAccepted }),
        ...(wishes.neededBy && { neededBy: wishes.neededBy }),
        ...(fees && mine && wishes.maxFee !== undefined && { maxFee: { minor: wishes.maxFee, currency: mine.currency } }),
        ...(wishes.notes.trim() && { notes: wishes.notes.trim() }),
        ...(wishes.patron.trim() && { patron: wishes.patron.trim() }),
        ...(wishes.for && { for: wishes.for }),
      }),
    onSuccess: async ({ id }) => {
      notifications.show({ color: 'leaf', message: t('ask.taken') });
      await navigate({ to: '/requests/$id', params: { id } });
    },
  });
  const errors = fieldErrors(asking.error);
  const elsewhere = asking.error && !Object.keys(errors).some((field) => FIELDS.includes(field));
  const wish = (part: Partial<Wishes>): void => setWishes({ ...wishes, ...part });

  return (
    <Page title={t('ask.title')} about={t('ask.about')}>
      <Paste onOpenUrl={readIn} pending={reading.isPending} onFound={(found) => setDraft({ ...draft, ...found })} />
      {reading.error ? <ProblemAlert error={reading.error} title={t('ask.notRead')} /> : null}
      {read && reading.data ? (
        <Alert color="leaf" variant="light" icon={<IconInfoCircle aria-hidden />} title={t('ask.prefilled')}>
          {reading.data.notes.length ? (
            <List size="sm">
              {reading.data.notes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          ) : (
            t('ask.prefilledText')
          )}
        </Alert>
      ) : null}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <Stack gap="lg">
          {elsewhere ? <ProblemAlert error={asking.error} /> : null}
          <Paper className="surface" p="lg">
            <CitationFields draft={draft} errors={errors} onChange={setDraft} />
          </Paper>
          <Paper className="surface" p="lg">
            <Grid gap="md">
              {desk ? (
                <Grid.Col span={{ base: 12, sm: 6 }}>
                  <TextInput
                    label={t('ask.patron')}
                    description={t('ask.patronHint')}
                    value={wishes.patron}
                    error={errors['patron']}
                    onChange={(event) => wish({ patron: event.currentTarget.value })}
                  />
                </Grid.Col>
              ) : null}
              {others.length ? (
                <Grid.Col span={{ base: 12, sm: 6 }}>
                  <NativeSelect
                    label={t('ask.for')}
                    description={t('ask.forHint')}
                    value={wishes.for}
                    error={errors['for']}
                    onChange={(event) => wish({ for: event.currentTarget.value })}
                    data={[
                      { value: '', label: t('ask.forMyself') },
                      ...others.map(({ patronRef, name }) => ({ value: patronRef, label: name })),
                    ]}
                  />
                </Grid.Col>
              ) : null}
              {mine && !isPart && !wishes.for ? (
                <Grid.Col span={{ base: 12, sm: 6 }}>
                  <NativeSelect
                    label={t('ask.pickup')}
                    description={t('ask.pickupHint')}
                    value={wishes.pickup}
                    error={errors['pickupBranch']}
                    onChange={(event) => wish({ pickup: event.currentTarget.value })}
                    data={[
                      { value: '', label: t('ask.pickupUsual') },
                      ...mine.branches.map(({ code, name }) => ({ value: code, label: name })),
                      { value: HOME, label: t('wishes.homeDelivery') },
                    ]}
                  />
                </Grid.Col>
              ) : null}
              {isPart ? null : <HowManyFields value={howMany} errors={errors} onChange={setHowMany} />}
              <Grid.Col span={{ base: 12, sm: 6 }}>
                <TextInput
                  type="date"
                  label={t('ask.neededBy')}
                  description={t('ask.neededByHint')}
                  value={wishes.neededBy}
                  error={errors['neededBy']}
                  onChange={(event) => wish({ neededBy: event.currentTarget.value })}
                />
              </Grid.Col>
              <Grid.Col span={12}>
                <Stack gap="xs">
                  {wishes.for ? (
                    <Text size="sm" className="quiet">
                      {t('ask.forWishes')}
                    </Text>
                  ) : null}
                  <Checkbox
                    label={t('ask.anyEdition')}
                    checked={wishes.anyEdition ?? standing?.anyEdition ?? true}
                    onChange={(event) => wish({ anyEdition: event.currentTarget.checked })}
                  />
                  <Checkbox
                    label={t('ask.ebookAccepted')}
                    checked={wishes.ebookAccepted ?? standing?.ebookAccepted ?? true}
                    onChange={(event) => wish({ ebookAccepted: event.currentTarget.checked })}
                  />
                </Stack>
              </Grid.Col>
              {fees && mine ? (
                <Grid.Col span={12}>
                  <AmountField
                    label={t('fees.agree')}
                    description={`${feeSentences(t, fees, (minor) => money({ minor, currency: mine.currency }))} ${t('fees.agreeHint', { currency: mine.currency })}`}
                    currency={mine.currency}
                    minor={wishes.maxFee ?? standing?.maxFee?.minor}
                    error={errors['maxFee']}
                    onChange={(maxFee) => wish({ maxFee: maxFee ?? 0 })}
                  />
                </Grid.Col>
              ) : null}
              <Grid.Col span={12}>
                <Textarea
                  label={t('ask.notes')}
                  autosize
                  minRows={2}
                  value={wishes.notes}
                  error={errors['notes']}
                  onChange={(event) => wish({ notes: event.currentTarget.value })}
                />
              </Grid.Col>
            </Grid>
          </Paper>
          <Group justify="flex-end">
            <Button type="submit" size="md" loading={asking.isPending}>
              {t('ask.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
