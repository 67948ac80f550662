#!/usr/bin/env python3
"""Replies in the shape of mail programs that cannot be scripted: shape.py CLIENT REQUEST.eml ANSWERS OUT.eml

CLIENT is qq, naver, mailru or outlook. The answers go into the HTML of the request behind "Answer [id]:"; what
surrounds the copy (quote container, header block, charset, alternatives) is that of the client.
NAME and ADDRESS in the environment are the sender."""
import base64
import email
import email.policy
import html
import os
import re
import sys

client, request_path, answers_path, out_path = sys.argv[1:5]
name = os.environ.get("NAME", "National Focal Point")
address = os.environ.get("ADDRESS", "nfp@focal.example")
domain = address.split("@")[1]

with open(request_path, "rb") as f:
    request = email.message_from_binary_file(f, policy=email.policy.default)
form = request.get_body(("html",)).get_content()
body = re.search(r"<body[^>]*>(.*)</body>", form, re.S | re.I).group(1)

answers, key = {}, None
with open(answers_path, encoding="utf-8") as f:
    for line in f:
        if line.startswith("@MODE"):
            key = None
        elif line.startswith("@"):
            key = line[1:].strip()
            answers[key] = ""
        elif key:
            answers[key] += line
top = answers.pop("TOP", "").strip()

COLOUR = {"outlook": '<span style="color:#1F497D">%s</span>', "qq": '<font color="#0000ff">%s</font>'}.get(client, "%s")


def typed(text):
    return COLOUR % html.escape(text.strip()).replace("\n", "<br>")


for key, text in answers.items():
    cue = "Answer [%s]:" % key
    if cue not in body:
        sys.exit("shape.py: the form has no %s" % cue)
    glue = " " if client in ("qq", "mailru") else "<br>"
    body = body.replace(cue, cue + glue + typed(text), 1)

sent, subject = request["Date"], str(request["Subject"])
sender = str(request["From"])
plain = re.sub(r"<br[^>]*>|</p>|</div>|</tr>|</h\d>", "\n", body)
plain = html.unescape(re.sub(r"<[^>]+>", "", plain))

if client == "qq":
    charset = "gb18030"
    page = (
        "<div>%s</div><div><br></div><div style=\"font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;\">"
        "------------------&nbsp;原始邮件&nbsp;------------------</div><div style=\"font-size: 12px;background:#efefef;"
        "padding:8px;\"><div><b>发件人:</b>&nbsp;%s</div><div><b>发送时间:</b>&nbsp;%s</div><div><b>主题:</b>&nbsp;%s"
        "</div></div><div><br></div>%s" % (html.escape(top), html.escape(sender), html.escape(sent), html.escape(subject), body)
    )
    parts = ["plain", "html"]
elif client == "naver":
    charset = "utf-8"
    page = (
        "<html><head><style>p{margin-top:0px;margin-bottom:0px;}</style></head><body><div style=\"font-size:10pt; "
        "font-family:Gulim;\"><p>%s</p><p>&nbsp;</p><p>-----Original Message-----<br><b>From:</b> %s<br><b>To:</b> %s"
        "<br><b>Cc:</b> <br><b>Sent:</b> %s<br><b>Subject:</b> %s<br></p><div>%s</div></div></body></html>"
        % (html.escape(top), html.escape(sender), html.escape(address), html.escape(sent), html.escape(subject), body)
    )
    parts = ["html"]
elif client == "mailru":
    charset = "koi8-r"
    page = (
        "<HTML><BODY><div>%s</div><div>&nbsp;</div><blockquote style=\"border-left:1px solid #0857A6;margin:10px;"
        "padding:0 0 0 10px;\">%s от %s:<br>&nbsp;<div id=\"\"><div class=\"js-helper js-readmsg-msg\">%s</div></div>"
        "</blockquote></BODY></HTML>" % (html.escape(top), html.escape(sent), html.escape(sender), body)
    )
    parts = ["html"]
elif client == "outlook":
    charset = "utf-8"
    body = re.sub(r"<p>", '<p class="MsoNormal">', body).replace("</p>", "<o:p></o:p></p>")
    page = (
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style><!-- p.MsoNormal {margin:0cm} --></style>"
        "</head><body lang=\"EN-US\"><div class=\"WordSection1\"><p class=\"MsoNormal\">%s<o:p></o:p></p><div style=\""
        "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p class=\"MsoNormal\"><b>From:</b> %s<br>"
        "<b>Sent:</b> %s<br><b>To:</b> %s<br><b>Subject:</b> %s<o:p></o:p></p></div>%s</div></body></html>"
        % (html.escape(top), html.escape(sender), html.escape(sent), html.escape(address), html.escape(subject), body)
    )
    parts = ["plain", "html"]
else:
    sys.exit("shape.py: no such client: " + client)


def part(kind):
    text = plain if kind == "plain" else page
    raw = text.replace("\n", "\r\n").encode(charset, "replace")
    lines = base64.encodebytes(raw).decode()
    return "Content-Type: text/%s; charset=\"%s\"\nContent-Transfer-Encoding: base64\n\n%s" % (kind, charset, lines)


word = "=?utf-8?B?%s?=" % base64.b64encode(("Re: " + subject).encode()).decode()
out = "From: %s <%s>\nTo: %s\nSubject: %s\nDate: %s\nMessage-ID: <%s.%s@%s>\nIn-Reply-To: %s\nReferences: %s\nMIME-Version: 1.0\n" % (
    name, address, request["Reply-To"], word, request["Date"], client, os.path.basename(answers_path).split(".")[0],
    domain, request["Message-ID"], request["Message-ID"])
if len(parts) == 1:
    out += part(parts[0])
else:
    out += 'Content-Type: multipart/alternative; boundary="=_%s"\n\n' % client
    for kind in parts:
        out += "--=_%s\n%s\n" % (client, part(kind))
    out += "--=_%s--\n" % client
with open(out_path, "w", encoding="utf-8") as f:
    f.write(out)
