/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What core and its children say to each other travels in frames: four bytes of length, big-endian, then
 * that many bytes. A request to the reader is two frames (context as JSON, raw mail), its answer one (the
 * reading as JSON). fetch and send use the same frames, a JSON head followed, where the head says so, by
 * one frame of mail bytes (daemon/mail/link.h).
 */
#ifndef RAP_COMMON_FRAME_H
#define RAP_COMMON_FRAME_H

#include "common/buf.h"
#include "common/err.h"

/* Blocking: for children. EOF before the first byte is RAP_E_NOT_FOUND, inside a frame RAP_E_PROTOCOL; a
 * length above max is RAP_E_LIMIT. out must be empty; its cap is set to max. Writing to a peer that is gone
 * is SIGPIPE, or RAP_E_DIED where the signal is ignored. */
rap_err rap_frame_read(int fd, size_t max, rap_buf *out) RAP_MUST_CHECK;
rap_err rap_frame_write(int fd, rap_slice bytes) RAP_MUST_CHECK;

/* Non-blocking, for core: bytes collect in a buffer until a whole frame stands at its beginning. */
typedef struct rap_frame_in {
	rap_buf buf;
	size_t max;
	size_t used; /* bytes of frames already taken */
} rap_frame_in;

rap_frame_in rap_frame_in_init(size_t max);
/* Reads what is there. RAP_E_AGAIN: nothing more now; RAP_E_NOT_FOUND: EOF (or the peer died); RAP_OK: the buffer
 * is full, take frames and come again. Frames taken before are no longer borrowed. fd must be non-blocking. */
rap_err rap_frame_in_fill(rap_frame_in *in, int fd) RAP_MUST_CHECK;
/* The next whole frame, borrowed until the next call; RAP_E_AGAIN when there is none yet, RAP_E_LIMIT. */
rap_err rap_frame_in_next(rap_frame_in *in, rap_slice *ret) RAP_MUST_CHECK;
/* The frame that was given last, as the caller's own. A large one is not copied, where nothing stands behind it. */
rap_buf rap_frame_in_take(rap_frame_in *in, rap_slice frame);
void rap_frame_in_done(rap_frame_in *in);

typedef struct rap_frame_out {
	rap_buf buf;
	size_t sent;
} rap_frame_out;

rap_frame_out rap_frame_out_init(size_t max);
/* Queues a copy as one frame; RAP_E_LIMIT when more than max bytes (heads included) would wait. */
rap_err rap_frame_out_add(rap_frame_out *out, rap_slice bytes) RAP_MUST_CHECK;
/* Queues the head of a frame whose len bytes the caller writes himself, behind all that is queued. */
rap_err rap_frame_out_add_head(rap_frame_out *out, size_t len) RAP_MUST_CHECK;
/* Writes what the socket takes, never waits. RAP_OK: all is out; RAP_E_AGAIN: more waits; RAP_E_DIED: the peer is gone. */
rap_err rap_frame_out_flush(rap_frame_out *out, int fd) RAP_MUST_CHECK;
bool rap_frame_out_empty(const rap_frame_out *out);
void rap_frame_out_done(rap_frame_out *out);

#endif
