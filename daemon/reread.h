/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a mail of the record again, against the form, in a sandboxed reader of its own: a stranger's mail was read
 * without it (rap_reading_is_plain), one with a machine's header fields as a machine's; and an officer wants to see, or
 * to take over, all that is in it. It is read as a person's.
 */
#ifndef RAP_DAEMON_REREAD_H
#define RAP_DAEMON_REREAD_H

#include "common/reading.h"
#include "core.h"
#include "store/mailin.h"

/*
 * mail: a row with its raw bytes. *ret is the caller's; NULL with RAP_OK: the reader did
 * not manage to read it. why gets a sentence whenever there is no reading. RAP_E_DIED: no reader can be started;
 * else of the store. Nothing is written. Waits, with an event loop of its own.
 */
rap_err rap_reread(rap_core *core, const rap_mail_in *mail, rap_reading **ret, rap_buf *why)
	RAP_MUST_CHECK;

#endif
