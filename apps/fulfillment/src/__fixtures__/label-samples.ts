import type { LabelFacts } from '../domain/labels/facts.ts';
import { numberOf } from '../domain/scan/number.ts';

const id = (n: number): string => `0199b000-0000-7000-8000-7c5a1f0e3d${String(n).padStart(2, '0')}`;
/** What labels are tried with: a plain loan, and titles in every script that is covered. */
export const sample = (n = 1, more: Partial<LabelFacts> = {}): LabelFacts => ({
  id: id(n),
  number: numberOf(id(n)),
  ours: {
    symbol: 'BLL',
    name: 'Bench & Bar Law Library',
    address: 'Interlibrary Loan\n12 Court Square\nSpringfield, IL 62701\nUSA',
  },
  supplier: { name: 'Tamarack State University', address: 'ILL Office, Main Library\n400 Tamarack Ave\nTamarack, MN 55001\nUSA' },
  lendersNumber: 'TSU-2025-004711',
  title: 'The Death and Life of Great American Cities',
  by: 'Jacobs, Jane',
  machine: 'borrow-loan',
  dueBack: '2025-11-14',
  due: '2025-11-10',
  pieces: 1,
  restrictions: ['LibraryUseOnly', 'NoReproduction'],
  note: 'Spine slightly torn on arrival.',
  pickUp: 'Reading Room',
  homeDelivery: false,
  insured: { minor: 12_000, currency: 'USD' },
  ...more,
});

export const TITLES: readonly string[] = [
  'Die gegenwärtige Situation in der Quantenmechanik: Žižek, Łódź, Ærø, Ő, ﬁ, Ελληνικά, Кириллица',
  '紅樓夢研究參考資料選輯第二輯：脂硯齋重評石頭記與程甲本之版本比較',
  '日本語の形態素解析と情報検索、および図書館システムへの応用について',
  '한국의 도서관과 정보 서비스의 역사',
  'الكتاب العربي الحديث (الطبعة الثانية) 1998: دراسة في تاريخ الطباعة والنشر',
  'תולדות הספר העברי, כרך 2: מן הדפוס הראשון ועד ימינו',
  'A guide to العربية and עברית in one title, 2nd ed.',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsjahresversammlungsprotokoll',
];
