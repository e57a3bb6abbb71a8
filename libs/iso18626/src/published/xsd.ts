import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { NAMESPACE } from '../messages.ts';
import type { Version } from '../shape.ts';

/** For tests: validates against the published schemas as restated beside this file, and against the originals where they are at hand. */
const FILES: Readonly<Record<Version, { readonly restated: string; readonly original: string }>> = {
  '1.2': { restated: '1-2.txt', original: 'ISO-18626-v1_2.xsd' },
  '2021-2': { restated: '2021-2.txt', original: 'ISO-18626-2021-2.xsd' },
};
const ORIGINALS = process.env['ISO18626_SCHEMAS'];
const OCCURS: Readonly<Record<string, string>> = {
  '': '',
  '?': ' minOccurs="0"',
  '*': ' minOccurs="0" maxOccurs="unbounded"',
  '*3': ' minOccurs="0" maxOccurs="3"',
};
const BUILT_IN = ['dateTime', 'boolean', 'decimal', 'integer', 'nonNegativeInteger'];

/** A schema as XSD, from its restatement. @throws Error on a line that is none */
export function xsdOf(restated: string): string {
  const rules = restated
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [, name, sign, right] = /^(\w+) ([=:]) (.+)$/.exec(line) ?? [];
      if (!name) throw new Error(`no rule: ${line}`);
      return { name, isList: sign === ':', right: right! };
    });
  const known = new Set(rules.map(({ name }) => name));
  const typeOf = (name: string): string =>
    known.has(name) ? `t_${name}` : BUILT_IN.includes(name) ? `xs:${name}` : name === 'code' ? 't_code' : 'xs:string';
  const element = (child: string): string => {
    const [, name, type = name, occurs] = /^(\w+)(?::(\w+))?(\?|\*3|\*)?$/.exec(child) ?? [];
    if (!name) throw new Error(`no element: ${child}`);
    return `<xs:element name="${name}" type="${typeOf(type!)}"${OCCURS[occurs ?? '']}/>`;
  };
  const types = rules.map(({ name, isList, right }) => {
    const parts = right.split(/ \| /);
    if (isList)
      return `<xs:simpleType name="t_${name}"><xs:restriction base="xs:string">${parts.map((value) => `<xs:enumeration value="${value}"/>`).join('')}</xs:restriction></xs:simpleType>`;
    const inner =
      parts.length > 1
        ? `<xs:choice>${parts.map(element).join('')}</xs:choice>`
        : `<xs:sequence>${right.split(' ').map(element).join('')}</xs:sequence>`;
    const version = name === 'ISO18626Message' ? '<xs:attribute name="version" type="xs:string" use="required"/>' : '';
    return `<xs:complexType name="t_${name}">${inner}${version}</xs:complexType>`;
  });
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${NAMESPACE}" targetNamespace="${NAMESPACE}" elementFormDefault="qualified" attributeFormDefault="qualified">
<xs:element name="ISO18626Message" type="t_ISO18626Message"/>
<xs:complexType name="t_code"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="scheme" type="xs:anyURI"/></xs:extension></xs:simpleContent></xs:complexType>
${types.join('\n')}
</xs:schema>`;
}

function validator(xsd: string): XsdValidator {
  const document = XmlDocument.fromString(xsd);
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

const made = new Map<Version, readonly XsdValidator[]>();
function validatorsOf(version: Version): readonly XsdValidator[] {
  let validators = made.get(version);
  if (!validators) {
    const { restated, original } = FILES[version];
    validators = [
      validator(xsdOf(readFileSync(join(import.meta.dirname, restated), 'utf8'))),
      ...(ORIGINALS ? [validator(readFileSync(join(ORIGINALS, original), 'utf8'))] : []),
    ];
    made.set(version, validators);
  }
  return validators;
}

/** What the published schema of that version has against a message; nothing where it is valid. */
export function faultsOf(xml: string, version: Version): string | undefined {
  const document = XmlDocument.fromString(xml);
  try {
    for (const one of validatorsOf(version)) one.validate(document);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    document.dispose();
  }
}
