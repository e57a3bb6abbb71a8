import { Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionDetail } from '../../api/shapes.ts';
import { useSession } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';

/** Who did what to a version, when and why. */
export function HistoryPanel({ history }: Pick<PolicyVersionDetail, 'history'>) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const { user } = useSession();
  const who = (by: string): string =>
    by === 'system' ? t('policy.theSoftware') : by === user.sub ? t('policy.you') : t('policy.account', { id: by.slice(-6) });
  return (
    <Timeline bulletSize={14} lineWidth={2} active={history.length}>
      {history.map(({ what, by, at, why, hash }, index) => (
        <Timeline.Item key={`${at} ${index}`} title={t(`policy.what.${what}`)}>
          <Text size="sm" className="quiet">
            {t('policy.byAt', { who: who(by), at: dateTime(at) })}
            {hash ? ` · ${hash.slice(0, 12)}` : ''}
          </Text>
          {why ? <Text size="sm">{why}</Text> : null}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
