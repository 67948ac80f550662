#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/corpus/bounces: reports in the shapes of many mail systems, with what must be read from each.

Run it in tests/corpus. The shapes come from RFC 3464 and from what the systems are known to write; addresses, hosts and
people are invented.
"""
import base64
import json
import os
import quopri

OUT = 'bounces'
US = 'consult+abc@secretariat.example'
ID = '<rq.0a@secretariat.example>'
KIM = 'kim@agency.example'
LI = 'li@ministry.example'
HEAD = ('Return-Path: {path}\nReceived: from mx.agency.example by mx.secretariat.example; Mon, 20 Jul 2020 10:11:12 +0900\n'
        'From: {sender}\nTo: {us}\nSubject: {subject}\nDate: Mon, 20 Jul 2020 10:11:12 +0900\nMessage-ID: <1@mx.agency.example>\n')
COPY = f'Received: from secretariat.example by mx.agency.example; Mon, 20 Jul 2020 10:11:00 +0900\nFrom: Secretariat <consult@secretariat.example>\nTo: {KIM}\nSubject: Second round\nMessage-ID: {ID}\n\nDear colleague,\n'
count = 0


def word(text, charset='utf-8'):
    if text.isascii():
        return text
    return f'=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?='


def put(name, mail, recipients, permanent=True, original=ID):
    """recipients: (address, action, status) each; None as status: not compared."""
    global count
    count += 1
    got = []
    for address, action, status in recipients:
        one = {'address': address, 'action': action}
        if status is not None:
            one['status'] = status
        got.append(one)
    truth = {'kind': 'bounce', 'bounce': {'recipients': got, 'permanent': permanent}}
    if original is not None:
        truth['bounce']['original_message_id'] = original
    with open(f'{OUT}/{name}.eml', 'wb') as f:
        f.write(mail if isinstance(mail, bytes) else mail.encode())
    with open(f'{OUT}/{name}.json', 'w') as f:
        f.write(json.dumps(truth, ensure_ascii=False, indent=1) + '\n')


def head(sender, subject, path='<>', extra=''):
    return HEAD.format(path=path, sender=sender, us=US, subject=word(subject)) + extra + 'MIME-Version: 1.0\n'


def prose(name, sender, subject, body, recipients, permanent=True, original=ID, path='<>', extra='', charset='utf-8',
          encoding='8bit', kind='plain'):
    """A report in one part."""
    raw = body.encode(charset)
    if encoding == 'base64':
        raw = base64.encodebytes(raw)
    elif encoding == 'quoted-printable':
        raw = quopri.encodestring(raw)
    top = head(sender, subject, path, extra) + f'Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n'
    put(name, top.encode() + raw, recipients, permanent, original)


def parts(name, sender, subject, body, status, recipients, permanent=True, original=ID, path='<>', extra='',
          report='multipart/report; report-type=delivery-status', copy=COPY, copy_type='message/rfc822', status_type='message/delivery-status',
          status_encoding=None, charset='utf-8'):
    """A report in parts; status None: without the machine-readable one."""
    text = [head(sender, subject, path, extra) + f'Content-Type: {report}; boundary="=_b"\n',
            f'--=_b\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n{body}\n']
    if status is not None:
        if status_encoding == 'base64':
            text.append(f'--=_b\nContent-Type: {status_type}\nContent-Transfer-Encoding: base64\n\n'
                        + base64.encodebytes(status.encode()).decode())
        else:
            text.append(f'--=_b\nContent-Type: {status_type}\n\n{status}')
    if copy is not None:
        text.append(f'--=_b\nContent-Type: {copy_type}\n\n{copy}')
    text.append('--=_b--\n')
    put(name, '\n'.join(text).encode(charset), recipients, permanent, original)


def status(*groups, host='mx.agency.example'):
    return f'Reporting-MTA: dns; {host}\nArrival-Date: Mon, 20 Jul 2020 10:11:00 +0900\n\n' + '\n'.join(groups)


def group(address, code='5.1.1', action='failed', said='smtp; 550 5.1.1 User unknown', original=None, more=''):
    return ((f'Original-Recipient: rfc822;{original}\n' if original else '') +
            f'Final-Recipient: rfc822;{address}\nAction: {action}\nStatus: {code}\n' +
            (f'Diagnostic-Code: {said}\n' if said else '') + more)


DAEMON = 'Mail Delivery System <MAILER-DAEMON@mx.agency.example>'
POSTMASTER = 'postmaster@agency.example'


def rfc3464():
    one = [(KIM, 'failed', '5.1.1')]
    parts('rfc3464-plain', DAEMON, 'Undelivered Mail Returned to Sender', 'Sorry.', status(group(KIM)), one)
    parts('rfc3464-headers-only', DAEMON, 'Undelivered Mail Returned to Sender', 'Sorry.', status(group(KIM)), one, copy_type='text/rfc822-headers')
    parts('rfc3464-no-report-type', DAEMON, 'Delivery report', 'Sorry.', status(group(KIM)), one, report='multipart/report')
    parts('rfc3464-in-mixed', DAEMON, 'Delivery report', 'Sorry.', status(group(KIM)), one, report='multipart/mixed')
    parts('rfc3464-two', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM), group(LI, '5.2.2', said='smtp; 552 5.2.2 Mailbox full')),
          [(KIM, 'failed', '5.1.1'), (LI, 'failed', '5.2.2')])
    parts('rfc3464-two-without-blank-line', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM) + group(LI, '5.2.2', said=None)),
          [(KIM, 'failed', '5.1.1'), (LI, 'failed', '5.2.2')])
    parts('rfc3464-blank-line-inside', DAEMON, 'Undelivered', 'Sorry.',
          status(f'Final-Recipient: rfc822; {KIM}\n\nAction: failed\nStatus: 5.1.1\n'), one)
    parts('rfc3464-original-recipient', DAEMON, 'Undelivered', 'Sorry.', status(group('k.minsu@home.example', original=KIM)), one)
    parts('rfc3464-original-xtext', DAEMON, 'Undelivered', 'Sorry.', status(group('kim@home.example', original='kim+2Brivers@agency.example')),
          [('kim+rivers@agency.example', 'failed', '5.1.1')])
    parts('rfc3464-original-empty', DAEMON, 'Undelivered', 'Sorry.', status('Original-Recipient: rfc822;\n' + group(KIM)), one)
    parts('rfc3464-brackets', DAEMON, 'Undelivered', 'Sorry.', status(group(f' <{KIM}>')), one)
    parts('rfc3464-base64', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM)), one, status_encoding='base64')
    parts('rfc3464-crlf', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM)).replace('\n', '\r\n'), one)
    parts('rfc3464-comment-in-status', DAEMON, 'Undelivered', 'Sorry.',
          status(group(KIM, '5.1.1 (bad destination mailbox address)', 'failed (bad address)')), one)
    parts('rfc3464-status-5.0.0', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM, '5.0.0', said='smtp; 550 Unknown user kim')), one)
    parts('rfc3464-status-missing', DAEMON, 'Undelivered', 'Sorry.',
          status(f'Final-Recipient: rfc822; {KIM}\nAction: failed\nDiagnostic-Code: smtp; 552 Mailbox full\n'), [(KIM, 'failed', '5.2.2')])
    parts('rfc3464-action-unknown', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM, action='error')), one)
    parts('rfc3464-delayed', DAEMON, 'Delayed Mail (still being retried)', 'Your mail is delayed.',
          status(group(KIM, '4.4.1', 'delayed', 'x-postfix; connect to mx.agency.example[192.0.2.1]:25: Connection timed out', more='Will-Retry-Until: Sat, 25 Jul 2020 10:11:00 +0900\n')),
          [(KIM, 'delayed', '4.4.1')], permanent=False)
    parts('rfc3464-expired', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM, '4.4.7', said='smtp; 421 4.4.7 Message expired')),
          [(KIM, 'failed', '4.4.7')])
    parts('rfc3464-one-delivered', DAEMON, 'Delivery report', 'Partly.',
          status(group(LI, '2.0.0', 'delivered', 'smtp; 250 ok'), group(KIM)), one)
    parts('rfc3464-relayed', DAEMON, 'Successful Mail Delivery Report', 'Passed on.', status(group(KIM, '2.0.0', 'relayed', 'smtp; 250 ok')),
          [(KIM, 'relayed', '2.0.0')], permanent=False)
    parts('rfc3464-local-type', DAEMON, 'Undelivered', 'Sorry.', status(f'Final-Recipient: LOCAL;kim\nX-Actual-Recipient: RFC822; {KIM}\nAction: failed\nStatus: 5.1.1\n'), one)
    parts('rfc3464-no-recipient-field', DAEMON, 'Undelivered', f'Delivery to the following recipients failed.\n\n       {KIM}\n\n', status(), [(KIM, 'failed', None)])
    parts('rfc6533-global', DAEMON, 'Undelivered', 'Sorry.', status(group(KIM)), one, status_type='message/global-delivery-status', copy_type='message/global')
    parts('rfc3464-from-nobody', '<>', 'Undelivered', 'Sorry.', status(group(KIM)), one)
    parts('rfc3464-return-path-of-a-list', 'Mail Delivery Subsystem <MAILER-DAEMON@list.example>', 'Returned mail', 'Sorry.', status(group(KIM)), one,
          path='<owner@list.example>', extra='Precedence: bulk\nList-Id: <rivers.list.example>\n')
    inner = (head(DAEMON, 'Undelivered') + 'Content-Type: multipart/report; report-type=delivery-status; boundary="=_i"\n\n--=_i\nContent-Type: text/plain\n\nSorry.\n'
             + f'--=_i\nContent-Type: message/delivery-status\n\n{status(group(KIM))}\n--=_i\nContent-Type: message/rfc822\n\n{COPY}\n--=_i--\n')
    put('rfc3464-inside-a-message', head(DAEMON, 'Undelivered: passed on by the gateway') + 'Content-Type: multipart/mixed; boundary="=_o"\n\n--=_o\nContent-Type: text/plain\n\nThe gateway passes this on.\n--=_o\n'
        + f'Content-Type: message/rfc822\n\n{inner}\n--=_o--\n', one)
    prose('rfc3464-fields-in-the-text', DAEMON, 'Delivery Status Notification (Failure)', f'The mail could not be delivered.\n\n{status(group(KIM))}\n\n{COPY}', one)
    parts('rfc3464-folded-diagnostic', DAEMON, 'Undelivered', 'Sorry.',
          status(group(KIM, said='smtp; 550 5.1.1\n    <kim@agency.example>: Recipient address rejected:\n    User unknown in virtual mailbox table')), one)
    parts('rfc3464-x400', DAEMON, 'Undelivered', 'Sorry.', status(f'Final-Recipient: X400;/S=KIM/O=AGENCY/C=KR/\nOriginal-Recipient: rfc822;{KIM}\nAction: failed\nStatus: 5.1.1\n'), one)


def unix():
    one = [(KIM, 'failed', '5.1.1')]
    parts('postfix-old', 'MAILER-DAEMON@mx.agency.example (Mail Delivery System)', 'Undelivered Mail Returned to Sender',
          'This is the Postfix program at host mx.agency.example.\n\nI\'m sorry to have to inform you that the message returned\nbelow could not be delivered to one or more destinations.\n\n'
          f'\t\t\tThe Postfix program\n\n<{KIM}>: unknown user: "kim"\n', None, one, report='multipart/mixed')
    parts('postfix-host-said', 'MAILER-DAEMON@mx.agency.example (Mail Delivery System)', 'Undelivered Mail Returned to Sender',
          'This is the mail system at host mx.agency.example.\n\nI\'m sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It\'s attached below.\n\n'
          'For further assistance, please send mail to postmaster.\n\n                   The mail system\n\n'
          f'<{KIM}>: host mail.agency.example[192.0.2.7] said: 552 5.2.2\n    <{KIM}>: Mailbox is over quota (in reply to RCPT TO command)\n', None,
          [(KIM, 'failed', '5.2.2')], report='multipart/mixed')
    prose('exim', 'Mail Delivery System <Mailer-Daemon@mx.agency.example>', 'Mail delivery failed: returning message to sender',
          'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n'
          f'  {KIM}\n    host mail.agency.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT TO:<{KIM}>:\n    550 5.1.1 Unknown recipient\n\n------ This is a copy of the message, including all the headers. ------\n\n{COPY}', one,
          extra=f'X-Failed-Recipients: {KIM}\nAuto-Submitted: auto-replied\n')
    prose('exim-two', 'Mail Delivery System <Mailer-Daemon@mx.agency.example>', 'Mail delivery failed: returning message to sender',
          'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n'
          f'  {KIM}\n    Unrouteable address\n  {LI}\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\n{COPY}',
          [(KIM, 'failed', '5.1.2'), (LI, 'failed', '5.2.2')], extra=f'X-Failed-Recipients: {KIM},\n  {LI}\n')
    prose('exim-no-x-field', 'Mail Delivery System <Mailer-Daemon@mx.agency.example>', 'Mail delivery failed: returning message to sender',
          'This message was created automatically by mail delivery software (Exim).\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n'
          f'  {KIM}:\n    unknown local-part "kim" in domain "agency.example"\n\n------ This is a copy of the message, including all the headers. ------\n\n{COPY}', one)
    prose('exim-delayed', 'Mail Delivery System <Mailer-Daemon@mx.agency.example>', 'Warning: message 1jxKZz-0001aB-CD delayed 24 hours',
          'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.agency.example.\n\n'
          f'The message identifier is:     1jxKZz-0001aB-CD\nThe subject of the message is: Second round\n\nThe address to which the message has not yet been delivered is:\n\n  {KIM}\n    Delay reason: Connection timed out\n\n'
          'No action is required on your part. Delivery attempts will continue for\nsome time, and this warning may be repeated at intervals if the message\nremains undelivered.\n',
          [(KIM, 'delayed', '4.4.1')], permanent=False, original=None, extra='Auto-Submitted: auto-replied\n')
    prose('sendmail', 'Mail Delivery Subsystem <MAILER-DAEMON@mx.agency.example>', 'Returned mail: see transcript for details',
          f'The original message was received at Mon, 20 Jul 2020 10:11:00 +0900\nfrom secretariat.example [192.0.2.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<{KIM}>\n    (reason: 550 5.1.1 <{KIM}>... User unknown)\n\n'
          f'   ----- Transcript of session follows -----\n... while talking to mail.agency.example.:\n>>> DATA\n<<< 550 5.1.1 <{KIM}>... User unknown\n550 5.1.1 <{KIM}>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)\n\n   ----- Original message follows -----\n\n{COPY}', one)
    prose('sendmail-old', 'MAILER-DAEMON@mx.agency.example (Mail Delivery Subsystem)', 'Returned mail: User unknown',
          f'   ----- Transcript of session follows -----\n550 {KIM}... User unknown\n\n   ----- Unsent message follows -----\n{COPY}', one)
    prose('sendmail-older', 'MAILER-DAEMON@mx.agency.example (Mail Delivery Subsystem)', 'Returned mail: Host unknown',
          f'   ----- Transcript of session follows -----\n421 agency.example (smtp)... Deferred: Connection timed out with agency.example\n554 <{KIM}>... Host unknown (Name server: agency.example: host not found)\n\n   ----- Unsent message follows -----\n{COPY}',
          [(KIM, 'failed', '5.1.2')])
    prose('sendmail-expanded', 'Mail Delivery Subsystem <MAILER-DAEMON@mx.agency.example>', 'Returned mail: User unknown',
          f'The original message was received at Mon, 20 Jul 2020 10:11:00 +0900\n\n   ----- The following addresses had permanent fatal errors -----\n<k.minsu@home.example>\n    (expanded from: <{KIM}>)\n\n   ----- Transcript of session follows -----\n550 <k.minsu@home.example>... User unknown\n\n   ----- Original message follows -----\n{COPY}',
          [('k.minsu@home.example', 'failed', '5.1.1'), (KIM, 'failed', '5.1.1')])
    prose('sendmail-warning', 'Mail Delivery Subsystem <MAILER-DAEMON@mx.agency.example>', 'Warning: could not send message for past 4 hours',
          f'    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\nThe original message was received at Mon, 20 Jul 2020 06:11:00 +0900\n\n   ----- The following addresses had transient non-fatal errors -----\n<{KIM}>\n\n   ----- Transcript of session follows -----\n<{KIM}>... Deferred: Connection refused by mail.agency.example.\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n\n   ----- Original message follows -----\n{COPY}',
          [(KIM, 'delayed', '4.4.1')], permanent=False)
    prose('qmail', 'MAILER-DAEMON@mx.agency.example', 'failure notice',
          f'Hi. This is the qmail-send program at mx.agency.example.\nI\'m afraid I wasn\'t able to deliver your message to the following addresses.\nThis is a permanent error; I\'ve given up. Sorry it didn\'t work out.\n\n<{KIM}>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n{COPY}', one)
    prose('qmail-two', 'MAILER-DAEMON@mx.agency.example', 'failure notice',
          f'Hi. This is the qmail-send program at mx.agency.example.\nI\'m afraid I wasn\'t able to deliver your message to the following addresses.\nThis is a permanent error; I\'ve given up. Sorry it didn\'t work out.\n\n<{KIM}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n<{LI}>:\nSorry, I couldn\'t find any host named ministry.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n{COPY}',
          [(KIM, 'failed', '5.1.1'), (LI, 'failed', '5.1.2')])
    prose('qmail-timeout', 'MAILER-DAEMON@mx.agency.example', 'failure notice',
          f'Hi. This is the qmail-send program at mx.agency.example.\nI\'m afraid I wasn\'t able to deliver your message to the following addresses.\nThis is a permanent error; I\'ve given up. Sorry it didn\'t work out.\n\n<{KIM}>:\nSorry, I wasn\'t able to establish an SMTP connection. (#4.4.1)\nI\'m not going to try again; this message has been in the queue too long.\n\n--- Below this line is a copy of the message.\n\n{COPY}', [(KIM, 'failed', '4.4.1')])
    prose('qmail-own-words', 'MAILER-DAEMON@mx.agency.example', 'failure notice',
          f'Guten Tag,\n\nIhre Nachricht konnte nicht zugestellt werden.\n\n<{KIM}>:\nuser does not exist, but will deliver to /home/catchall/\nAccount is over quota (#5.2.2)\n\n--- Below this line is a copy of the message.\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('courier', '"Courier mail server at mx.agency.example" <@>', 'NOTICE: mail delivery status.',
          f'This is a delivery status notification from mx.agency.example,\nrunning the Courier mail server, version 0.65.\n\nThe original message was received on Mon, 20 Jul 2020 10:11:00 +0900\nfrom secretariat.example [192.0.2.1]\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<{KIM}>:\n    mail.agency.example [192.0.2.7]:\n>>> RCPT TO:<{KIM}>\n<<< 550 User unknown.\n\n---------------------------------------------------------------------------\n', one, original=None)
    prose('smail', 'MAILER-DAEMON@mx.agency.example', 'mail failed, returning to sender',
          f'|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <{KIM}> ... transport smtp: 550 User unknown\n|------------------------- Message text follows: ------------------------|\n{COPY}', one)
    prose('james', 'postmaster@mx.agency.example', 'Undelivered',
          f'Hi. This is the James mail server at mx.agency.example.\nI\'m afraid I wasn\'t able to deliver your message to the following addresses.\nThis is a permanent error; I\'ve given up. Sorry it didn\'t work out.  Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\n{KIM}\n\nError message:\n550 5.1.1 User unknown\n\n\nMessage details:\n  Subject: Second round\n  Sent date: Mon Jul 20 10:11:00 KST 2020\n', one, original=None)
    prose('opensmtpd', 'Mailer Daemon <MAILER-DAEMON@mx.agency.example>', 'Delivery status notification: error',
          f'    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n{KIM}: 550 5.2.2 Mailbox Full\n\n    Below is a copy of the original message:\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('opensmtpd-warning', 'Mailer Daemon <MAILER-DAEMON@mx.agency.example>', 'Delivery status notification: warning',
          f'    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    A message is delayed for more than 4 hours for the following\n    list of recipients:\n\n{KIM}: Network error on destination MXs\n\n    Please note that this is only a temporary failure report.\n    The message is kept in the queue for up to 4 days.\n    You DO NOT NEED to re-send the message to these recipients.\n\n    Below is a copy of the original message:\n\n{COPY}', [(KIM, 'delayed', None)], permanent=False)
    prose('dragonfly', 'MAILER-DAEMON <>', 'Mail delivery failed',
          f'This is the DragonFly Mail Agent v0.13 at mx.agency.example.\n\nThere was an error delivering your mail to <{KIM}>.\n\nmail.agency.example [192.0.2.7] did not like our RCPT TO:\n550 5.1.1 User unknown\n\nMessage headers follow:\n\n{COPY}', one)
    prose('mmdf', 'Mail Delivery System <mmdf@mx.agency.example>', 'Failed mail (msg.aa12345)',
          f'Your message could not be delivered to\n\'{KIM}\' for the following reason:\n\' Unknown user name in "{KIM}"\'\n\nYour message follows:\n\n{COPY}', [(KIM, 'failed', '5.1.1')])


def windows():
    one = [(KIM, 'failed', '5.1.1')]
    admin = 'System Administrator <postmaster@agency.example>'
    parts('exchange-5.5', admin, 'Undeliverable: Second round', 'Your message\n\n  To:      kim@agency.example\n  Subject: Second round\n  Sent:    Mon, 20 Jul 2020 10:11:00 +0900\n\ndid not reach the following recipient(s):\n\n'
          f'{KIM} on Mon, 20 Jul 2020 10:11:12 +0900\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=kr;a= ;p=agency;l=MX0-200720011112Z-1\n    MSEXCH:IMS:AGENCY:SITE:MX 0 (000C05A6) Unknown Recipient\n\n', None, one, report='multipart/mixed', path='<>')
    parts('exchange-5.5-x400', admin, 'Undeliverable: Second round', f'Your message\n\n  To:      {KIM}\n  Subject: Second round\n  Sent:    Mon, 20 Jul 2020 10:11:00 +0900\n\ndid not reach the following recipient(s):\n\n'
          'c=KR;a= ;p=AGENCY;o=Site;dda:SMTP=kim@agency.example; on Mon, 20 Jul 2020\n10:11:12 +0900\n    The recipient name is not recognized\n', None, one, report='multipart/mixed')
    parts('exchange-2003-named', admin, 'Undeliverable: Second round', 'Your message did not reach some or all of the intended recipients.\n\n      Subject:\tSecond round\n      Sent:\t7/20/2020 10:11 AM\n\nThe following recipient(s) could not be reached:\n\n'
          f'      Kim, Min-su on 7/20/2020 10:11 AM\n            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.\n            <mx.agency.example #5.1.1>\n', None, one, report='multipart/mixed')
    parts('exchange-2003-address', admin, 'Undeliverable: Second round', f'Your message did not reach some or all of the intended recipients.\n\n      Subject:\tSecond round\n      Sent:\t7/20/2020 10:11 AM\n\nThe following recipient(s) could not be reached:\n\n      \'{KIM}\' on 7/20/2020 10:11 AM\n            The message could not be delivered because the recipient\'s mailbox is full.\n            <mx.agency.example #5.2.2 smtp;552 5.2.2 Mailbox full>\n', None, [(KIM, 'failed', '5.2.2')], report='multipart/mixed')
    prose('microsoft-smtpsvc', POSTMASTER, 'Delivery Status Notification (Failure)', f'This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n       {KIM}\n\n\n\n', [(KIM, 'failed', None)], original=None)
    prose('microsoft-smtpsvc-delay', POSTMASTER, 'Delivery Status Notification (Delay)', f'This is an automatically generated Delivery Status Notification.\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipients has been delayed.\n\n       {KIM}\n\n\n\n', [(KIM, 'delayed', None)], permanent=False, original=None)
    outlook = 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@agency.example>'

    def exchange(name, subject, first, reason, admins, headers, server='Generating server'):
        prose(name, outlook, subject, f'{first}\n\n{KIM}<mailto:{KIM}>\n{reason}\n\n\n{admins}\n\n{server}: mx.agency.example\n\n{KIM}\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n{headers}\n\n{COPY}', one)
    exchange('exchange-2010', 'Undeliverable: Second round', 'Delivery has failed to these recipients or groups:', 'The e-mail address you entered couldn\'t be found. Please check the recipient\'s e-mail address and try to resend the message.', 'Diagnostic information for administrators:', 'Original message headers:')
    exchange('exchange-2007', 'Undeliverable: Second round', 'Delivery has failed to these recipients or distribution lists:', 'The recipient\'s e-mail address was not found in the recipient\'s e-mail system.', 'Diagnostic information for administrators:', 'Original message headers:')
    exchange('exchange-zh-cn', '未送达: 第二轮', '未能向以下收件人或通讯组列表传递:', '找不到您输入的电子邮件地址。', '供管理员使用的诊断信息:', '原始邮件头:', '正在生成服务器')
    exchange('exchange-zh-tw', '無法傳遞: 第二輪', '無法傳遞給下列收件者或群組:', '找不到您輸入的電子郵件地址。', '系統管理員的診斷資訊:', '原始郵件標頭:', '產生伺服器')
    exchange('exchange-ja', '配信不能: 第二ラウンド', '次の受信者またはグループへの配信に失敗しました:', '入力した電子メール アドレスが見つかりませんでした。', '管理者向けの診断情報:', '元のメッセージ ヘッダー:', '生成サーバー')
    exchange('exchange-ko', '배달되지 않음: 2차', '다음 받는 사람 또는 그룹에게 배달하지 못했습니다.', '입력한 전자 메일 주소를 찾을 수 없습니다.', '관리자를 위한 진단 정보:', '원본 메시지 헤더:', '생성 서버')
    exchange('exchange-ru', 'Не удается доставить: второй раунд', 'Сбой доставки следующим получателям или группам рассылки:', 'Указанный адрес электронной почты не найден.', 'Диагностические сведения для администраторов:', 'Исходные заголовки сообщения:', 'Формирующий сервер')
    exchange('exchange-de', 'Unzustellbar: Zweite Runde', 'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:', 'Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.', 'Diagnoseinformationen für Administratoren:', 'Ursprüngliche Nachrichtenkopfzeilen:', 'Generierender Server')
    exchange('exchange-fr', 'Non remis : Second tour', 'Échec de la remise à ces destinataires ou groupes :', 'L\'adresse de messagerie que vous avez entrée est introuvable.', 'Informations de diagnostic pour les administrateurs :', 'En-têtes de message d\'origine :', 'Serveur de génération')
    exchange('exchange-es', 'No se puede entregar: Segunda ronda', 'No se pudo entregar el mensaje a estos destinatarios o grupos:', 'No se encontró la dirección de correo electrónico.', 'Información de diagnóstico para administradores:', 'Encabezados de mensajes originales:', 'Generando servidor')
    exchange('exchange-it', 'Non recapitabile: Secondo turno', 'Recapito non riuscito per i seguenti destinatari o gruppi:', 'Impossibile trovare l\'indirizzo.', 'Informazioni di diagnostica per gli amministratori:', 'Intestazioni messaggio originale:', 'Server di generazione')
    exchange('exchange-pt', 'Não é possível entregar: Segunda rodada', 'Falha na entrega a estes destinatários ou grupos:', 'O endereço de email não foi encontrado.', 'Informações de diagnóstico para administradores:', 'Cabeçalhos originais da mensagem:', 'Servidor de geração')
    html = f'<html><body><p>Your message to <a href="mailto:{KIM}">{KIM}</a> couldn\'t be delivered.</p><table><tr><td>kim wasn\'t found at agency.example.</td></tr></table><p>Original Message Details</p><p>Recipient Address: {KIM}</p></body></html>'
    prose('office-365-html', outlook, 'Undeliverable: Second round', html, one, kind='html', original=None)
    prose('outlook-office-365-found', outlook, 'Undeliverable: Second round', f'agency.example rejected your message to the following email addresses:\n\nKim Min-su ({KIM})\nYour message couldn\'t be delivered because the recipient\'s inbox is full.\n\nagency.example gave this error:\n552 5.2.2 Mailbox full\n\nOriginal message headers:\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('mailenable', f'"Delivery Subsystem" <POSTMASTER@agency.example>', 'Message Delivery Failure', f'MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:{KIM}]\n\tReason: The message could not be delivered because the domain name (agency.example) does not appear to be registered.\n\n\nMessage headers follow:\n\n{COPY}', [(KIM, 'failed', '5.1.2')])
    prose('imail-unknown', '"Postmaster" <postmaster@agency.example>', 'Undeliverable Mail', f'Unknown user: {KIM}\n\nRCPT TO generated following response:\n550 5.1.1 <{KIM}>... User unknown\n\nOriginal message follows.\n\n{COPY}', one, extra='X-Mailer: <SMTP32 v8.22>\n', path='<postmaster@agency.example>')
    prose('imail-full', '"Postmaster" <postmaster@agency.example>', 'Undeliverable Mail', f'User mailbox exceeds allowed size: {KIM}\n\n\nOriginal message follows.\n\n{COPY}', [(KIM, 'failed', '5.2.2')], extra='X-Mailer: <SMTP32 v8.22>\n', path='<postmaster@agency.example>')
    prose('imail-attempts', '"Postmaster" <postmaster@agency.example>', 'Undeliverable Mail', f'Delivery failed 20 attempts: {KIM}\n\n\nOriginal message follows.\n\n{COPY}', [(KIM, 'failed', None)], path='<postmaster@agency.example>')
    prose('imail-to', '"Postmaster" <postmaster@agency.example>', 'Undeliverable Mail', f'undeliverable to {KIM}\n\n\nOriginal message follows.\n\n{COPY}', [(KIM, 'failed', None)], path='<postmaster@agency.example>')
    prose('mdaemon', 'MDaemon@agency.example', 'Permanent Delivery Failure', f'The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nYOUR MESSAGE WAS NOT DELIVERED!\n\nThe following addresses did NOT receive a copy of your message:\n\n> {KIM}\n\n--- Session Transcript ---\n RCPT To:<{KIM}>\n 550 5.1.1 unknown user\n QUIT\n--- End Transcript ---\n', one, original=None, path='<MDaemon@agency.example>')
    prose('mdaemon-delay', 'MDaemon@agency.example', 'Warning: Message delivery delayed', f'This is only a warning: you do not need to resend your message.\n\nThe message has not yet been delivered to the following address:\n\n> {KIM}\n\nThe server will keep trying for 3 days.\n', [(KIM, 'delayed', None)], permanent=False, original=None, path='<MDaemon@agency.example>')


def products():
    one = [(KIM, 'failed', '5.1.1')]
    parts('domino', POSTMASTER, f'DELIVERY FAILURE: User kim ({KIM}) not listed in Domino Directory', f'Your message\n\n  Subject: Second round\n\nwas not delivered to:\n\n  {KIM}\n\nbecause:\n\n  User kim ({KIM}) not listed in Domino Directory\n\n', None, one, report='multipart/mixed')
    parts('domino-report', 'Postmaster@agency.example', 'DELIVERY FAILURE: Error transferring to mail.agency.example; Maximum hop count exceeded.  Message probably in a routing loop.', f'Your message\n\n  Subject: Second round\n\nwas not delivered to:\n\n  {KIM}\n\nbecause:\n\n  Error transferring to mail.agency.example; Maximum hop count exceeded.\n\n', status(group(KIM, '5.4.6', said='X-Notes; Error transferring to mail.agency.example; Maximum hop count exceeded')), [(KIM, 'failed', '5.4.6')])
    prose('lotus-mta', 'Mail System <postmaster@agency.example>', 'Message delivery failure', f'------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n{KIM}\n\n------- Returned Message --------\n\n{COPY}', one)
    prose('groupwise', 'Mailer-Daemon@agency.example', 'Message status - undeliverable', f'The message that you sent was undeliverable to the following:\n\t{KIM} (user not found)\n\nPossibly truncated original message follows:\n\n{COPY}', one)
    prose('groupwise-full', 'Mailer-Daemon@agency.example', 'Message status - undeliverable', f'The message that you sent was undeliverable to the following:\n\t{KIM} (mailbox full)\n\t{LI} (user not found)\n\nPossibly truncated original message follows:\n\n{COPY}', [(KIM, 'failed', '5.2.2'), (LI, 'failed', '5.1.1')])
    prose('messaging-server', 'Internet Mail Delivery <postmaster@agency.example>', 'Delivery Notification: Delivery has failed', f'This report relates to a message you sent with the following header fields:\n\n  Message-id: {ID}\n  Date: Mon, 20 Jul 2020 10:11:00 +0900\n  From: Secretariat <consult@secretariat.example>\n  To: rivers@agency.example\n  Subject: Second round\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: {KIM}\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.1.1 unknown or illegal alias: {KIM}\n  Remote system: dns;mail.agency.example (TCP|192.0.2.1|33|192.0.2.7|25)\n', one)
    prose('interscan', 'imss@agency.example', 'Mail could not be delivered', f'****** Message from InterScan Messaging Security Suite ******\n\nSent <<< RCPT TO:<{KIM}>\nReceived >>> 550 5.1.1 <{KIM}>... user unknown\n\nUnable to deliver message to <{KIM}>.\n\n************************     End of message     **********************\n', one, original=None)
    prose('mcafee', DAEMON, 'Failed mail', f'--- The following addresses had delivery problems ---\n\n<{KIM}>   (User unknown {KIM})\n\n--- Original message header follows ---\n{COPY}', one)
    prose('symantec', 'Symantec_AntiVirus_for_SMTP_Gateways@agency.example', 'Delivery failure notification', f'Your message with Subject: Second round\ncould not be delivered to the following recipients:\n\n{KIM}\n\nPlease do not resend your original message.\n\nDelivery attempts will continue to be made for 5  day(s).\n', [(KIM, 'delayed', None)], permanent=False, original=None, path='<Symantec_AntiVirus_for_SMTP_Gateways@agency.example>')
    prose('mimecast', 'Mail Delivery System <mailer-daemon@agency.example>', '[Postmaster] Email Delivery Failure', f'This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- {KIM}\n\ncould not be delivered. The problem appears to be :\n-- Recipient email address is possibly incorrect\n\nAdditional information follows :\n-- 550 5.1.1 User Unknown\n\nThis condition occurred after 1 attempt(s) to deliver over\na period of 0 hour(s).\n', one, original=None)
    parts('barracuda', 'MAILER-DAEMON@barracuda.agency.example', '**Message you sent blocked by our bulk email filter**', f'Your message to: {KIM}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Second round\n\n', status(group(KIM, '5.7.1', said='smtp; 550 permanent failure for one or more recipients (kim@agency.example:blocked)')), [(KIM, 'failed', '5.7.1')])
    parts('proofpoint', 'Mail Delivery Subsystem <MAILER-DAEMON@mx0.protection.example>', 'Returned mail: see transcript for details', f'The original message was received at Mon, 20 Jul 2020 10:11:00 GMT\nfrom m0 [127.0.0.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<{KIM}>\n    (reason: 554 5.7.1 Relay access denied)\n', status(group(KIM, '5.7.1', said='SMTP; 554 5.7.1 Relay access denied')), [(KIM, 'failed', '5.7.1')])
    prose('surfcontrol', 'Mail Administrator <admin@agency.example>', 'Mail System Error - Returned Mail', f'This Message was undeliverable due to the following reason:\n\nThe following destination addresses were unknown (please check the addresses and re-mail the message):\n\n<{KIM}>\n\nPlease reply to postmaster@agency.example\nif you feel this message to be in error.\n', [(KIM, 'failed', '5.1.1')], original=None)
    prose('communigate', 'MAILER-DAEMON@agency.example', 'Undeliverable mail: Second round', f'Failed to deliver to \'{KIM}\'\nLOCAL module(account kim) reports:\n account is full (quota exceeded)\n\n', [(KIM, 'failed', '5.2.2')], original=None)
    prose('activehunter', 'MAILER-DAEMON@agency.example', 'FAILURE NOTICE :', f'  ----- The following addresses had permanent fatal errors -----\n\n>>> {KIM} <<<\n\n  ----- Transcript of session follows -----\n550 sorry, no mailbox here by that name (#5.1.1 - chkusr)\n\n------ This is a copy of the message ------\n{COPY}', one)
    prose('mfilter', 'postmaster@agency.example', '不達通知 (failure notice)', f'-------server message\n550 5.1.1 unknown user <{KIM}>\n-------original mail info\n{COPY}', one)
    prose('mail-router', 'Mail Router <postmaster@agency.example>', 'Undeliverable message', f'Your message could not be delivered.\n\n Intended recipient: {KIM}\n Reason: no such user here\n\n--------RETURNED MAIL FOLLOWS--------\n{COPY}', one)
    prose('zoho', 'mailer-daemon@mail.zoho.example', 'Undelivered Mail Returned to Sender', f'This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n{KIM} Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <{KIM}>: Recipient address rejected\n\n', one, original=None)
    parts('amazon-ses', 'MAILER-DAEMON@ses.example', 'Delivery Status Notification (Failure)', f'An error occurred while trying to deliver the mail to the following recipients:\n{KIM}\n', status(group(KIM, '5.1.1', said='smtp; 550 5.1.1 user unknown'), host='ses.example'), one)
    prose('amazon-ses-text', 'MAILER-DAEMON@ses.example', 'Delivery Status Notification (Failure)', f'An error occurred while trying to deliver the mail to the following recipients:\n{KIM}\n', [(KIM, 'failed', None)], original=None)
    prose('sympa-style-note', 'Delivery Notification <delivery-notification@agency.example>', 'Undeliverable: Second round', f'The user {KIM} does not exist.\n', one, original=None)


def services():
    one = [(KIM, 'failed', '5.1.1')]
    gmail = 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>'
    prose('gmail-old', gmail, 'Delivery Status Notification (Failure)', f'Delivery to the following recipient failed permanently:\n\n     {KIM}\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.1.1 unknown user (state 14).\n\n----- Original message -----\n\n{COPY}', one, extra=f'X-Failed-Recipients: {KIM}\n')
    prose('gmail-not-found', gmail, 'Delivery Status Notification (Failure)', f'** Address not found **\n\nYour message wasn\'t delivered to {KIM} because the address couldn\'t be found, or is unable to receive mail.\n\nLearn more here: https://support.example/mail/?p=NoSuchUser\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient\'s email address for typos.\n', one, original=None)
    prose('gmail-incomplete', gmail, 'Delivery Status Notification (Delay)', f'** Delivery incomplete **\n\nThere was a temporary problem delivering your message to {KIM}. Gmail will retry for 46 more hours. You\'ll be notified if the delivery fails permanently.\n', [(KIM, 'delayed', None)], permanent=False, original=None)
    prose('yahoo', 'MAILER-DAEMON@yahoo.example', 'Failure Notice', f'Sorry, we were unable to deliver your message to the following address.\n\n<{KIM}>:\n554: delivery error: dd This user doesn\'t have a yahoo.example account ({KIM}) [0] - mta1.mail.yahoo.example\n\n--- Below this line is a copy of the message.\n\n{COPY}', one)
    prose('aol-screen-name', '"Mail Delivery Subsystem" <MAILER-DAEMON@aol.example>', 'Mail Delivery Problem', f'Your mail to the following recipients could not be delivered because they are not accepting mail from {US}:\n\tkimminsu\n', [('kimminsu@aol.example', 'failed', None)], original=None)
    prose('verizon', 'post_master@vtext.example', 'Undeliverable Message', f'Error: Invalid user address.\nTo: 5551234567@vtext.example\n\nSubject: Second round\n', [('5551234567@vtext.example', 'failed', '5.1.1')], original=None, path='<>')
    prose('earthlink', 'MAILER-DAEMON <mailer-daemon@earthlink.example>', 'Undeliverable: Second round', f'Delivery has failed to these recipients or distribution lists:\n\nServer "192.0.2.7:25" returned an error:\n\n\t* [{KIM}]: 550 {KIM}...User account is overquota\n\nOriginal message details:\n\n\t* From: consult@secretariat.example\n\t* To: {KIM}\n\nOriginal message headers:\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('gmx', 'GMX Mailer Daemon <mailer-daemon@gmx.example>', 'Mail delivery failed: returning message to sender', f'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address failed:\n\n"{KIM}":\nSMTP error from remote server after RCPT command:\nhost: mail.agency.example\n5.1.1 <{KIM}>... User is unknown\n\n--- The header of the original message is following. ---\n\n{COPY}', one)
    prose('freenet-de', 'Mail Delivery System <Mailer-Daemon@mx.freenet.example>', 'Unzustellbar: Ihre Nachricht', f'Ihre Nachricht konnte nicht an die folgenden Empfänger zugestellt werden:\n\n{KIM}\n    Das Postfach existiert nicht. (550 5.1.1)\n\n----- Original message -----\n{COPY}', one)
    prose('orange-fr', 'Mail Delivery System <MAILER-DAEMON@orange.example>', 'Courrier non remis : échec de livraison', f'Votre message n\'a pas pu être remis aux destinataires suivants :\n\n<{KIM}> : boîte pleine (552 5.2.2)\n\n----- Original message -----\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('qq', 'PostMaster <PostMaster@qq.example>', '系统退信/Systems bounce', f'抱歉，您的邮件被退回来了……\n\n原邮件信息：\n时间    2020-07-20 10:11:00\n主题    Second round\n\n无法发送到 {KIM}\n\n退信原因    收件人邮件地址（{KIM}）不存在，邮件无法送达。\nhost mail.agency.example[192.0.2.7] said: 550 Mailbox not found\n\n解决方案\n请联系您的收件人，重新核实邮箱地址。\n', one, original=None, charset='gb18030', encoding='base64')
    html = f'<html><body><div>抱歉，您的邮件被退回来了……</div><table><tr><td>收件人：</td><td>{KIM}</td></tr><tr><td>退信原因：</td><td>邮箱空间不足，邮件无法投递。</td></tr></table></body></html>'
    prose('qq-html', 'PostMaster@qq.example', '系统退信', html, [(KIM, 'failed', '5.2.2')], original=None, charset='gb18030', encoding='base64', kind='html')
    parts('netease', 'Postmaster@163.example', '系统退信', f'很抱歉，您发送的邮件未能投递成功，现退回。\n\n收件人: {KIM}\n退信代码: 550 User not found\n', status(group(KIM, '5.1.1', said='smtp; 550 User not found'), host='163.example'), one)
    prose('netease-text', 'Postmaster@163.example', '系统退信', f'很抱歉，您发送的邮件被退回，以下是该邮件的相关信息：\n\n被退回邮件\n主题：Second round\n时间：2020-07-20 10:11:00\n\n收件人：{KIM}\n\n退信原因：\n550 RP:TRC 收件人不存在\n', one, original=None)
    prose('sina', 'MAILER-DAEMON@sina.example', '系统退信', f'您好：\n    很遗憾，您发送的邮件未能送达下列收件人：\n\n<{KIM}>:\n550 5.1.1 用户不存在\n\n--- Below this line is a copy of the message.\n\n{COPY}', one)
    prose('aliyun', '系统管理员 <postmaster@aliyun.example>'.replace('系统管理员', word('系统管理员')), '退信通知: Second round', f'您发给 {KIM} 的邮件投递失败，邮件被退回。\n\n原因: 552 邮箱已满\n', [(KIM, 'failed', '5.2.2')], original=None)
    prose('naver', 'mailer-daemon@naver.example', '[발송실패 안내] 메일이 전송되지 못했습니다', f'메일이 아래와 같은 이유로 전송되지 못했습니다.\n\n받는 사람: {KIM}\n보낸 날짜: 2020-07-20 (월) 10:11:00\n제목: Second round\n\n실패 이유: 존재하지 않는 사용자입니다. (550 5.1.1)\n', one, original=None)
    html = f'<html><body><p>메일 발송 실패 안내</p><table><tr><th>받는사람</th><td>&lt;{KIM}&gt;</td></tr><tr><th>실패사유</th><td>수신자의 메일함 용량이 초과되었습니다.</td></tr></table></body></html>'
    prose('daum-html', 'MAILER-DAEMON@daum.example', '메일 발송 실패: Second round', html, [(KIM, 'failed', '5.2.2')], original=None, kind='html', charset='euc-kr', encoding='base64')
    prose('daum', 'MAILER-DAEMON@daum.example', '[반송] Second round', f'보내신 메일이 {KIM}에게 전달되지 못하고 반송되었습니다.\n\n사유: 없는 사용자입니다.\n', one, original=None)
    prose('docomo', 'mailer-daemon@docomo.example', 'Mail System Error - Returned Mail', f'次のあて先へのメッセージはエラーのため送信できませんでした。\n\n{KIM}\n\n送信先メールアドレスが見つかりません。\n', one, original=None, charset='iso-2022-jp', encoding='7bit')
    prose('docomo-en', 'mailer-daemon@docomo.example', 'Mail System Error - Returned Mail', '    ----- The following addresses had delivery problems -----\n<a..b.@docomo.example>   (unrecoverable error)\n\n    ----- Non-delivered information -----\n550 Unknown user a..b.@docomo.example\n', [('a..b.@docomo.example', 'failed', '5.1.1')], original=None)
    prose('ezweb', 'Postmaster@ezweb.example', 'Mail System Error - Returned Mail', f'The following recipients did not receive this message:\n\n    <{KIM}>\n\nPlease also check the spelling of recipients.\n\n{COPY}', [(KIM, 'failed', None)])
    prose('ezweb-rejected', 'Postmaster@ezweb.example', 'Mail System Error - Returned Mail', f'Each of the following recipients was rejected by a remote mail server.\n\n    Recipient: <{KIM}>\n    >>> RCPT TO:<{KIM}>\n    <<< 550 <{KIM}>: User unknown\n', one, original=None)
    prose('kddi', 'Postmaster@au.example', 'Mail could not be delivered', f'Your mail sent on: Mon, 20 Jul 2020 10:11:00 +0900\n    Could not be delivered to: <{KIM}>\n    As their mailbox is full.\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('softbank', 'MAILER-DAEMON@softbank.example', '送信エラー：Second round', f'以下のアドレスにメールを送信できませんでした。\n\n{KIM}\n\n宛先のメールアドレスが存在しません。\n', one, original=None)
    prose('biglobe', 'postmaster@biglobe.example', 'Returned mail: Mailbox full', f'   ----- The following addresses had delivery problems -----\n{KIM}\n\n   ----- Non-delivered information -----\nThe number of messages in recipient\'s mailbox exceeded the local limit.\n\n   ----- Original message -----\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('mail-ru', 'Mail Delivery System <Mailer-Daemon@mx1.mail-ru.example>', 'Ваше сообщение не доставлено. Mail failure.', f'Это письмо создано автоматически сервером, отвечать на него не\nнужно.\n\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким\nполучателям:\n\n**********************\n\n{KIM}\nuser not found\n\n**********************\n\n------ This is a copy of your message, including all the headers.\n------ No more than 1K characters of the body are included.\n\n{COPY}', one)
    prose('yandex', 'mailer-daemon@yandex.example', 'Недоставленное сообщение', f'Это письмо отправлено почтовым сервером yandex.example.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может\nбыть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.\n\nПожалуйста, не отвечайте на это сообщение.\n\n<{KIM}>: host mail.agency.example[192.0.2.7] said: 550 5.1.1 No such\n    user! (in reply to RCPT TO command)\n', one, original=None)
    prose('rambler', 'Mail Delivery System <Mailer-Daemon@rambler.example>', 'Недоставка почты', f'Ваше письмо не было доставлено следующим адресатам:\n\n  {KIM}\n    Ящик получателя переполнен\n\n{COPY}', [(KIM, 'failed', '5.2.2')], charset='koi8-r', encoding='base64')
    prose('mongolian-provider', 'MAILER-DAEMON@mail.provider.example', 'Захидал хүргэгдсэнгүй', f'Таны захидал дараах хүлээн авагчид хүргэгдсэнгүй:\n\n<{KIM}>: 550 5.1.1 User unknown\n\n{COPY}', one)
    prose('seznam-cz', 'Mailer-Daemon@seznam.example', 'Nedoručený e-mail', f'Dobrý den,\nVáš e-mail nelze doručit těmto příjemcům:\n\n{KIM}: 550 5.1.1 uživatel neexistuje\n\n{COPY}', one)
    prose('wp-pl', 'Mail Delivery System <MAILER-DAEMON@poczta.example>', 'Zwrot: wiadomość niedostarczona', f'Wiadomość nie została dostarczona do następujących odbiorców:\n\n<{KIM}>: 552 5.2.2 skrzynka pełna\n\n{COPY}', [(KIM, 'failed', '5.2.2')])
    prose('libero-it', 'Mail Delivery Subsystem <MAILER-DAEMON@libero.example>', 'Mancato recapito: Second round', f'Non è stato possibile recapitare il messaggio ai seguenti destinatari:\n\n{KIM}: 550 5.1.1 utente sconosciuto\n\n{COPY}', one)
    prose('uol-br', 'MAILER-DAEMON@uol.example', 'Mensagem devolvida', f'Sua mensagem não pôde ser entregue aos seguintes destinatários:\n\n<{KIM}>\n550 5.1.1 usuário desconhecido\n\n{COPY}', one)


def main():
    os.makedirs(OUT, exist_ok=True)
    rfc3464()
    unix()
    windows()
    products()
    services()
    print(count, 'reports')


main()
