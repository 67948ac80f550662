"""Evolution: the request in its local mailbox, reply by Ctrl+R, sent by SMTP. `mode html` or `mode plain`."""
import os
import time

import desk
from editor import Editor

SOURCES = {
    "post.source": "[Data Source]\nDisplayName=post\nEnabled=true\nParent=\n[Mail Account]\nBackendName=imapx\n"
                   "IdentityUid=identity\nNeedsInitialSetup=false\n[Authentication]\nHost=127.0.0.1\nPort=%(imap)d\nUser=%(address)s\nMethod=PLAIN\n"
                   "RememberPassword=false\n[Security]\nMethod=none\n",
    "identity.source": "[Data Source]\nDisplayName=post\nEnabled=true\nParent=post\n[Mail Composition]\n"
                       "DraftsFolder=folder://local/Drafts\nReplyStyle=%(style)s\nStartBottom=%(bottom)s\nTopSignature=off\n"
                       "[Mail Identity]\nAddress=%(address)s\nName=%(person)s\n[Mail Submission]\n"
                       "SentFolder=folder://local/Sent\nTransportUid=transport\nUseSentFolder=true\n",
    "transport.source": "[Data Source]\nDisplayName=post\nEnabled=true\nParent=post\n[Mail Transport]\nBackendName=smtp\n"
                        "[Authentication]\nHost=127.0.0.1\nMethod=none\nPort=%(port)d\nUser=\n[Security]\nMethod=none\n",
}
SETTINGS = """[org/gnome/evolution/mail]
composer-mode='%(mode)s'
composer-send-html=%(html)s
composer-wrap-quoted-text-in-replies=true
prompt-on-empty-subject=false
prompt-on-accel-send=false
prompt-on-composer-mode-switch=false
prompt-on-unwanted-html=false
composer-visually-wrap-long-lines=true
prompt-on-private-list-reply=false
composer-charset='%(charset)s'
layout=0
[org/gnome/evolution]
default-mail-identity='identity'
[org/gnome/evolution-data-server]
migrated=true
"""


def drive(case, post, screen, home):
    desk.need("evolution", "evolution")
    mode = case.get("mode", "html")
    values = {"person": case.person, "address": case.address, "port": post.smtp, "imap": post.imap, "home": home, "style": case.get("style", "quoted"),
              "bottom": case.get("bottom", "off"), "mode": "html" if mode == "html" else "plain-text",
              "html": str(mode == "html").lower(), "charset": case.get("charset", "")}
    os.makedirs(home + "/.config/evolution/sources")
    os.makedirs(home + "/.config/glib-2.0/settings")
    for name, text in SOURCES.items():
        with open(home + "/.config/evolution/sources/" + name, "w", encoding="utf-8") as f:
            f.write(text % values)
    with open(home + "/.config/glib-2.0/settings/keyfile", "w", encoding="utf-8") as f:
        f.write(SETTINGS % values)
    screen.start("evolution", "-c", "mail")
    main = screen.window("Mail|Inbox|Evolution", 60, widest=False)
    # The password is asked for in a window without a name.
    count = lambda: len(screen.run("xdotool", "search", "--onlyvisible", "--class", "evolution").split())  # noqa: E731
    desk.until(lambda: count() > 1, 20)
    for _ in range(4):
        time.sleep(1.5)
        screen.keys("alt+p", "ctrl+a")
        screen.type(desk.PASSWORD)
        screen.keys("Return")
        if desk.until(lambda: count() == 1, 4):
            break
    screen.front(main, False)
    time.sleep(2)
    time.sleep(1)
    screen.click(95, 396)
    for _ in range(8):
        screen.picture("evo1")
        screen.click(700, 190)
        screen.keys("ctrl+r")
        if desk.until(lambda: screen.windows("^Re: "), 5):
            break
    screen.window("^Re: ")
    screen.picture("evo2")
    Editor(screen, case.get("request"), mode != "html").steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+Return")
