import { Anchor, Badge, Group, List, Spoiler, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VOUCHER_HALVES } from '#lib/kernel';
import { decisionsQuery } from '../../api/requests.ts';
import type { DecisionRecord } from '../../api/shapes.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { Facts } from './facts.tsx';
import { Rules } from './rules.tsx';
import { Section, SectionPending } from '../../components/section.tsx';

interface DecisionsProps {
  readonly id: string;
  /** When the request last moved: then there may be a new decision. */
  readonly updatedAt: string;
}

/** What was decided and why; the latest decision open, earlier ones one click away. */
export function Decisions({ id, updatedAt }: DecisionsProps) {
  const { t } = useTranslation();
  const records = useQuery(decisionsQuery(id, updatedAt));
  const { refetch } = records;
  const [shown, setShown] = useState<string>();
  const all = records.data?.decisions.toSorted((a, b) => b.attempt - a.attempt) ?? [];
  const decision = all.find((one) => one.id === shown) ?? all[0];

  if (records.isPending) return <SectionPending />;
  return (
    <Section
      title={t('decision.title')}
      aside={
        all.length > 1 ? (
          <Group gap="xs">
            {all.map((one) => (
              <Anchor
                key={one.id}
                component="button"
                type="button"
                size="sm"
                underline={one === decision ? 'always' : 'hover'}
                aria-current={one === decision}
                onClick={() => setShown(one.id)}
              >
                {t('decision.nth', { number: one.attempt })}
              </Anchor>
            ))}
          </Group>
        ) : null
      }
    >
      {records.error ? <ProblemAlert error={records.error} onRetry={() => void refetch()} /> : null}
      {decision ? <Decision decision={decision} /> : records.error ? null : <Text className="quiet">{t('decision.none')}</Text>}
    </Section>
  );
}

function Decision({ decision }: { readonly decision: DecisionRecord }) {
  const { t } = useTranslation();
  const { word, dateTime } = useWords();
  const { outcome, reason, rule, override, explanation, facts, rules, policy, asked = [], at } = decision;
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Badge size="lg" radius="sm" variant="light" tt="none" c="var(--mantine-color-text)">
          {word('route', outcome.route)}
        </Badge>
        {explanation ? null : (
          <Text size="sm" className="quiet">
            {rule
              ? t('decision.byRule', { number: rule.number ?? rule.id, description: rule.description })
              : t(override ? 'decision.byHand' : 'decision.noRule')}
          </Text>
        )}
      </Group>
      {explanation ? <Text fw={600}>{explanation.decision}</Text> : null}
      {/* what the rules chose may have turned out impossible: then the reason is another one */}
      {explanation?.decision.endsWith(reason) ? null : <Text fw={600}>{reason}</Text>}
      {override ? (
        <Text size="sm">{t('decision.override', { reason: override.reason, insteadOf: word('route', override.insteadOf) })}</Text>
      ) : null}
      {outcome.route === 'borrow' ? <Lenders lenders={outcome.lenders} /> : null}
      {explanation ? <Why explanation={explanation} /> : null}
      <Facts facts={facts} />
      <Rules rules={rules} />
      <Stack gap={2}>
        <Text size="xs" className="quiet break-words">
          {t('decision.policy', { name: policy.name, hash: policy.hash.slice(0, 19), when: dateTime(at) })}
        </Text>
        {asked.length ? (
          <Text size="xs" className="quiet break-words">
            {t('decision.asked', { policies: asked.map(named).join(', ') })}
          </Text>
        ) : null}
      </Stack>
    </Stack>
  );
}

/** A policy's name with as much of its hash as tells versions apart. */
const named = ({ name, hash }: { readonly name: string; readonly hash: string }): string => `${name} ${hash.slice(0, 8)}`;

type Lender = Extract<DecisionRecord['outcome'], { route: 'borrow' }>['lenders'][number];

function Lenders({ lenders }: { readonly lenders: readonly Lender[] }) {
  const { t } = useTranslation();
  const { money } = useWords();
  /** Nothing where it names its charge only when it is asked. */
  const costOf = ({ expectedCost, maxCost, vouchers }: Pick<Lender, 'expectedCost' | 'maxCost' | 'vouchers'>): string => {
    if (vouchers) return money({ minor: vouchers.halves, currency: VOUCHER_HALVES });
    return expectedCost ? money(expectedCost) : maxCost ? '' : t('decision.free');
  };
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('decision.lenders')}
      </Text>
      <List type="ordered" size="sm" spacing={2}>
        {lenders.map(({ partnerId, name, symbol, why, expectedCost, maxCost, vouchers, notInIfm = [] }) => (
          <List.Item key={partnerId}>
            {[`${name} (${symbol})`, costOf({ expectedCost, maxCost, vouchers })].filter(Boolean).join(', ')}: {why}
            {notInIfm.map((side) => (
              <Text key={side} size="xs" className="quiet">
                {t(`decision.notInIfm.${side}`, { lender: name })}
              </Text>
            ))}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function Why({
  explanation: { because, added, runnersUp, unknown },
}: {
  readonly explanation: NonNullable<DecisionRecord['explanation']>;
}) {
  const { t } = useTranslation();
  const parts: readonly [string, readonly string[]][] = [
    ['decision.because', because],
    ['decision.added', added],
    ['decision.wouldChange', runnersUp.map(({ text }) => text)],
    ['decision.notKnown', unknown],
  ];
  return (
    <Spoiler maxHeight={480} showLabel={t('common.more')} hideLabel={t('common.less')}>
      <Stack gap="sm">
        {parts
          .filter(([, lines]) => lines.length)
          .map(([key, lines]) => (
            <Stack key={key} gap={4}>
              <Text size="sm" fw={600}>
                {t(key)}
              </Text>
              <List size="sm" spacing={2}>
                {lines.map((line) => (
                  <List.Item key={line}>{line}</List.Item>
                ))}
              </List>
            </Stack>
          ))}
      </Stack>
    </Spoiler>
  );
}
