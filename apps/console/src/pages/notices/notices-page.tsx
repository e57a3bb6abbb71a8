import { Badge, Grid, Group, NavLink, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeLanguage } from '#lib/contracts';
import { noticeWordsQuery, type WordsInUse } from '../../api/notices.ts';
import { Page } from '../../components/page.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { capital, useWords } from '../../words/words.ts';
import { NoticeEditor } from './notice-editor.tsx';

const route = getRouteApi('/signed-in/notices');

/** The words of every notice to patrons, in every language: the library's own, or those that Trillium comes with. */
export function NoticesPage() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const words = useQuery(noticeWordsQuery(tenant));
  return (
    <Page title={t('notices.title')} about={t('notices.about')}>
      {words.error ? <ProblemAlert error={words.error} onRetry={() => void words.refetch()} /> : null}
      {words.isPending ? <PagePending /> : null}
      {words.data ? <Notices all={words.data} /> : null}
    </Page>
  );
}

function Notices({ all }: { readonly all: readonly WordsInUse[] }) {
  const { t } = useTranslation();
  const { word, languageName } = useWords();
  const navigate = useNavigate();
  const search = route.useSearch();
  const language = NoticeLanguage.safeParse(search.language).data ?? 'en';
  const those = all.filter((one) => one.language === language);
  const chosen = those.find(({ notice }) => notice === search.notice) ?? those[0]!;
  const go = (to: { notice?: string; language?: string }): void =>
    void navigate({ to: '/notices', search: { notice: chosen.notice, language, ...to }, replace: true });
  return (
    <Stack gap="lg">
      <Group>
        <SegmentedControl
          aria-label={t('notices.language')}
          value={language}
          onChange={(to) => go({ language: to })}
          data={NoticeLanguage.options.map((value) => ({ value, label: languageName(value) }))}
        />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Select
            hiddenFrom="md"
            label={t('notices.which')}
            value={chosen.notice}
            allowDeselect={false}
            data={those.map(({ notice }) => ({ value: notice, label: capital(word('notice', notice)) }))}
            onChange={(notice) => notice && go({ notice })}
          />
          <Stack gap={2} component="nav" visibleFrom="md" aria-label={t('notices.which')}>
            {those.map(({ notice, own }) => (
              <NavLink
                key={notice}
                component="button"
                active={notice === chosen.notice}
                aria-current={notice === chosen.notice}
                label={capital(word('notice', notice))}
                style={{ borderRadius: 'var(--mantine-radius-md)' }}
                rightSection={
                  own ? (
                    <Badge size="sm" variant="light" tt="none">
                      {t('notices.own')}
                    </Badge>
                  ) : null
                }
                onClick={() => go({ notice })}
              />
            ))}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          <NoticeEditor key={`${chosen.notice} ${language} ${chosen.own}`} words={chosen} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
