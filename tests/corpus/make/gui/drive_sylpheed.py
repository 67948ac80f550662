"""Sylpheed: as Claws Mail, from which it differs in its folder of settings."""
import desk
from drive_claws import files
from editor import Editor


def drive(case, post, screen, home):
    desk.need("sylpheed", "sylpheed")
    rc = "[Common]\ntoolbar_style=0\n"
    for line in filter(None, case.get("set").split("; ")):
        rc += line + "\n"
    files(case, post, home, ".sylpheed-2.0", "sylpheedrc", rc)
    screen.start("sylpheed", "--open", "#mh/Mailbox/inbox/1")
    screen.window("Sylpheed")
    shown = screen.window("NEASPEC|FORMS|Message View")
    for _ in range(5):
        screen.front(shown)
        screen.keys("alt+m")
        screen.keys("r")
        if desk.until(lambda: screen.windows("Compose message|^Re: "), 5):
            break
    screen.window("Compose message|^Re: ")
    Editor(screen, case.get("request")).steps(case.steps)
    screen.picture(case.name + "-typed")
    screen.keys("ctrl+shift+e")
    # A request with a dash or curly quotes does not fit the charset of the program.
    if desk.until(lambda: screen.windows("Code conversion"), 2):
        screen.keys("alt+y")
