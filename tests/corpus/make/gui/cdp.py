"""Chromium without a window, by its debugging protocol: a page, real key events, text as from an input method."""
import json
import os
import tempfile
import time
import urllib.request

import desk
from page import Page

try:
    import websocket
except ImportError:
    desk.fail("no Python module websocket (Debian package python3-websocket)")

MOBILE = {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": True}


class Chromium:
    def __init__(self, screen, home, mobile=False, language="en"):
        desk.need("chromium", "chromium")
        data = home + "/chromium"
        screen.start("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
                     "--remote-allow-origins=*", "--user-data-dir=" + data, "--window-size=1400,2400",
                     "--lang=" + language, "--disable-dev-shm-usage", "--no-first-run", "--password-store=basic",
                     "about:blank")
        port = desk.until(lambda: os.path.exists(data + "/DevToolsActivePort") and
                          open(data + "/DevToolsActivePort", encoding="ascii").readline().strip(), 30)
        pages = json.load(urllib.request.urlopen("http://127.0.0.1:%s/json" % port))
        url = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
        self.socket = websocket.create_connection(url, timeout=60)
        self.number = 0
        self.ask("Page.enable")
        if mobile:
            self.ask("Emulation.setDeviceMetricsOverride", **MOBILE)
            self.ask("Emulation.setTouchEmulationEnabled", enabled=True)

    def ask(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "Page.javascriptDialogOpening":
                self.socket.send(json.dumps({"id": 0, "method": "Page.handleJavaScriptDialog", "params": {"accept": True}}))
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]))
                return answer["result"]

    def js(self, body):
        """The body of a function; what it returns."""
        result = self.ask("Runtime.evaluate", expression="(() => {%s})()" % body, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:600])
        return result["result"].get("value")

    def when(self, condition, seconds=30):
        def true():
            try:
                return self.js("return !!(%s);" % condition)
            except RuntimeError:
                return None  # between two pages
        if not desk.until(true, seconds):
            raise RuntimeError("never: " + condition)

    def go(self, url):
        self.ask("Page.navigate", url=url)
        time.sleep(0.3)
        self.when("document.readyState === 'complete'")

    def key(self, key, code, modifiers=0):
        text = {"text": "\r"} if key == "Enter" else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code,
                 modifiers=modifiers, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code,
                 modifiers=modifiers)

    def picture(self, name):
        import base64
        with open(os.path.join(os.environ.get("KEEP", tempfile.gettempdir()), name + ".png"), "wb") as f:
            f.write(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))


class Html(Page):
    """An editable document or element; frame: JavaScript for the frame's element, to give it the keyboard."""

    def __init__(self, chromium, design, root, focus):
        super().__init__(design)
        self.chromium, self.root, self.js = chromium, root, chromium.js
        self.focus = focus

    def words(self, text):
        self.js(self.focus)
        self.chromium.ask("Input.insertText", text=text)

    def enter(self, shift):
        self.js(self.focus)
        self.chromium.key("Enter", 13, 8 if shift else 0)

    def bold(self):
        self.js(self.focus)
        self.chromium.key("b", 66, 2)


class Plain(Html):
    """A text area."""

    def lines(self):
        return self.js("return %s.value;" % self.root).replace("\xa0", " ").split("\n")

    def select(self, line, start=None, end=None):
        before = self.js("return %s.value;" % self.root).split("\n")
        at = sum(len(x) + 1 for x in before[:line])
        first = at + (len(before[line].rstrip(" ")) if start is None else start)
        last = first if end is None else at + end
        self.js("%s.focus(); %s.setSelectionRange(%d, %d);" % (self.root, self.root, first, last))

    def call(self, function, *arguments):
        at = "0" if arguments == ("false",) else self.root + ".value.length"
        self.js("%s.focus(); %s.setSelectionRange(%s, %s);" % (self.root, self.root, at, at))
