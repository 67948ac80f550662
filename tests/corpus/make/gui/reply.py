#!/usr/bin/env python3
"""Graphical mail programs answer requests; the replies and the truth go to tests/corpus/clients (or to OUT).

    WORLD_ENV=FILE gui/reply.py CASE...      cases/CASE.txt says which program answers which request, and what is typed

The mail is delivered to the focal point by the test world's Postfix, answered by the program's own reply command, sent
by SMTP, and taken from the secretariat's mailbox. With KEEP=DIR the program's files and pictures of the screen stay."""
import email
import email.policy
import html
import importlib
import os
import re
import shutil
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import desk  # noqa: E402
from editor import Editor  # noqa: E402

SECRETARIAT = {"forms": "consult@basin.example", "receipt": "consult@basin.example", "plan": "consult@neaspec.example",
               "review": "consult@neaspec.example"}
FOCAL = {"forms": "saruul@water.mn.example", "receipt": "saruul@water.mn.example",
         "plan": "lin.wenhao@environment.cn.example", "review": "k.hayashi@kankyo.jp.example"}


def check(mail, case):
    """What was typed has arrived (in tables and refilled texts the order and the breaks are the program's)."""
    text = ""
    for part in email.message_from_bytes(mail, policy=email.policy.default).walk():
        if part.get_content_maintype() == "text":
            text += html.unescape(re.sub(r"<[^>]*>", "", part.get_content()))
    Editor.check(text, case.steps)


def run(name, out):
    case, post, home = desk.Case(name), desk.Post(), desk.scratch()
    case.address = case.get("address", FOCAL.get(case.get("request"), "nfp@focal.example"))
    case.person = case.get("name", "National Focal Point")
    secretariat = SECRETARIAT.get(case.get("request"), "consult@secretariat.example")
    program = importlib.import_module("drive_" + case.get("driver"))
    post.empty(case.address)
    post.empty(secretariat)
    post.deliver(case.request(), case.address)
    screen = desk.Screen(home, locale=case.get("locale", "C.UTF-8"))
    try:
        program.drive(case, post, screen, home)
        mail = desk.until(lambda: post.newest(secretariat), 30, 0.5)
        screen.picture(name)
    except BaseException:
        getattr(screen, "browser", screen).picture(name)
        raise
    finally:
        screen.stop()
        if "KEEP" not in os.environ:
            shutil.rmtree(home, ignore_errors=True)
    if not mail:
        raise RuntimeError("nothing arrived")
    check(mail, case)
    os.makedirs(out, exist_ok=True)
    case.truth(os.path.join(out, name + ".json"))
    with open(os.path.join(out, name + ".eml"), "wb") as f:
        f.write(mail.replace(b"\r\n", b"\n"))
    print(name, len(mail))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        desk.fail("usage: reply.py CASE...")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    for wish in sys.argv[1:]:
        tries = 3
        while tries:
            try:
                run(wish, os.environ.get("OUT", os.path.join(desk.CORPUS, "clients")))
                break
            except RuntimeError as error:
                tries -= 1
                print("gui: %s: %s" % (wish, error), file=sys.stderr)
