/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What core says to fetch and send, and they to core: frames (common/frame.h) with a JSON head; where "bytes" in
 * the head is above 0 the next frame is the mail itself. One line per message:
 *
 *   core -> fetch   {"op":"start","maildir":"/abs/inbox","done":"Recorded","once":false, ...}   (imap: host, port ...)
 *                   {"op":"done","key":"..."}        recorded: the source may move it
 *                   {"op":"stop"}                    finish what was told, then exit 0
 *   fetch -> core   {"op":"mail","key":"...","folder":"...","uidvalidity":0,"uid":0,"at":1594000000,"size":N,
 *                    "oversize":false,"bytes":N}     followed by the mail (oversize: its header block only)
 *                   {"op":"moved","key":"..."}       done has been carried out
 *                   {"op":"idle"}                    all that waited has been handed over and moved
 *                   {"op":"trouble","text":"...","again_in":30}   said once per kind of trouble, not per try
 *   core -> send    {"op":"start","maildir":"/abs/sent", ...}
 *                   {"op":"mail","id":7,"key":"...","from":"...","to":"...","attempt":1,"bytes":N}   followed by the mail
 *                   {"op":"stop"}
 *   send -> core    {"op":"result","id":7,"outcome":"sent|again|failed","reply":"250 2.0.0 ok"}
 *                   {"op":"trouble","text":"...","again_in":30}
 *
 * fetch keeps at most RAP_LIMIT_WINDOW_MAILS / _BYTES unrecorded mails with core. Unknown heads are a protocol
 * error: the side that sees one drops the link, core starts the child again with backoff.
 */
#ifndef RAP_DAEMON_MAIL_LINK_H
#define RAP_DAEMON_MAIL_LINK_H

#include "common/frame.h"

/* The whole life of the two children: fd is the socket to core. They return the exit status. */
int rap_fetch_main(int fd);
int rap_send_main(int fd);

#endif
