import { Group, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { feeAsked } from '../../words/fees.ts';
import { noticeIn, timelineDetail, timelineKey, timelineValues, type TimelineEntry } from '../../words/timeline.ts';
import { humanize, useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

interface RequestTimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** The one who reads is the patron, or asks in their place. */
  readonly plain: boolean;
}

/** What happened to the request, from every service, the latest first. */
export function RequestTimeline({ entries, plain }: RequestTimelineProps) {
  const { t, i18n } = useTranslation();
  const { dateTime, money, word, supplier, languageName } = useWords();
  const latest = entries.toReversed();
  return (
    <Section title={t('timeline.title')}>
      {latest.length ? (
        <Timeline
          active={0}
          bulletSize={14}
          lineWidth={2}
          component="ol"
          className="plain-list"
          styles={{ itemTitle: { lineHeight: 1.3 } }}
          style={{ paddingInlineStart: 8 }}
        >
          {latest.map((entry, index) => {
            const key = timelineKey(entry);
            const notice = noticeIn(entry);
            const why = notice?.why && word('noMail', notice.why);
            const detail = [why, (plain && feeAsked(t, entry, money)) || timelineDetail(entry)].filter(Boolean).join(' ');
            const values = {
              ...timelineValues(entry, supplier),
              ...(notice && {
                notice: word('notice', notice.notice),
                language: notice.language ? languageName(notice.language) : '…',
              }),
            };
            return (
              <Timeline.Item
                key={`${entry.at}-${entry.type}-${index}`}
                component="li"
                title={i18n.exists(key) ? t(key, values) : humanize(entry.type.split('.')[1] ?? entry.type)}
              >
                {detail ? (
                  <Text size="sm" className="break-words">
                    {detail}
                  </Text>
                ) : null}
                <Group gap={6} className="quiet">
                  <Text size="xs" component="time" dateTime={entry.at}>
                    {dateTime(entry.at)}
                  </Text>
                  <Text size="xs">· {word('service', entry.service)}</Text>
                </Group>
              </Timeline.Item>
            );
          })}
        </Timeline>
      ) : (
        <Text className="quiet">{t('timeline.none')}</Text>
      )}
    </Section>
  );
}
