import { Button, Code, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noticeWordsQuery, resetNoticeWords, saveNoticeWords, sendTestNotice, type WordsInUse } from '../../api/notices.ts';
import { fieldErrors } from '../../api/problems.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { capital, useWords } from '../../words/words.ts';
import { NoticePreview } from './notice-preview.tsx';

/** One notice in one language: its words, what may be filled in, and how it will look. */
export function NoticeEditor({ words }: { readonly words: WordsInUse }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const { tenant } = useAsking();
  const queries = useQueryClient();
  const { notice, language, own, fields } = words;
  const [subject, setSubject] = useState(words.subject);
  const [body, setBody] = useState(words.body);
  const draft = { notice, language, subject, body };
  const changed = subject !== words.subject || body !== words.body;
  const done = async (message: string): Promise<void> => {
    notifications.show({ color: 'leaf', message });
    await queries.invalidateQueries({ queryKey: noticeWordsQuery(tenant).queryKey });
  };
  const saving = useMutation({
    mutationFn: () => saveNoticeWords(draft),
    onSuccess: (kept) => {
      setSubject(kept.subject);
      setBody(kept.body);
      return done(t('notices.saved'));
    },
  });
  const resetting = useMutation({ mutationFn: () => resetNoticeWords(draft), onSuccess: () => done(t('notices.wentBack')) });
  const testing = useMutation({
    mutationFn: () => sendTestNotice(draft),
    onSuccess: ({ sentTo }) =>
      notifications.show({ color: 'leaf', message: t(sentTo === 'you' ? 'notices.sentToYou' : 'notices.sentToLibrary') }),
  });
  const wrong = fieldErrors(saving.error);
  const other = [saving.error, resetting.error, testing.error].find(
    (error) => error && !(error === saving.error && Object.keys(wrong).length),
  );
  return (
    <Stack gap="lg">
      <Section title={capital(word('notice', notice))}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            saving.mutate();
          }}
        >
          <Stack>
            {other ? <ProblemAlert error={other} /> : null}
            <TextInput
              label={t('notices.subject')}
              value={subject}
              error={wrong['subject']}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
            <Textarea
              label={t('notices.body')}
              autosize
              minRows={8}
              maxRows={24}
              spellCheck
              lang={language}
              value={body}
              error={wrong['body']}
              onChange={(event) => setBody(event.currentTarget.value)}
            />
            <Text size="sm" className="quiet">
              {t('notices.fields')}{' '}
              {fields.map((field) => (
                <Text span key={field} mr={6}>
                  <Code style={{ whiteSpace: 'nowrap' }}>{`{{ ${field} }}`}</Code>
                </Text>
              ))}
            </Text>
            <Group justify="flex-end">
              {own ? (
                <Button variant="subtle" loading={resetting.isPending} onClick={() => resetting.mutate()}>
                  {t('notices.goBack')}
                </Button>
              ) : null}
              <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
                {t('notices.test')}
              </Button>
              <Button type="submit" loading={saving.isPending} disabled={!changed}>
                {t('notices.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Section>
      <NoticePreview draft={draft} />
    </Stack>
  );
}
