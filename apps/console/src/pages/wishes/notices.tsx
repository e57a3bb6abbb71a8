import { Group, Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../words/words.ts';
import type { WishesPart } from './part.ts';

const CHANNELS = ['email', 'none'] as const;
const CHANNEL_WORDS = { email: 'wishes.channel.email', none: 'wishes.channel.none' } as const;
const LANGUAGES = ['en', 'es', 'de'] as const;
const among = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text);

/** How the patron is told, in which language, and whether closed requests stay theirs. */
export function Notices({ wishes, wish }: WishesPart) {
  const { t } = useTranslation();
  const { languageName } = useWords();
  return (
    <Stack>
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={t('wishes.noticeChannel')}
          placeholder={t('wishes.channel.unsaid')}
          data={CHANNELS.map((value) => ({ value, label: t(CHANNEL_WORDS[value]) }))}
          value={wishes.noticeChannel ?? null}
          clearable
          miw={240}
          onChange={(value) => wish({ noticeChannel: among(CHANNELS, value) })}
        />
        <Select
          label={t('wishes.noticeLanguage')}
          placeholder={t('wishes.noticeLanguageUnsaid')}
          data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          value={wishes.noticeLanguage ?? null}
          clearable
          miw={240}
          onChange={(value) => wish({ noticeLanguage: among(LANGUAGES, value) })}
        />
      </Group>
      <Switch
        label={t('wishes.keepHistory')}
        description={t('wishes.keepHistoryHint')}
        checked={wishes.keepHistory ?? false}
        onChange={(event) => wish({ keepHistory: event.currentTarget.checked })}
      />
    </Stack>
  );
}
