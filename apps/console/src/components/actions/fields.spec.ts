import { bodyOf, faultsOf, isShown, startDraft, type Field } from './fields.ts';

const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({ name, kind, required: false, ...more });
const maxCost = field('maxCost', 'money', { required: true, value: { minor: 4000, currency: 'USD' } });

describe('the fields of an action', () => {
  it('begin with what the service gave', () => {
    const fields = [
      maxCost,
      field('pieces', 'number', { value: 2 }),
      field('ok', 'yes-no', { value: true }),
      field('note', 'text'),
    ];
    expect(startDraft(fields)).toEqual({ maxCost: '40.00', pieces: '2', ok: true, note: '' });
  });

  it('become money, numbers and answers, and nothing where nothing was given', () => {
    const fields = [maxCost, field('pieces', 'number'), field('ok', 'yes-no'), field('note', 'text')];
    expect(bodyOf(fields, { maxCost: ' 45 ', pieces: '3', ok: false, note: ' ' })).toEqual({
      maxCost: { minor: 4500, currency: 'USD' },
      pieces: 3,
      ok: false,
    });
  });

  it('keep the currency, and its number of decimals', () => {
    const yen = field('price', 'money', { value: { minor: 500, currency: 'JPY' } });
    expect(startDraft([yen])).toEqual({ price: '500' });
    expect(bodyOf([yen], { price: '650' })).toEqual({ price: { minor: 650, currency: 'JPY' } });
    expect(faultsOf([yen], { price: '650.50' })).toEqual({ price: 'fieldError.noMoney' });
  });

  it('take the currency that a field without a value names', () => {
    const price = field('price', 'money', { currency: 'EUR' });
    expect(startDraft([price])).toEqual({ price: '' });
    expect(bodyOf([price], { price: '8.95' })).toEqual({ price: { minor: 895, currency: 'EUR' } });
  });

  it('send a text that was emptied, so that its value goes', () => {
    const doi = field('doi', 'text', { value: '10.1038/nn.4091' });
    expect(bodyOf([doi], { doi: '' })).toEqual({ doi: '' });
  });

  it.each([
    [field('reason', 'long-text', { required: true }), ' ', 'fieldError.required'],
    [maxCost, 'forty', 'fieldError.noMoney'],
    [maxCost, '40.001', 'fieldError.noMoney'],
    [field('pieces', 'number'), 'two', 'fieldError.noNumber'],
    [field('url', 'url'), 'example.org', 'fieldError.noUrl'],
  ])('say what is wrong: %j', (given, value, fault) => {
    expect(faultsOf([given], { [given.name]: value })).toEqual({ [given.name]: fault });
  });

  it('find nothing wrong with what is right', () => {
    expect(faultsOf([maxCost, field('url', 'url')], { maxCost: '40', url: 'https://example.org/a' })).toEqual({});
  });

  it('hide a choice that is made already', () => {
    const route = field('route', 'choice', { value: 'borrow', options: [{ value: 'borrow', label: 'borrow' }] });
    expect(isShown(route)).toBe(false);
    expect(bodyOf([route], startDraft([route]))).toEqual({ route: 'borrow' });
    expect(isShown({ ...route, options: [...route.options!, { value: 'buy', label: 'buy' }] })).toBe(true);
  });
});
