"""Balsa: the request in its Maildir inbox, reply by Ctrl+R, sent by SMTP."""
import os

import desk
from editor import Editor

CONFIG = """[Globals]
MailDir=%(home)s/mail
OpenInboxOnStartup=true
[Compose]
QuoteString=> 
[mailbox-Inbox]
Type=LibBalsaMailboxMaildir
Name=Inbox
Path=%(home)s/mail/inbox
[mailbox-Outbox]
Type=LibBalsaMailboxMaildir
Name=Outbox
Path=%(home)s/mail/outbox
[mailbox-Sentbox]
Type=LibBalsaMailboxMaildir
Name=Sentbox
Path=%(home)s/mail/sentbox
[mailbox-Draftbox]
Type=LibBalsaMailboxMaildir
Name=Draftbox
Path=%(home)s/mail/draftbox
[mailbox-Trash]
Type=LibBalsaMailboxMaildir
Name=Trash
Path=%(home)s/mail/trash
[address-book-1]
Type=LibBalsaAddressBookVcard
Name=Book
Path=%(home)s/book.vcard
[smtp-server-Default]
Server=127.0.0.1:%(port)d
Anonymous=true
Security=4
RememberPasswd=false
[identity]
CurrentIdentity=default
[identity-default]
FullName=%(person)s
Address=%(address)s
IdentityName=default
SmtpServer=Default
%(more)s
[Sending]
WordWrap=%(wrap)s
WrapLength=72
AutoQuote=true
StripHtmlInReply=true
AlwaysQueueSentMail=0
CopyToSentbox=0
"""


def drive(case, post, screen, home):
    desk.need("balsa", "balsa")
    os.makedirs(home + "/.balsa")
    for box in ("inbox", "outbox", "sentbox", "draftbox", "trash"):
        for part in ("cur", "new", "tmp"):
            os.makedirs("%s/mail/%s/%s" % (home, box, part))
    with open(home + "/mail/inbox/new/1594000000.1.host", "wb") as f:
        f.write(post.newest(case.address).replace(b"\r\n", b"\n"))
    open(home + "/book.vcard", "w", encoding="ascii").close()
    text = CONFIG % {"home": home, "port": post.smtp, "person": case.person, "address": case.address, "more": "",
                     "wrap": case.get("wrap", "false")}
    for name in ("config", "config-private"):
        with open(home + "/.balsa/" + name, "w", encoding="utf-8") as f:
            f.write(text)
    screen.start("balsa")
    main = screen.window("^Balsa", 20)
    if desk.until(lambda: screen.windows("Information"), 3):
        screen.front(screen.windows("Information")[-1], False)
        screen.keys("Escape")
    for _ in range(4):
        screen.front(main)
        screen.click(410, 95)  # Reply
        if desk.until(lambda: screen.windows("Reply to|Re: "), 5):
            break
    screen.window("Reply to|Re: ")
    Editor(screen, case.get("request")).steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+Return")
