"""KMail: the request opened from a file, reply by R, sent by SMTP through Akonadi (SQLite)."""
import os
import time

import desk
from editor import Editor

FILES = {
    "akonadi/akonadiserverrc": "[%%General]\nDriver=QSQLITE3\n",
    "emailidentities": "[General]\nDefault Identity=1\n[Identity #0]\nIdentity=post\nName=%(person)s\n"
                       "Email Address=%(address)s\nTransport=1\nuoid=1\nFcc Disabled=true\nDisable Fcc=true\n",
    "mailtransports": "[General]\ndefault-transport=1\n[Transport 1]\nauth=false\nencryption=None\nhost=127.0.0.1\nid=1\n"
                      "identifier=SMTP\nname=post\nport=%(port)d\n",
    "kmail2rc": "[General]\nfirst-start=false\nprevious-version=5.22.3\n[Startup]\nStartupTipOfDay=false\n"
                "[Composer]\nauto-format=false\n",
}


def drive(case, post, screen, home):
    desk.need("kmail", "kmail")
    screen.env.update({"XDG_CURRENT_DESKTOP": "KDE", "QT_X11_NO_MITSHM": "1", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
                       "QTWEBENGINE_DISABLE_SANDBOX": "1", "QT_XCB_GL_INTEGRATION": "none"})
    values = {"person": case.person, "address": case.address, "port": post.smtp}
    for name, text in FILES.items():
        path = home + "/.config/" + name
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text % values)
    with open(home + "/request.eml", "wb") as f:
        f.write(post.newest(case.address).replace(b"\r\n", b"\n"))
    screen.start("kmail", "--view", home + "/request.eml")
    shown = screen.window("NEASPEC|Objectives|KMail", 60)
    for _ in range(5):
        time.sleep(2)
        screen.front(shown)
        screen.keys("r")
        if desk.until(lambda: screen.windows("Re: |Composer"), 6):
            break
    screen.window("Re: |Composer")
    Editor(screen, case.get("request")).steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+Return")
    if desk.until(lambda: screen.windows("Configure shortcut"), 4):
        screen.keys("alt+s")  # "Sending Without Confirmation"
