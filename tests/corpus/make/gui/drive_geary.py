"""Geary: IMAP and SMTP of the test world, reply by Ctrl+R in the conversation, rich text."""
import os
import time

import desk
from editor import Editor

ACCOUNT = """[Metadata]
version=1
status=enabled
[Account]
ordinal=1
label=post
prefetch_days=-1
save_drafts=false
save_sent=false
use_signature=false
sender_mailboxes=%(person)s <%(address)s>;
service_provider=other
[Folders]
[Incoming]
login=%(address)s
remember_password=false
host=127.0.0.1
port=%(imap)d
transport_security=none
credentials=custom
[Outgoing]
host=127.0.0.1
port=%(smtp)d
transport_security=none
credentials=none
"""


def drive(case, post, screen, home):
    desk.need("geary", "geary")
    os.makedirs(home + "/.config/geary/account_01")
    with open(home + "/.config/geary/account_01/geary.ini", "w", encoding="utf-8") as f:
        f.write(ACCOUNT % {"person": case.person, "address": case.address, "imap": post.imap, "smtp": post.smtp})
    os.makedirs(home + "/.config/glib-2.0/settings")
    with open(home + "/.config/glib-2.0/settings/keyfile", "w", encoding="utf-8") as f:
        f.write("[org/gnome/Geary]\ncompose-as-html=%s\nrun-in-background=false\nautoselect=true\n"
                % str(case.get("mode", "html") == "html").lower())
    screen.start("geary")
    main = screen.window("Geary|Inbox|post", 40, widest=False)
    count = lambda: len(screen.run("xdotool", "search", "--onlyvisible", "--class", "geary").split())  # noqa: E731
    if desk.until(lambda: count() > 1, 15):
        time.sleep(1)
        screen.picture("geary1")
        screen.type(desk.PASSWORD)
        screen.keys("Return")
        desk.until(lambda: count() == 1, 5)
    screen.front(main, False)
    time.sleep(6)
    screen.picture("geary2")
    screen.keys("ctrl+r")
    time.sleep(3)
    editor = Editor(screen, case.get("request"), False)
    editor.paste = ("ctrl+shift+v",)
    if case.steps[0][0] == "top":
        editor.put(case.steps[0][2])
    else:
        # The place to write and the quote below it are two texts to the program.
        screen.click(1914, 695)
        if "2.1" not in editor.read():
            raise RuntimeError("no reply began")
        editor.steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+Return")
