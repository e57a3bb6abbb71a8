import { Anchor, Box, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, WrittenMessage } from '#lib/contracts';
import { useWords } from '../../words/words.ts';

interface MessageLineProps {
  readonly message: WrittenMessage;
  readonly side: Conversation['side'];
}

/** One message as plain text; what oneself or one's library wrote stands to the right. */
export function MessageLine({ message, side }: MessageLineProps) {
  const { t } = useTranslation();
  const { dateTime, word } = useWords();
  const [all, setAll] = useState(false);
  const { from, via, text, whole, at, read, attachments, sender, mail } = message;
  const own = from === side;
  const who = own && side === 'patron' ? 'you' : from === 'staff' ? 'library' : 'patron';
  const about = [
    via === 'mail' && t('conversation.byMail'),
    mail && t(`conversation.mail.${mail.status}`),
    own && t(read ? 'conversation.read' : 'conversation.unread'),
  ].filter(Boolean);
  const notes = [
    mail?.why && word('noMail', mail.why),
    sender && t('conversation.otherAddress', { address: sender }),
    attachments && t('conversation.attachments', { count: attachments }),
  ].filter(Boolean);
  return (
    <Box component="li" maw="90%" style={{ alignSelf: own ? 'flex-end' : 'flex-start', minWidth: '40%' }}>
      <Group gap={6} className="quiet" justify={own ? 'flex-end' : 'flex-start'}>
        <Text size="xs" fw={600}>
          {t(`conversation.from.${who}`)}
        </Text>
        <Text size="xs" component="time" dateTime={at}>
          {dateTime(at)}
        </Text>
        {about.length ? <Text size="xs">· {about.join(' · ')}</Text> : null}
      </Group>
      <Box
        px="sm"
        py="xs"
        style={{ borderRadius: 8, background: own ? 'var(--mantine-color-leaf-light)' : 'var(--mantine-color-default-hover)' }}
      >
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {all && whole ? whole : text}
        </Text>
        {whole ? (
          <Anchor component="button" type="button" size="xs" underline="always" onClick={() => setAll(!all)}>
            {t(all ? 'conversation.less' : 'conversation.whole')}
          </Anchor>
        ) : null}
        {notes.map((note) => (
          <Text key={String(note)} size="xs" className="quiet">
            {note}
          </Text>
        ))}
      </Box>
    </Box>
  );
}
