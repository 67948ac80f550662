"""Thunderbird over Marionette: reads by IMAP, replies by its own command, types by its text input processor, sends by SMTP.

In a case: `mode html|plain`, `top yes` (answer above the quote), `flowed no`, `format N` (mail.default_send_format: 1 plain,
2 HTML, 3 both), `charset`, `language` of the program by `ui ru`, `prefs name=value; ...`."""
import json
import os
import socket

import desk
from page import Page

PREFS = {
    "mail.accountmanager.accounts": "account1", "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.server": "server1", "mail.account.account1.identities": "id1",
    "mail.server.server1.type": "imap", "mail.server.server1.hostname": "127.0.0.1", "mail.server.server1.name": "post",
    "mail.server.server1.socketType": 0, "mail.server.server1.authMethod": 3, "mail.server.server1.login_at_startup": False,
    "mail.identity.id1.smtpServer": "smtp1", "mail.identity.id1.valid": True, "mail.identity.id1.fcc": False,
    "mail.smtpservers": "smtp1", "mail.smtp.defaultserver": "smtp1", "mail.smtpserver.smtp1.hostname": "127.0.0.1",
    "mail.smtpserver.smtp1.authMethod": 1, "mail.smtpserver.smtp1.try_ssl": 0, "mail.rights.version": 1,
    "app.donation.eoy.version.viewed": 999, "mail.provider.suppress_dialog_on_startup": True, "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True, "mailnews.start_page.enabled": False, "app.update.enabled": False,
    "mail.shell.checkDefaultClient": False, "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "mail.warn_on_send_accel_key": False, "mail.compose.big_attachments.notify": False, "mail.spellcheck.inline": False,
    "mail.biff.play_sound": False, "network.dns.disableIPv6": True, "extensions.autoDisableScopes": 0,
    "app.normandy.enabled": False, "mail.inappnotifications.enabled": False, "browser.search.update": False,
}


class Marionette:
    def __init__(self, port):
        self.socket = desk.until(lambda: self.connect(port), 60)
        self.file = self.socket.makefile("rb")
        self.receive()
        self.number = 0
        self.ask("WebDriver:NewSession", {})
        self.ask("Marionette:SetContext", {"value": "chrome"})
        self.ask("WebDriver:SetTimeouts", {"script": 30000})

    @staticmethod
    def connect(port):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            return None

    def receive(self):
        size = b""
        while not size.endswith(b":"):
            byte = self.file.read(1)
            if not byte:
                raise RuntimeError("Thunderbird has gone")
            size += byte
        return json.loads(self.file.read(int(size[:-1])))

    def ask(self, command, parameters):
        self.number += 1
        if "KEEP" in os.environ:
            print(command, str(parameters)[:60], flush=True)
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError("%s: %s" % (error.get("error"), error.get("message")))
        return result

    def js(self, script, *arguments):
        result = self.ask("WebDriver:ExecuteScript", {"script": script, "args": list(arguments), "sandbox": "system",
                                                      "newSandbox": False})
        return result.get("value") if isinstance(result, dict) else result


COMPOSER = "const w = Services.wm.getMostRecentWindow('msgcompose'), e = w.GetCurrentEditor();\n"
KEY = COMPOSER + """
const tip = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
const inner = e.document.defaultView;
w.focus(); w.document.getElementById('messageEditor').focus(); inner.focus();
tip.beginInputTransactionForTests(inner);
"""


class Composer(Page):
    root = "Services.wm.getMostRecentWindow('msgcompose').GetCurrentEditor().document.body"

    def __init__(self, marionette, design):
        super().__init__(design)
        self.js = marionette.js

    def words(self, text):
        self.js(KEY + "tip.commitCompositionWith(arguments[0]);", text)

    def enter(self, shift):
        self.js(KEY + """
const key = (name) => new inner.KeyboardEvent('', {key: name, code: name === 'Shift' ? 'ShiftLeft' : name});
if (arguments[0]) tip.keydown(key('Shift'));
tip.keydown(key('Enter')); tip.keyup(key('Enter'));
if (arguments[0]) tip.keyup(key('Shift'));""", shift)

    def bold(self):
        self.js(COMPOSER + "w.goDoCommand('cmd_bold');")


def profile(case, post, home):
    prefs = dict(PREFS)
    html = case.get("mode", "html") == "html"
    prefs.update({
        "mail.server.server1.port": post.imap, "mail.server.server1.userName": case.address,
        "mail.smtpserver.smtp1.port": post.smtp, "mail.identity.id1.fullName": case.person,
        "mail.identity.id1.useremail": case.address, "mail.identity.id1.compose_html": html,
        "mail.identity.id1.reply_on_top": 1 if case.get("top") else 0, "mail.identity.id1.sig_bottom": False,
        "mailnews.send_plaintext_flowed": case.get("flowed", "yes") == "yes",
        "mail.default_send_format": int(case.get("format", "0")), "marionette.port": 20000 + os.getpid() % 20000,
    })
    if case.get("ui"):
        prefs["intl.locale.requested"] = case.get("ui")
    for one in filter(None, case.get("prefs").split("; ")):
        name, _, value = one.partition("=")
        prefs[name] = json.loads(value)
    os.makedirs(home + "/profile")
    with open(home + "/profile/user.js", "w", encoding="utf-8") as f:
        for name, value in prefs.items():
            f.write("user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value)))
    return prefs["marionette.port"]


def drive(case, post, screen, home):
    desk.need("thunderbird", "thunderbird")
    port = profile(case, post, home)
    screen.start("thunderbird", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile",
                 home + "/profile")
    m = Marionette(port)
    m.js("""
const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
login.init('imap://127.0.0.1', null, 'imap://127.0.0.1', arguments[0], arguments[1], '', '');
return Services.logins.addLoginAsync(login).then(() => true);""", case.address, desk.PASSWORD)
    inbox = """
const {MailServices} = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
const server = MailServices.accounts.accounts[0].incomingServer;
const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
"""
    desk.until(lambda: m.js(inbox + """
if (!inbox) { server.performExpand(null); return 0; }
try { inbox.updateFolder(null); } catch (e) {}
return inbox.getTotalMessages(false);"""), 40, 1)
    m.js(inbox + """
const header = [...inbox.messages][0], uri = inbox.getUriForMsg(header);
const id = MailServices.accounts.accounts[0].defaultIdentity;
MailServices.compose.OpenComposeWindow(null, header, uri, Ci.nsIMsgCompType.ReplyToSender,
	Ci.nsIMsgCompFormat.Default, id, null, null);""")
    desk.until(lambda: m.js("""
const w = Services.wm.getMostRecentWindow('msgcompose');
try { return w.GetCurrentEditor().document.body.textContent.includes('NEASPEC') || w.GetCurrentEditor().document.body.textContent.includes('Basin'); }
catch (e) { return false; }"""), 30, 0.5)
    page = Composer(m, case.get("request"))
    page.steps(case.steps)
    with open(home + "/typed.html", "w", encoding="utf-8") as f:
        f.write(m.js(COMPOSER + "return e.document.documentElement.outerHTML;"))
    screen.picture(case.name + "-typed")
    m.js(COMPOSER + "w.goDoCommand('cmd_sendNow');")
    desk.until(lambda: not m.js("return !!Services.wm.getMostRecentWindow('msgcompose');"), 20)
