/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What core says to fetch and send, and they to core: frames (common/frame.h) with a JSON head; where "bytes" in
 * the head is above 0 the next frame is the mail itself. One line per message:
 *
 *   core -> either  {"op":"start", ...} in front of all else. "maildir":"/abs/path", or the server as mail/server.h has it:
 *                   "host","port","tls":"implicit|starttls|none" and, where configured, "ca_file","user",
 *                   "password_file","password_command","oauth2_command" (secrets are read by the child alone).
 *                   "probe":true: only try, saying each step, then exit 0 (check --online)
 *   either -> core  {"op":"step","what":"TLS","good":true,"text":"..."}   a step of a probe, for a person to read
 *
 *   core -> fetch   start: "done":"Recorded","once":false; imap: "folders":["INBOX"],"marks":[...]
 *                   {"op":"done","key":"..."}        recorded: the source may move it
 *                   {"op":"stop"}                    finish what was told, then exit 0
 *   fetch -> core   {"op":"mail","key":"...","folder":"...","uidvalidity":0,"uid":0,"at":1594000000,"size":N,
 *                    "oversize":false,"bytes":N}     followed by the mail (oversize: its header block only)
 *                   {"op":"moved","key":"..."}       done has been carried out
 *                   {"op":"mark","mailbox":"USER@HOST:PORT","folder":"INBOX","uidvalidity":1,"uid":N}
 *                                                    all below are recorded and put away; comes back in "marks"
 *                   {"op":"idle"}                    all that waited has been handed over and moved
 *                   {"op":"trouble","text":"...","again_in":30}   said once per kind of trouble, not per try;
 *                                                    again_in 0: about one mail, the next goes on
 *                   {"op":"mail","id":7,"key":"...","from":"...","to":"...","attempt":1,"bytes":N}   followed by the mail
 *                   {"op":"stop"}
 *   send -> core    {"op":"result","id":7,"outcome":"sent|again|failed","reply":"250 2.0.0 ok"}
 *                   {"op":"trouble","text":"...","again_in":30}
 *
 * A key is opaque to core: printable ASCII. fetch keeps at most RAP_LIMIT_WINDOW_MAILS / _BYTES unrecorded mails
 * with core. Unknown heads are a protocol error: the side that sees one drops the link, core starts the child
 * again with backoff.
 */
#ifndef RAP_DAEMON_MAIL_LINK_H
#define RAP_DAEMON_MAIL_LINK_H

#include "common/frame.h"
#include "common/limits.h"

#include <jansson.h>
#include <stdint.h>

#define RAP_LINK_HEAD_MAX (64u * RAP_KIB)
/* The mail itself; ours with enclosures in base64 may be a little larger than what we take in. */
#define RAP_LINK_BYTES_MAX (RAP_LIMIT_MESSAGE + RAP_MIB)

/* Reads a head: an object with a string "op" and, if any, "bytes" within the limit. RAP_E_PROTOCOL. */
rap_err rap_link_parse(rap_slice frame, json_t **ret_head, size_t *ret_bytes) RAP_MUST_CHECK;

const char *rap_link_op(const json_t *head);
/* A string or integer of the head; the fallback (may be NULL) when it is absent or of another type. */
const char *rap_link_text(const json_t *head, const char *key, const char *fallback);
int64_t rap_link_number(const json_t *head, const char *key, int64_t fallback);

/* The head as JSON (caller frees); takes the reference. Never NULL; strings that are no UTF-8 become "". */
char *rap_link_encode(json_t *head);
/* Sets a string; bytes that are no printable UTF-8 are shown as in logs (R64). */
void rap_link_set_text(json_t *head, const char *key, const char *value);

/* Blocking, for the children. bytes (may be NULL: none expected) gets the second frame. */
rap_err rap_link_read(int fd, json_t **ret_head, rap_buf *bytes) RAP_MUST_CHECK;
/* Takes the reference of head; puts "bytes" into it when there are any. */
rap_err rap_link_write(int fd, json_t *head, rap_slice bytes) RAP_MUST_CHECK;
rap_err rap_link_trouble(int fd, const char *text, int64_t again_in) RAP_MUST_CHECK;

/* The whole life of the two children: fd is the socket to core. They return the exit status. */
int rap_fetch_main(int fd);
int rap_send_main(int fd);

#endif
