# SPDX-License-Identifier: Apache-2.0
"""Character sets that lie, HTML that hides or never ends, and answers that are an attack on whoever shows them."""
import base64

from frame import ANSWER, case, cases, harmless, octets, told

# ---- character sets -----------------------------------------------------------------------------------------

UTF16 = ANSWER.encode('utf-16-le')


@cases({'utf-7': ('utf-7', '[2.1] +AHM-upport\n'), 'utf-7-sign': ('unicode-1-1-utf-7', '+AFs-2.1+AF0- support\n'), 'charset-unknown': ('x-klingon', ANSWER),
        'charset-path': ('../../../../lib/x', ANSWER), 'charset-4-kib': ('c' * 4096, ANSWER), 'charset-format': ('%s%n', ANSWER), 'charset-empty': ('""', ANSWER),
        'charset-translit': ('utf-8//TRANSLIT//IGNORE', ANSWER), 'utf-16-no-mark': ('utf-16', UTF16), 'utf-16-odd': ('utf-16', b'\xff\xfe' + UTF16 + b'x'),
        'utf-16-be-called-le': ('utf-16le', ANSWER.encode('utf-16-be')), 'utf-32': ('utf-32', ANSWER.encode('utf-32')), 'ebcdic': ('IBM1047', ANSWER.encode('cp037')),
        'utf-8-overlong': ('utf-8', b'[2.1] \xc0\xb3upport\n\xe0\x80\xaf\xf0\x80\x80\xaf'), 'utf-8-surrogates': ('utf-8', b'[2.1] support\n\xed\xa0\xbd\xed\xb8\x80'),
        'utf-8-too-high': ('utf-8', b'[2.1] support\n\xf4\x90\x80\x80\xf8\x88\x80\x80\x80\xfe\xff'), 'utf-8-cut': ('utf-8', b'[2.1] support\n\xe4\xbd'),
        'utf-8-called-ascii': ('us-ascii', '[2.1] support\n\u6a5f\n'), 'latin-called-utf-8': ('utf-8', b'[2.1] support\n\xe9\xe8\xff' * 50),
        'iso-2022-jp-open': ('iso-2022-jp', b'[2.1] support\n\x1b$B$3$s'), 'iso-2022-jp-escapes': ('iso-2022-jp', b'\x1b$B\x1b(B' * 60000 + ANSWER.encode()),
        'iso-2022-kr-no-header': ('iso-2022-kr', b'[2.1] support\n\x0e\x30\x21\x0f'), 'iso-2022-hides': ('iso-2022-jp', b'\x1b(J[2.1] support\n\x1b(B'),
        'hz': ('hz-gb-2312', b'[2.1] support\n~{<:Ky2;NpJ)~}'), 'gb18030-four-bytes': ('gb18030', b'\x84\x31\xa4\x39' * 50000 + b'\n' + ANSWER.encode()),
        'euc-half': ('euc-kr', b'[2.1] support\n\xb0'), 'big5-lies': ('big5', b'[2.1] support\n' + bytes(range(128, 256)) * 100),
        'utf-8-mark-many': ('utf-8', b'\xef\xbb\xbf' * 20000 + ANSWER.encode()), 'zalgo': ('utf-8', '[2.1] support\n' + 'a' + '\u0301' * 200000 + '\n'),
        'normal-form-growth': ('utf-8', '[2.1] support\n' + '\ufdfa' * 60000 + '\n'), 'hangul-letters': ('utf-8', '[2.1] support\n' + '\u1100\u1161\u11a8' * 60000 + '\n')},
       'R55: character sets', harmless())
def _(w, p):
    return w.mail(octets(p[1]), type='text/plain; charset=%s' % p[0])


# ---- values -------------------------------------------------------------------------------------------------


@cases({'value-formula': '=cmd|\' /C calc\'!A0', 'value-formula-plus': '+1+cmd', 'value-formula-at': '@SUM(1+1)', 'value-formula-wide': '\uff1d1+1', 'value-formula-tab': '\t=1+1',
        'value-formula-mark': '\u200b=1+1', 'value-x000d': '_x000D_ _x0041_ _x005F_x0041_', 'value-terminal': '\x1b[2J\x1b]0;x\x07\x1b[31m red', 'value-terminal-8-bit': '\u009b2J',
        'value-backspaces': 'no\b\b', 'value-nul': 'a\0b', 'value-c0': ''.join(map(chr, range(1, 9))) + 'x', 'value-bidi': '\u202e\u2066\u2067 txet', 'value-bidi-100000': '\u202e' * 30000,
        'value-zero-width': 's\u200bu\u200cp\u200dp\ufefforts', 'value-mustache': '{{#mails}}{{{html}}}{{/mails}} {{> receipt}}', 'value-mustache-open': '{{' * 5000,
        'value-markdown': '# Title\n![x](http://x.example/y.png) [a](javascript:alert(1)) <script>', 'value-html': '</p><script>alert(1)</script><img src=x onerror=alert(1)>',
        'value-sql': "'); DROP TABLE answer; --", 'value-log': 'x\nevent=accepted mail=1 member=KP\n2020-07-07 root: ok', 'value-json': '"},{"field":"2.2","value":"x"}',
        'value-xml': ']]></w:t><w:t>&lt;!ENTITY &#0; &#x1F;', 'value-entities': '&amp;&lt;&#106;&bogus;' * 500, 'value-header': 'x\nBcc: victim@else.example\nSubject: y',
        'value-crlf-header': 'x\r\n\r\n.\r\nMAIL FROM:<a@b>', 'value-64-kib': 'word ' * 13200, 'value-1-mib': 'word ' * 200000, 'value-one-word': 'w' * 500000,
        'value-private-use': '\ue000\U000fffff\uffff\ufffe', 'value-tags': '\U000e0041\U000e0042', 'value-line-separators': 'a\u2028b\u2029c\x85d', 'value-csv': '",""\r\n"x","y','value-paths': '../../../../etc/passwd',
        'value-printf': '%s%n%x' * 100, 'value-dsn': 'Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1'},
       'R56, R60-R64: what is shown again', harmless())
def _(w, value):
    return w.mail(ANSWER + '[2.9] ' + value + '\n')


@cases({'label-cyrillic': '[2.1] \u0455upport', 'label-full-width': '\uff3b\uff12\uff0e\uff11\uff3d support', 'label-dotless': '[2\u20241] support',
        'label-zero-width': '[2.\u200b1] support', 'label-bidi': '[\u202e1.2\u202c] cannot support', 'label-bidi-left': '[\u202d2.1\u202c] cannot support', 'label-bidi-line': '\u202etroppus [1.2]\n[1.2] \u202ecannot support', 'label-other-digits': '[\u0662.\u0661] cannot support',
        'label-combining': '[2.1\u0338] cannot support', 'label-superscript': '[2.\u00b9] cannot support'}, 'R56: labels that only look like ours', harmless())
def _(w, text):
    return w.mail(text + '\n')


@cases({'labels-10000': 10000, 'labels-100000': 100000}, 'a form with more fields than ours', harmless())
def _(w, n):
    return w.mail(''.join('[%d.%d] support\n' % (i // 50 + 3, i % 50 + 1) for i in range(n)) + '\n' + ANSWER)


@cases({'label-same-1000': 'support', 'label-huge-number': '[2.99999999999999999999] support', 'label-negative': '[2.-1] support', 'label-deep': '[' + '2.' * 30000 + '1] support',
        'label-brackets': '[' * 100000, 'label-closing': ']' * 100000}, 'labels', harmless())
def _(w, text):
    return w.mail('[2.1] support\n' * 1000 if text == 'support' else ANSWER + text + '\n')


@case('contradicts-itself', 'R57: contradictory answers', harmless())
def _(w):
    return w.mail('[2.1] support\n[2.1] cannot support\n')


@cases({'quotes-deep': '>' * 100000 + ' x\n', 'quotes-growing': ''.join('>' * i + ' x\n' for i in range(1000)), 'quoted-100000': '> x\n' * 100000}, 'quotation', harmless())
def _(w, text):
    return w.mail(ANSWER + text)


@cases({'form-shuffled': 'shuffle', 'form-100-times': 'again', 'form-reversed': 'reverse', 'form-every-other-line': 'half'}, 'R53: alignment that costs', harmless())
def _(w, way):
    lines = w.request.text.split('\n')
    if way == 'shuffle':
        w.chance.shuffle(lines)
    elif way == 'again':
        lines *= 20
    elif way == 'reverse':
        lines.reverse()
    else:
        lines = [line if i % 2 else w.word(60) for i, line in enumerate(lines)]
    return w.mail('\n'.join('> ' + line for line in lines) + '\n')


@cases({'paragraphs-10000': 10000, 'commands-10000': -1, 'words-of-one-letter': 0}, 'proposals without end', harmless())
def _(w, n):
    if n > 0:
        return w.mail(ANSWER + ''.join('P%d: replace "a" with "b"\n' % i for i in range(n)))
    if n < 0:
        return w.mail(ANSWER + 'withdraw MN-1\nconfirm\nyes\n' * 10000)
    return w.mail(ANSWER + 'a b c d e f g ' * 60000)


# ---- HTML ---------------------------------------------------------------------------------------------------


@cases({'html-nested-divs': '<div>' * 200000 + '[2.1] support', 'html-nested-tables': '<table><tr><td>' * 30000 + '[2.1] support', 'html-nested-quotes': '<blockquote>' * 30000 + '[2.1] support',
        'html-nested-fonts': '<b><i><font>' * 50000, 'html-unclosed': '<p>[2.1] support<a href="' + 'x' * 50000, 'html-attributes-100000': '<p ' + ' '.join('a%d=b' % i for i in range(50000)) + '>[2.1] support',
        'html-attribute-1-mib': '<p title="' + 't' * 900000 + '">[2.1] support</p>', 'html-entities': '&amp;' * 150000, 'html-entities-bad': '&#x110000;&#0;&#xd800;&#99999999999999999999;&nosuch;' * 2000,
        'html-comment-open': '<p>[2.1] support</p><!-- ' + 'x' * 100000, 'html-comments': '<!-- -- -->' * 50000, 'html-cdata': '<![CDATA[' * 20000, 'html-doctype': '<!DOCTYPE html [<!ENTITY a "' + 'a' * 1000 + '">]>' + '&a;' * 10000,
        'html-script': '<script>document.write("[2.1] support")</script>', 'html-script-open': '<p>[2.1] support</p><script>' + 'x' * 100000, 'html-remote': '<img src="http://tracker.example/x.png"><link rel=stylesheet href="//x.example/y.css"><iframe src="file:///etc/passwd"></iframe><p>[2.1] support</p>',
        'html-base': '<base href="javascript:alert(1)//"><a href="x">[2.1] support</a>', 'html-meta': '<meta http-equiv=refresh content="0;url=http://x.example"><meta charset=utf-7>+ADw-p+AD4-[2.1] support',
        'html-tables-huge': '<table>' + '<tr><td colspan=100000 rowspan=100000>x</td></tr>' * 20000 + '</table>', 'html-lists': '<ol start=99999999999><li>' * 20000, 'html-pre': '<pre>' + ' \n' * 300000,
        'html-br': '<br>' * 200000, 'html-spans': '<span>x</span>' * 60000, 'html-svg': '<svg><foreignObject><math><mi>' * 10000, 'html-nul': '<p>[2.1] sup\0port</p>' * 100, 'html-tags-unknown': ''.join('<x%d>' % i for i in range(30000)),
        'html-half-tags': '<' * 300000, 'html-quotes': '<p a="' * 60000, 'html-title': '<title>' * 50000, 'html-bdo': '<p><bdo dir=rtl>[1.2]</bdo> cannot support</p><p style="unicode-bidi:bidi-override;direction:rtl">troppus tonnac ]1.2[</p>', 'html-bidi-entity': '<p>[&#8238;1.2&#8236;] cannot support</p>',
        'html-form': '<form action="http://x.example"><input name=a value="[2.1] support"><textarea>[2.1] support</textarea></form>'},
       'HTML bombs', harmless())
def _(w, html):
    return w.mail('<html><body>' + html, type='text/html; charset=utf-8')


@cases({'css-' + name: style for name, style in {
    'display': 'display:none', 'visibility': 'visibility: hidden', 'font-0': 'font-size:0', 'font-tiny': 'font-size: 0.1px', 'white': 'color:#fff;background:#ffffff', 'opacity': 'opacity:0', 'off-screen': 'position:absolute;left:-9999px',
    'height-0': 'height:0;overflow:hidden', 'escaped': 'd\\69splay:none', 'comment': 'display/**/:/* x */none', 'capitals': 'DISPLAY:NONE !important', 'indent': 'text-indent:-9999px', 'clip': 'position:absolute;clip:rect(0,0,0,0)', 'max-height': 'max-height:0;overflow:hidden', 'clip-path': 'clip-path:inset(100%)',
    'scale': 'transform:scale(0)', 'translate': 'transform:translate(-9999px,0)', 'font-shorthand': 'font:0/0 a', 'transparent': 'color:transparent', 'margin': 'margin-top:-99999px',
    'content': 'content-visibility:hidden', 'escaped-value': 'display:n\\6f ne', 'entity': 'display&#58;none', 'twice': 'display:block;display:none'}.items()},
    'text that nobody sees (R57)', told('hidden-text', value='support'))
def _(w, style):
    return w.mail('<p>[2.1] support</p><div style="%s">[2.1] cannot support</div>' % style, type='text/html; charset=utf-8')


@cases({name: '<style>%s</style><p>[2.1] support</p><p class=a title=x>[2.2] cannot support</p>' % sheet for name, sheet in {
    'sheet-class': '.a{display:none}', 'sheet-open': '.a{display:none', 'sheet-import': '@import url(http://x.example/y.css);.a{display:none}', 'sheet-descendant': 'body .a{display:none}',
    'sheet-child': 'body>p.a{display:none}', 'sheet-attribute': 'p[title]{display:none}', 'sheet-list': 'b,.a,i{font-size:0}', 'sheet-escaped': '.\\61 {display:none}',
    'sheet-comments': '.a/**/{display/**/:none}', 'sheet-supports': '@supports (color:red){.a{display:none}}', 'sheet-behind-colours': ''.join('.c%d{color:red}' % i for i in range(200)) + '.a{display:none}',
    'sheet-behind-10000': ''.join('.c%d{color:red}' % i for i in range(10000)) + '.a{display:none}', 'sheet-behind-filling': '.x{content:"%s"}' % ('y' * 600000) + '.a{display:none}',
    'sheet-10000-rules': ''.join('.c%d p>a+b~c{color:red}' % i for i in range(10000)) + '.a{display:none}', 'sheet-two-classes': '.b.a{display:none}', 'sheet-sibling': 'p+p{visibility:hidden}'}.items()},
       'style sheets that hide (R57)', harmless())
def _(w, html):
    return w.mail('<html><body>' + html, type='text/html; charset=utf-8')


@case('sheet-at-the-end', 'style sheets that hide (R57)', harmless())
def _(w):
    return w.mail('<p>[2.1] support</p><p class=a>[2.2] cannot support</p><style>.a{display:none}</style>', type='text/html; charset=utf-8')


@cases({'sheet-nested': '@media x{' * 10000, 'sheet-comment': '/*' * 50000, 'sheet-brackets': '{' * 100000, 'sheet-closing': '}' * 100000, 'sheet-commas': ',' * 100000 + '{display:none}',
        'sheet-100-elements': '</style><style>' * 20000}, 'style sheets', harmless())
def _(w, sheet):
    return w.mail('<style>%s</style><p>[2.1] support</p>' % sheet, type='text/html; charset=utf-8')


@case('html-base64-16-mib', 'R50: text of a part', harmless())
def _(w):
    return w.mail(base64.encodebytes(b'<p>' + b'<b>x</b>' * 600000), type='text/html; charset=utf-8', encoding='base64')
