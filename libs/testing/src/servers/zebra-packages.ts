import type { Package } from './debian.ts';

/** YAZ and Zebra of Debian 12 (x64) with what they need: 20 MB. Renewed by `apt-get download --print-uris` of the same names. */
export const ZEBRA_PACKAGES: readonly Package[] = [
  ['pool/main/y/yaz/yaz_5.34.0-1_amd64.deb', '37de13c49b8db1ac802b2b9225b96dc91ed4f49c1ca58ee7d126ade0e7c622b4'],
  ['pool/main/y/yaz/libyaz5_5.34.0-1_amd64.deb', 'f98075c38c0a34d5561a40252e76277179de405a5492a18480fe0fd908363762'],
  ['pool/main/i/idzebra/idzebra-2.0-utils_2.2.7-1_amd64.deb', 'f01fd04500cb94baf45a60982e214d76c0fc505578b6f2d3097c7cd0d5be2318'],
  ['pool/main/i/idzebra/idzebra-2.0-common_2.2.7-1_all.deb', '61c8e3018c7d2a6cb392981c2220a5c17a69fb5e162d34e724cb9e60faab40ae'],
  ['pool/main/i/idzebra/libidzebra-2.0-0_2.2.7-1_amd64.deb', '808865c5173246e85fc954b9e300cbaa505e7f2e299fd1c7d6b03938c9a91d6c'],
  [
    'pool/main/i/idzebra/libidzebra-2.0-mod-dom_2.2.7-1_amd64.deb',
    '59b68270cfafb004211412c496ce5f3ce7fb3b554fe9ed1541eda742583e7e0d',
  ],
  ['pool/main/g/glibc/libc6_2.36-9+deb12u14_amd64.deb', 'ba4f88f73dbc3ae9055f3c20f4523bfdbaf1ad13ff95e258924f77d20b4fbedf'],
  [
    'pool/main/g/gcc-12/libgcc-s1_12.2.0-14+deb12u1_amd64.deb',
    '3016e62cb4b7cd8038822870601f5ed131befe942774d0f745622cc77d8a88f7',
  ],
  [
    'pool/main/g/gcc-12/libstdc++6_12.2.0-14+deb12u1_amd64.deb',
    '5cd3171216d4ab0fc911cfe9c35509bf2dd8f47761c43b7f6a4296701551a24d',
  ],
  ['pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_amd64.deb', 'd7dd1d1411fedf27f5e27650a6eff20ef294077b568f4c8c5e51466dc7c08ce4'],
  ['pool/main/b/bzip2/libbz2-1.0_1.0.8-5+b1_amd64.deb', '54149da3f44b22d523b26b692033b84503d822cc5122fed606ea69cc83ca5aeb'],
  ['pool/main/libx/libxcrypt/libcrypt1_4.4.33-2_amd64.deb', 'f5f60a5cdfd4e4eaa9438ade5078a57741a7a78d659fcb0c701204f523e8bd29'],
  ['pool/main/x/xz-utils/liblzma5_5.4.1-1+deb12u1_amd64.deb', 'f96d8876b53ec89d76a992bc199679b818cf518225a768954d9451fb556a4eb7'],
  ['pool/main/n/ncurses/libtinfo6_6.4-4_amd64.deb', '072d908f38f51090ca28ca5afa3b46b2957dc61fe35094c0b851426859a49a51'],
  ['pool/main/i/icu/libicu72_72.1-3+deb12u1_amd64.deb', 'f7f6f99c6d7b025914df2447fc93e11d22c44c0c8bdd8b6f36691c9e7ddcef88'],
  [
    'pool/main/libx/libxml2/libxml2_2.9.14+dfsg-1.3~deb12u6_amd64.deb',
    '4460e39dda10a815881374217cde08474747cfa018358cd8612c14b390eff53b',
  ],
  [
    'pool/main/libx/libxslt/libxslt1.1_1.1.35-1+deb12u4_amd64.deb',
    '5bf795dc6374f744906d39a786024d98b2cb6b885c7776f5dc64eb4092b550a6',
  ],
  [
    'pool/main/g/gnutls28/libgnutls30_3.7.9-2+deb12u7_amd64.deb',
    '30abec8c824feb1d2d7e9000a34083cccd19d139625e1b21547e3ac53b922f8e',
  ],
  ['pool/main/p/p11-kit/libp11-kit0_0.24.1-2_amd64.deb', '251330faddbf013f060fcdb41f4b0c037c8a6e89ba7c09b04bfcc4e3f0807b22'],
  ['pool/main/libi/libidn2/libidn2-0_2.3.3-1+b1_amd64.deb', 'd50716d5824083d667427817d506b45d3f59dc77e1ca52de000f3f62d4918afa'],
  [
    'pool/main/libu/libunistring/libunistring2_1.0-2_amd64.deb',
    'd466bbfe011d764d793c1d9d777cad9c7cf65b938e11598f27408171ad95a951',
  ],
  [
    'pool/main/libt/libtasn1-6/libtasn1-6_4.19.0-2+deb12u1_amd64.deb',
    '2c27c613b69be248d09432839ea3d3382f6ee27fabaa65987aa2d884cd00afda',
  ],
  ['pool/main/n/nettle/libnettle8_3.8.1-2_amd64.deb', '45922e6e289ffd92f0f92d2bb9159e84236ff202d552a461bf10e5335b3f0261'],
  ['pool/main/n/nettle/libhogweed6_3.8.1-2_amd64.deb', 'ed8185c28b2cb519744a5a462dcd720d3b332c9b88a1d0002eac06dc8550cb94'],
  ['pool/main/g/gmp/libgmp10_6.2.1+dfsg1-1.1_amd64.deb', '187aedef2ed763f425c1e523753b9719677633c7eede660401739e9c893482bd'],
  ['pool/main/libf/libffi/libffi8_3.4.4-1_amd64.deb', '6d9f6c25c30efccce6d4bceaa48ea86c329a3432abb360a141f76ac223a4c34a'],
  [
    'pool/main/libg/libgcrypt20/libgcrypt20_1.10.1-3+deb12u1_amd64.deb',
    'e7a56552139c693904a6f9712234c05fe918353273a7cbdb5e62f423ad71bb97',
  ],
  [
    'pool/main/libg/libgpg-error/libgpg-error0_1.46-1_amd64.deb',
    '89944ee11d7370ce6ef46fc52f094c4a6512eff8943ec4c6ebefeae6360ceada',
  ],
  ['pool/main/t/tcp-wrappers/libwrap0_7.6.q-32_amd64.deb', 'cbce2669a3ba4d74cfdc52b14f38014893e23d85a33d109a3422c342eefc55f8'],
  ['pool/main/libn/libnsl/libnsl2_1.3.0-2_amd64.deb', 'c0d83437fdb016cb289436f49f28a36be44b3e8f1f2498c7e3a095f709c0d6f8'],
  ['pool/main/libt/libtirpc/libtirpc3_1.3.3+ds-1_amd64.deb', '2a46d5a5e9486da11ffeff5740931740d6deae4f92cd6098df060dc5dff1e1c7'],
  [
    'pool/main/k/krb5/libgssapi-krb5-2_1.20.1-2+deb12u5_amd64.deb',
    'd8b87aea91b956b416c01a28c44ff6228315ae3b73de40acddac3dc5043607d2',
  ],
  ['pool/main/k/krb5/libkrb5-3_1.20.1-2+deb12u5_amd64.deb', 'c90801be09701af221b54dd502a59cb378b7284ff31e480738baca317d2f7653'],
  [
    'pool/main/k/krb5/libk5crypto3_1.20.1-2+deb12u5_amd64.deb',
    '7b6e47d15c5c9cdcd456137533d8308aeba608a54cec73b28bd59bfc4b54cf06',
  ],
  [
    'pool/main/k/krb5/libkrb5support0_1.20.1-2+deb12u5_amd64.deb',
    '8b9c05f2d8d461a10d657b118f572af5bf8fd6c8f93dcef81e852c5ab0f428ab',
  ],
  ['pool/main/e/e2fsprogs/libcom-err2_1.47.0-2+b2_amd64.deb', 'a2bac7015e78fbc0c504df3e441f3a22292f1d2d77f9ccda760057f3690e22f2'],
  ['pool/main/k/keyutils/libkeyutils1_1.6.3-2_amd64.deb', 'cfac89e6a7a54ff3c6a4f843310e25efeddaa771baeae470bd98bd588c373563'],
  ['pool/main/e/expat/libexpat1_2.5.0-1+deb12u2_amd64.deb', '2255e62fc22a86d2c544b8a3f516da9aee19383ad5742722ab4ce7f66a30dbc8'],
  ['pool/main/r/readline/libreadline8_8.2-1.3_amd64.deb', 'e02ebbd3701cf468dbf98d6d917fbe0325e881f07fe8b316150c8d2a64486e66'],
];
