"""Claws Mail: the request in its own MH mailbox, reply by Ctrl+R, sent by SMTP."""
import os

import desk
from editor import Editor

FOLDERS = """<?xml version="1.0" encoding="UTF-8"?>
<folderlist><folder type="mh" name="Mailbox" path="%s/Mail" sort="0">
<folderitem type="inbox" name="inbox" path="inbox" mtime="0"/><folderitem type="outbox" name="sent" path="sent"/>
<folderitem type="draft" name="draft" path="draft"/><folderitem type="queue" name="queue" path="queue"/>
<folderitem type="trash" name="trash" path="trash"/></folder></folderlist>
"""
ACCOUNT = """[Account: 1]
account_name=post
is_default=1
name=%(person)s
address=%(address)s
protocol=5
smtp_server=127.0.0.1
set_smtpport=1
smtp_port=%(port)d
ssl_smtp=0
"""


def files(case, post, home, folder, rc, rc_text):
    os.makedirs(os.path.join(home, folder))
    for box in ("inbox", "sent", "draft", "queue", "trash"):
        os.makedirs(os.path.join(home, "Mail", box))
    with open(os.path.join(home, "Mail/inbox/1"), "wb") as f:
        f.write(post.newest(case.address).replace(b"\r\n", b"\n"))
    settings = {"person": case.person, "address": case.address, "port": post.smtp}
    for name, text in (("folderlist.xml", FOLDERS % home), ("accountrc", ACCOUNT % settings), (rc, rc_text)):
        with open(os.path.join(home, folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def drive(case, post, screen, home):
    desk.need("claws-mail", "claws-mail")
    rc = "[Common]\nenable_aspell=0\n"
    for line in filter(None, case.get("set").split("; ")):
        rc += line + "\n"
    files(case, post, home, ".claws-mail", "clawsrc", rc)
    screen.start("claws-mail", "--select", "#mh/Mailbox/inbox/1")
    main = screen.window("Claws Mail")
    desk.until(lambda: len(screen.windows("")) > 0, 2)
    for _ in range(5):
        screen.front(main)
        screen.keys("ctrl+r")
        if desk.until(lambda: screen.windows("Re: "), 5):
            break
    screen.window("Re: ")
    editor = Editor(screen, case.get("request"))
    editor.steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+Return")
    # The request's dash does not fit the charset that was set: the person has it sent as UTF-8.
    if desk.until(lambda: screen.windows("^(Error|Ошибка|오류|エラー|错误)$"), 2):
        screen.click(1955, 895)  # the button on the right, whatever the language
