"""A desk for graphical mail programs: the case, the mailboxes, a screen of its own, keys and what is on the clipboard.

Cases are those of typist.py, in the folder cases; typist.py writes the truth from the case alone. The mailboxes are those
of the test world (tests/world/world.sh): WORLD_ENV names a file with its ports (imap_port='...', smtp_port='...'), which
are kept open by whoever made the world. Nothing is installed here: a missing program is named with its package."""
import email
import email.policy
import imaplib
import os
import re
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MAKE = os.path.dirname(HERE)
CORPUS = os.path.dirname(MAKE)
PASSWORD = "correct horse battery"

# These do not take a size from outside.
OPENBOX = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="?volution" type="normal"><maximized>yes</maximized></application>
<application class="?eary" type="normal"><maximized>yes</maximized></application>
</applications></openbox_config>
"""


def fail(words):
    sys.exit("gui: " + words)


def need(program, package):
    if not shutil.which(program):
        fail("no program %s (Debian package %s)" % (program, package))


def until(what, seconds=30, step=0.2):
    """Waits until what() is true and gives its value, or None."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(step)
    return None


class Case:
    """A case of typist.py: head as attributes by get(), steps as (word, argument, text)."""

    def __init__(self, name):
        self.name = name
        self.path = os.path.join(HERE, "cases", name + ".txt")
        with open(self.path, encoding="utf-8") as f:
            head, _, body = f.read().partition("\n\n")
        self.head = dict(line.partition(" ")[::2] for line in head.split("\n"))
        self.steps = []
        for line in body.split("\n"):
            if re.match(r"@[a-z]", line):
                word, _, argument = line[1:].partition(" ")
                self.steps.append([word, argument.partition(" = ")[0], []])
            elif self.steps:
                self.steps[-1][2].append(line)
        self.steps = [(w, a, "\n".join(t).strip("\n")) for w, a, t in self.steps]

    def get(self, key, otherwise=""):
        return self.head.get(key, otherwise)

    def request(self):
        name = self.get("request")
        folder = "replies/request-%s.eml" if len(name) == 1 else "clients/requests/%s.eml"
        return os.path.join(CORPUS, folder % name)

    def truth(self, out):
        subprocess.run([sys.executable, os.path.join(MAKE, "typist.py"), "truth", self.path, out], check=True)


class Post:
    """The mailboxes of the test world."""

    def __init__(self):
        try:
            with open(os.environ["WORLD_ENV"], encoding="ascii") as f:
                self.ports = dict(re.findall(r"^(\w+)='(.*)'$", f.read(), re.M))
        except (KeyError, OSError):
            fail("WORLD_ENV must name the file with the ports of a test world")
        self.imap, self.smtp = int(self.ports["imap_port"]), int(self.ports["smtp_port"])

    def box(self, address):
        imap = imaplib.IMAP4("127.0.0.1", self.imap)
        imap.login(address, PASSWORD)
        imap.select("INBOX")
        return imap

    def empty(self, address):
        imap = self.box(address)
        _, found = imap.search(None, "ALL")
        for number in found[0].split():
            imap.store(number, "+FLAGS", "\\Deleted")
        imap.expunge()
        imap.logout()

    def deliver(self, path, address):
        with open(path, "rb") as f:
            mail = f.read()
        sender = email.message_from_bytes(mail, policy=email.policy.default)["From"].addresses[0].addr_spec
        with smtplib.SMTP("127.0.0.1", self.smtp) as smtp:
            smtp.sendmail(sender, [address], re.sub(rb"\r?\n", b"\r\n", mail))
        until(lambda: self.newest(address), 20)

    def newest(self, address):
        imap = self.box(address)
        _, found = imap.search(None, "ALL")
        mail = None
        if found[0]:
            _, data = imap.fetch(found[0].split()[-1], "(BODY.PEEK[])")
            mail = data[0][1]
        imap.logout()
        return mail


class Screen:
    """An X server and a window manager of its own; keys and mouse by xdotool, the clipboard by xclip."""

    def __init__(self, home, size="3600x1600x24", locale="C.UTF-8"):
        for program, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("xclip", "xclip"), ("openbox", "openbox"),
                                 ("dbus-daemon", "dbus")):
            need(program, package)
        self.children = []
        self.log = open(os.path.join(home, "log"), "ab")
        number = os.getpid() % 500 + 100
        self.env = {"HOME": home, "PATH": os.environ["PATH"], "DISPLAY": ":%d" % number, "LANG": locale,
                    "LC_ALL": locale, "TZ": "UTC", "USER": "nfp", "XDG_RUNTIME_DIR": home + "/run", "NO_AT_BRIDGE": "1",
                    "LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11", "GSETTINGS_BACKEND": "keyfile",
                    "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        os.makedirs(home + "/run", mode=0o700, exist_ok=True)
        self.start("Xvfb", self.env["DISPLAY"], "-screen", "0", size, "-nolisten", "tcp")
        until(lambda: self.run("xdotool", "getmouselocation"))
        os.makedirs(home + "/.config/openbox")
        with open(home + "/.config/openbox/rc.xml", "w", encoding="ascii") as f:
            f.write(OPENBOX)
        self.start("openbox")
        bus = "unix:path=%s/run/bus" % home
        self.start("dbus-daemon", "--session", "--nofork", "--address=" + bus)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus
        until(lambda: os.path.exists(home + "/run/bus"))

    def start(self, *command, **more):
        child = subprocess.Popen(command, env=dict(self.env, **more), stdin=subprocess.DEVNULL, stdout=self.log,
                                 stderr=self.log, start_new_session=True)
        self.children.append(child)
        return child

    def stop(self):
        """Each by its own process group, the X server last."""
        for child in reversed(self.children):
            try:
                os.killpg(child.pid, signal.SIGTERM)
                child.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            child.wait()

    def run(self, *command, **more):
        return subprocess.run(command, env=self.env, stdout=subprocess.PIPE, stderr=self.log, check=False, **more).stdout

    def windows(self, title):
        return self.run("xdotool", "search", "--onlyvisible", "--name", title).decode().split()

    def window(self, title, seconds=40, widest=True):
        """Waits for a window, makes it as wide as the screen and gives it the keyboard."""
        found = until(lambda: self.windows(title), seconds)
        if not found:
            self.picture("missing")
            raise RuntimeError("no window called " + title)
        self.front(found[-1], widest)
        return found[-1]

    def front(self, window, widest=True):
        if widest:
            self.run("xdotool", "windowsize", window, "3580", "1540")
            self.run("xdotool", "windowmove", window, "5", "25")
        self.run("xdotool", "windowactivate", window)
        time.sleep(0.3)

    def keys(self, *keys, times=1):
        if times > 0:
            self.run("xdotool", "key", "--clearmodifiers", "--delay", "14", *(list(keys) * times))

    def click(self, x, y, button=1):
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def type(self, text):
        self.run("xdotool", "type", "--delay", "12", text)

    def clip(self, text):
        child = subprocess.Popen(["xclip", "-selection", "clipboard", "-i"], env=self.env, stdin=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        child.communicate(text.encode())

    def clipboard(self, which="clipboard"):
        out = self.run("timeout", "3", "xclip", "-selection", which, "-o", "-t", "UTF8_STRING")
        return out.decode("utf-8", "replace")

    def picture(self, name):
        if shutil.which("import"):
            self.run("import", "-window", "root", os.path.join(os.environ.get("KEEP", "/tmp"), name + ".png"))


def scratch():
    return tempfile.mkdtemp(prefix="gui.", dir=os.environ.get("KEEP"))
