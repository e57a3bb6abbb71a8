import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_MESSAGE, type Conversation as Written } from '#lib/contracts';
import { conversationQuery, markRead, writeMessage } from '../../api/conversation.ts';
import { useMay } from '../../shell/session-context.ts';
import { ProblemAlert } from '../problem-alert.tsx';
import { Section } from '../section.tsx';
import { MessageLine } from './message-line.tsx';

/** What a patron and the library write to each other about a request; nothing for whoever is neither of the two. */
export function Conversation({ requestId }: { readonly requestId: string }) {
  const may = useMay();
  const { data } = useQuery({ ...conversationQuery(requestId), enabled: may('messages.desk', 'messages.own') });
  return data ? <Lines conversation={data} /> : null;
}

function Lines({ conversation }: { readonly conversation: Written }) {
  const { requestId, side, messages, unread, full } = conversation;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const keep = (answer: Written): void => {
    queries.setQueryData(conversationQuery(requestId).queryKey, answer);
    void queries.invalidateQueries({ queryKey: ['tasks'] });
  };
  const { mutate: read, ...reading } = useMutation({ mutationFn: () => markRead(requestId), onSuccess: keep });
  // a patron has read what stands on their page; staff say so, as it ends a task
  useEffect(() => {
    if (side === 'patron' && unread > 0) read();
  }, [side, unread, read]);
  return (
    <Section
      title={t('conversation.title')}
      aside={
        side === 'staff' && unread ? (
          <Group gap="xs">
            <Badge color="amber" variant="light">
              {t('conversation.unreadCount', { count: unread })}
            </Badge>
            <Button size="xs" variant="default" loading={reading.isPending} onClick={() => read()}>
              {t('action.mark-read')}
            </Button>
          </Group>
        ) : undefined
      }
    >
      {messages.length ? (
        <Stack component="ol" className="plain-list" gap="sm" m={0} p={0} aria-live="polite">
          {messages.map((message) => (
            <MessageLine key={message.id} message={message} side={side} />
          ))}
        </Stack>
      ) : (
        <Text size="sm" className="quiet">
          {t(`conversation.none.${side}`)}
        </Text>
      )}
      {reading.error ? <ProblemAlert error={reading.error} /> : null}
      {full ? <Text size="sm">{t('conversation.full')}</Text> : <Write requestId={requestId} side={side} onSent={keep} />}
    </Section>
  );
}

interface WriteProps {
  readonly requestId: string;
  readonly side: Written['side'];
  readonly onSent: (answer: Written) => void;
}

function Write({ requestId, side, onSent }: WriteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => writeMessage(requestId, { text }),
    onSuccess: (answer) => {
      setText('');
      onSent(answer);
      notifications.show({ color: 'leaf', message: t('conversation.sent') });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send.mutate();
      }}
    >
      <Stack gap="xs">
        {send.error ? <ProblemAlert error={send.error} /> : null}
        <Textarea
          label={t(`conversation.write.${side}`)}
          autosize
          minRows={2}
          maxRows={14}
          maxLength={LONGEST_MESSAGE}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!text.trim()} loading={send.isPending}>
            {t('conversation.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
