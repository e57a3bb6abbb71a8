import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerQuestion } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';

interface QuestionProps {
  readonly id: string;
  readonly question: NonNullable<RequestPage['question']>;
}

/** What the patron is asked, a button for each answer; staff may answer for them. */
export function Question({ id, question }: QuestionProps) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const may = useMay();
  const desk = may('requests.read');
  const mayAnswer = may('requests.answer', 'requests.answer-own');
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: (value: string) => answerQuestion(id, question.decisionId, value),
    onSuccess: () => notifications.show({ color: 'leaf', message: t('question.thanks') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['request', id] }),
  });
  const silence = question.options.find(({ value }) => value === question.default)?.label;
  return (
    <Paper
      component="section"
      aria-labelledby="question"
      p="lg"
      className="surface"
      style={{ borderInlineStart: '4px solid var(--petal-line)' }}
    >
      <Stack gap="sm">
        <Title order={2} size="h4" id="question">
          {t(desk ? 'question.title' : 'question.yours')}
        </Title>
        <Text>{question.text}</Text>
        {answer.error ? <ProblemAlert error={answer.error} /> : null}
        <Group gap="sm">
          {(mayAnswer ? question.options : []).map(({ value, label }, index) => (
            <Button
              key={value}
              variant={index === 0 ? 'filled' : 'default'}
              loading={answer.isPending && answer.variables === value}
              disabled={answer.isPending}
              h="auto"
              mih={36}
              py={6}
              styles={{ label: { whiteSpace: 'normal' } }}
              onClick={() => answer.mutate(value)}
            >
              {label}
            </Button>
          ))}
        </Group>
        <Text size="sm" className="quiet">
          {t('question.until', { when: dateTime(question.answerBy), silence: silence ?? question.default })}
        </Text>
      </Stack>
    </Paper>
  );
}
