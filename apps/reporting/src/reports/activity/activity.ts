import type { Report } from '../report.ts';
import { attempts } from './attempts.ts';
import { decisions } from './decisions.ts';
import { money } from './money.ts';
import { requests } from './requests.ts';
import { rules } from './rules.ts';

export const activity: Report = {
  name: 'activity',
  title: 'Activity',
  description:
    'Every request with its way, its deciding rule and its cost; every decision, rule by rule what staff decided otherwise; who was asked and what they said; the ledger',
  sheets: [requests, decisions, rules, attempts, money],
};
