"""Roundcube in Chromium: PHP's own web server, SQLite, the test world's IMAP and SMTP.

In a case: `mode html|plain`, `ui ko_KR` (its language), `mobile yes` (a telephone's screen), `top yes`, `prefs name=value; ...`."""
import json
import os
import socket
import sqlite3

import desk
from cdp import Chromium, Html, Plain

SHARE = "/usr/share/roundcube"
CONFIG = """<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///%(home)s/rc.db?mode=0600';
$config['imap_host'] = '127.0.0.1:%(imap)d';
$config['smtp_host'] = '127.0.0.1:%(smtp)d';
$config['smtp_user'] = ''; $config['smtp_pass'] = '';
$config['des_key'] = 'abcdefghijklmnopqrstuvwx';
$config['plugins'] = []; $config['skin'] = 'elastic'; $config['enable_spellcheck'] = false;
$config['log_dir'] = '%(home)s/logs'; $config['temp_dir'] = '%(home)s/temp';
$config['htmleditor'] = %(html)d; $config['reply_mode'] = %(top)d; $config['language'] = '%(ui)s';
$config['drafts_mbox'] = ''; $config['sent_mbox'] = ''; $config['session_lifetime'] = 100;
%(more)s
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve(case, post, screen, home):
    desk.need("php", "php-cli")
    if not os.path.isdir(SHARE):
        desk.fail("no %s (Debian package roundcube-core)" % SHARE)
    for folder in ("logs", "temp", "config"):
        os.makedirs(home + "/" + folder)
    db = sqlite3.connect(home + "/rc.db")
    with open(SHARE + "/SQL/sqlite.initial.sql", encoding="ascii") as f:
        db.executescript(f.read())
    db.close()
    more = ""
    for one in filter(None, case.get("prefs").split("; ")):
        name, _, value = one.partition("=")
        more += "$config['%s'] = %s;\n" % (name, value)
    html = case.get("mode", "html") == "html"
    # Debian's own config.inc.php comes after this one; a host's comes last.
    with open(home + "/config/config.inc.php", "w", encoding="utf-8") as f:
        f.write("<?php\n$config['include_host_config'] = ['127.0.0.1' => 'host.inc.php'];\n")
    with open(home + "/config/host.inc.php", "w", encoding="utf-8") as f:
        f.write(CONFIG % {"home": home, "imap": post.imap, "smtp": post.smtp, "html": 4 if html else 0,
                          "top": 1 if case.get("top") else 0, "ui": case.get("ui", "en_US"), "more": more})
    port = free_port()
    screen.start("php", "-d", "error_reporting=0", "-S", "127.0.0.1:%d" % port, "-t", "/var/lib/roundcube",
                 RCUBE_CONFIG_PATH=home + "/config/", PHP_CLI_SERVER_WORKERS="4")
    desk.until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, 20)
    return "http://127.0.0.1:%d/" % port, html


def drive(case, post, screen, home):
    url, html = serve(case, post, screen, home)
    c = screen.browser = Chromium(screen, home, bool(case.get("mobile")), case.get("ui", "en_US").replace("_", "-"))
    c.go(url)
    c.when("document.getElementById('rcmloginuser')")
    c.js("document.getElementById('rcmloginuser').value = %s; document.getElementById('rcmloginpwd').value = %s;"
         "document.getElementById('rcmloginsubmit').click();" % (json.dumps(case.address), json.dumps(desk.PASSWORD)))
    c.when("window.rcmail && rcmail.env.task === 'mail' && document.readyState === 'complete'")
    number = c.js("return Math.max(...Object.keys(rcmail.env.messages || {0: 0}).map(Number)) || 0;")
    if not number:
        c.when("Object.keys(rcmail.env.messages || {}).length")
        number = c.js("return Math.max(...Object.keys(rcmail.env.messages).map(x => parseInt(x)));")
    c.go(url + "?_task=mail&_mbox=INBOX&_uid=%d&_action=show" % number)
    c.when("window.rcmail && rcmail.commands && rcmail.commands.reply")
    c.js("rcmail.command('reply', '');")
    c.when("window.rcmail && rcmail.env.action === 'compose' && document.readyState === 'complete'")
    if html:
        c.when("window.tinymce && tinymce.activeEditor && tinymce.activeEditor.initialized")
        c.when("tinymce.activeEditor.getBody().textContent.length > 500")
        page = Html(c, case.get("request"), "tinymce.activeEditor.getBody()", "tinymce.activeEditor.focus();")
    else:
        c.when("document.getElementById('composebody').value.length > 500")
        page = Plain(c, case.get("request"), "document.getElementById('composebody')", "")
    page.steps(case.steps)
    c.picture(case.name + "-typed")
    # The form to store goes to the same address: nothing to confirm, no spelling.
    c.js("rcmail.command('send', '');")
    c.when("!window.rcmail || rcmail.env.action !== 'compose'", 20)
